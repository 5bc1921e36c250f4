import { type SpanLives, UNKNOWN_SPAN } from "../../model/spanLives";

/** Lives of one process as its probes and its execution trace have them, as one. */
export interface JoinedLives {
  readonly lives: SpanLives;
  readonly traceRow: Int32Array; // per life: -> the trace's lives, -1 where it has none
  readonly begun: number; // lives that begin in the trace, while the probes were recorded
  readonly found: number; // of these: with a probe's on the same thread at the same time
}

/**
 * The lives that probes saw, each with the trace's row of it, and those that only the trace has. A trace's event comes
 * some 15 µs after the probe, from the same thread:
 *
 *   thread 5567   initSpan 0xc000082000 ─ 15 µs ─ SpanAlloc 0xc000082000
 *
 * 1. by thread and time; 2. what is left by who has the address at that moment, as also those that existed before.
 * Null where less than half is found: the clocks differ, or the processes do.
 */
export function joinTrace(probed: SpanLives, traced: SpanLives): JoinedLives | null {
  const aheadNs = Number(traced.startNs - probed.startNs);
  const traceRow = new Int32Array(probed.length).fill(-1);
  const probeRow = new Int32Array(traced.length).fill(-1);
  const isSame = (row: number, trace: number): boolean =>
    traceRow[row] < 0 &&
    probed.pages[row] === traced.pages[trace] &&
    (traced.isRelative || probed.address[row] === traced.address[trace]);
  const pair = (row: number, trace: number): void => {
    traceRow[row] = trace;
    probeRow[trace] = row;
  };
  const ofThread = rowsBy(probed.thread);
  let [begun, found] = [0, 0];
  for (let trace = 0; trace < traced.length; trace++) {
    const birthNs = traced.birthNs[trace] + aheadNs;
    if (traced.existed[trace] === 1 || birthNs < 0 || birthNs > probed.endNs + WINDOW_NS) continue;
    begun++;
    const rows = ofThread.get(traced.thread[trace]) ?? NONE;
    const row = nearest(rows, probed.birthNs, birthNs, (each) => isSame(each, trace));
    if (row < 0) continue;
    pair(row, trace);
    found++;
  }
  if (begun > 0 ? found < begun / 2 : traced.isRelative) return null;
  if (!traced.isRelative) pairByAddress(probed, traced, aheadNs, probeRow, pair);
  return { ...united(probed, traced, aheadNs, traceRow, probeRow), begun, found };
}

/** A trace's event is written by the thread that ran into the probe, before it goes on. */
const WINDOW_NS = 1e6;
const NONE: readonly number[] = [];

/** Rows by the value of a column, each ascending; only of the values in `wanted`, where that is given. */
function rowsBy(
  column: Int32Array | Float64Array,
  wanted: ReadonlySet<number> | null = null,
): ReadonlyMap<number, readonly number[]> {
  const rows = new Map<number, number[]>();
  for (let row = 0; row < column.length; row++) {
    const value = column[row];
    if (wanted?.has(value) === false) continue;
    const of = rows.get(value);
    if (of === undefined) rows.set(value, [row]);
    else of.push(row);
  }
  return rows;
}

/** Of rows by birth the one that is nearest to a moment and will do; -1 for none within the window. */
function nearest(
  rows: readonly number[],
  birthNs: Float64Array,
  atNs: number,
  willDo: (row: number) => boolean,
): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (birthNs[rows[middle]] < atNs - WINDOW_NS) low = middle + 1;
    else high = middle;
  }
  let best = -1;
  for (let i = low; i < rows.length && birthNs[rows[i]] <= atNs + WINDOW_NS; i++) {
    const isNearer = best < 0 || Math.abs(birthNs[rows[i]] - atNs) < Math.abs(birthNs[best] - atNs);
    if (isNearer && willDo(rows[i])) best = rows[i];
  }
  return best;
}

/** Pairs lives of the trace that have no probe yet with the last one that had their address and was there then. */
function pairByAddress(
  probed: SpanLives,
  traced: SpanLives,
  aheadNs: number,
  probeRow: Int32Array,
  pair: (row: number, trace: number) => void,
): void {
  const left = Array.from(probeRow.keys()).filter((trace) => probeRow[trace] < 0);
  const rowsAt = rowsBy(probed.address, new Set(left.map((trace) => traced.address[trace])));
  const taken = new Set<number>(probeRow);
  const isThere = (row: number, trace: number): boolean => {
    const atNs = traced.birthNs[trace] + aheadNs;
    const isLive = probed.birthNs[row] <= atNs + WINDOW_NS && !(probed.deathNs[row] < atNs - WINDOW_NS);
    return isLive && !taken.has(row) && probed.pages[row] === traced.pages[trace];
  };
  for (const trace of left) {
    const rows = rowsAt.get(traced.address[trace]) ?? NONE;
    let i = rows.length - 1;
    while (i >= 0 && !isThere(rows[i], trace)) i--;
    const row = rows[i];
    if (row === undefined) continue;
    taken.add(row);
    pair(row, trace);
  }
}

/** The probes' lives, and after them in the order of birth those of the trace that no probe saw, on the probes' clock. */
function united(
  probed: SpanLives,
  traced: SpanLives,
  aheadNs: number,
  traceRow: Int32Array,
  probeRow: Int32Array,
): Pick<JoinedLives, "lives" | "traceRow"> {
  const added = traced.isRelative ? [] : Array.from(probeRow.keys()).filter((trace) => probeRow[trace] < 0);
  const births = [...probed.birthNs, ...added.map((trace) => traced.birthNs[trace] + aheadNs)];
  const order = Int32Array.from(births.keys());
  if (added.length > 0) order.sort((a, b) => births[a] - births[b] || a - b);
  const ofTrace = Int32Array.from(order, (at) => (at < probed.length ? traceRow[at] : added[at - probed.length]));
  const column = <T extends Float64Array | Int32Array | Int16Array | Uint8Array>(
    make: (length: number) => T,
    of: (row: number, trace: number) => number,
  ): T => {
    const values = make(order.length);
    for (const [i, at] of order.entries()) values[i] = of(at < probed.length ? at : -1, ofTrace[i]);
    return values;
  };
  const death = (trace: number): number => (trace < 0 ? Number.NaN : traced.deathNs[trace] + aheadNs);
  const floats = (length: number): Float64Array => new Float64Array(length);
  const ints = (length: number): Int32Array => new Int32Array(length);
  return {
    traceRow: ofTrace,
    lives: {
      ...probed,
      length: order.length,
      endNs: Math.max(probed.endNs, traced.endNs + aheadNs),
      address: column(floats, (row, trace) => (row < 0 ? traced.address[trace] : probed.address[row])),
      pages: column(ints, (row, trace) => (row < 0 ? traced.pages[trace] : probed.pages[row])),
      spanclass: column(
        (length) => new Int16Array(length),
        (row, trace) =>
          row < 0 || (trace >= 0 && probed.spanclass[row] === UNKNOWN_SPAN)
            ? traced.spanclass[trace]
            : probed.spanclass[row],
      ),
      birthNs: column(floats, (row, trace) => (row < 0 ? traced.birthNs[trace] + aheadNs : probed.birthNs[row])),
      // A free that the probes lost is in the trace.
      deathNs: column(floats, (row, trace) =>
        row < 0 || Number.isNaN(probed.deathNs[row]) ? death(trace) : probed.deathNs[row],
      ),
      existed: column(
        (length) => new Uint8Array(length),
        (row, trace) => (row < 0 ? traced.existed[trace] : 0),
      ),
      thread: column(ints, (row, trace) => (row < 0 ? traced.thread[trace] : probed.thread[row])),
      openedBy: column(ints, (row) => (row < 0 ? -1 : probed.openedBy[row])),
    },
  };
}
