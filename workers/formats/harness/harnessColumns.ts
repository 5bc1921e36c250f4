import type { HarnessRows } from "../../../src/model/harness";
import { GrowingColumn } from "../../profile/growingColumn";
import type { Header, KnownColumn } from "./header";
import { LabelColumn, numberOf } from "./labelColumn";

/** The rows of a harness as columns, while the file is read. */
export class HarnessColumns {
  readonly #header: Header;
  readonly #numbers = new Map<KnownColumn, GrowingColumn<Float64Array>>();
  readonly #cut: readonly {
    readonly limit: number;
    readonly column: number;
    readonly rows: GrowingColumn<Int32Array>;
  }[];
  readonly #call = new GrowingColumn((length) => new Int32Array(length));
  readonly #labels: readonly { readonly column: number; readonly label: LabelColumn }[];
  #calls = 0;
  #lastRecord = Number.POSITIVE_INFINITY;

  constructor(header: Header) {
    this.#header = header;
    for (const name of header.known.keys()) {
      if (name !== "truncated") this.#numbers.set(name, new GrowingColumn((length) => new Float64Array(length)));
    }
    const truncated = header.known.get("truncated");
    const limits = [...header.limits, ...(truncated === undefined ? [] : [{ limit: Number.NaN, column: truncated }])];
    this.#cut = limits.map((one) => ({ ...one, rows: new GrowingColumn((length) => new Int32Array(length)) }));
    this.#labels = header.labels.map((column) => ({ column, label: new LabelColumn(header.names[column] ?? "") }));
  }

  get length(): number {
    return this.#call.length;
  }

  push(fields: readonly string[]): void {
    const { known } = this.#header;
    for (const [name, numbers] of this.#numbers) numbers.push(numberOf(fields[known.get(name) ?? -1] ?? ""));
    for (const { column, rows } of this.#cut) rows.push(TRUTHS[(fields[column] ?? "").toLowerCase()] ?? UNSAID);
    for (const { column, label } of this.#labels) label.push(fields[column] ?? "");
    this.#call.push(this.#callOf(fields));
  }

  finish(): HarnessRows {
    const columns = new Map([...this.#numbers].map(([name, column]) => [name, column.finish(null)]));
    const column = (name: KnownColumn): Float64Array | null => columns.get(name) ?? null;
    const depth = column("depth") ?? new Float64Array(0);
    const limits = column("limit");
    const { limit, said } = this.#limitOf(depth, limits);
    const fullDepth = column("full_depth");
    return {
      length: depth.length,
      limit,
      depth,
      truncated: Uint8Array.from(depth, (frames, row) => {
        const known = said?.[row] ?? UNSAID;
        if (known !== UNSAID) return known;
        return Number(frames >= (limits?.[row] ?? limit) || frames < (fullDepth?.[row] ?? 0));
      }),
      fullDepth,
      medianOffset: column("median_abs_pc_minus_entry"),
      call: this.#call.finish(null),
      calls: this.#calls,
      sp: column("sp"),
      stackLow: column("stack_lo"),
      stackHigh: column("stack_hi"),
      entryNs: column("entry_ns"),
      goid: column("goid"),
      labels: this.#labels.map(({ label }) => label.finish()),
    };
  }

  /** `record` starts again with each call; without it every row is a call of its own. */
  #callOf(fields: readonly string[]): number {
    const at = this.#header.known.get("record");
    const record = at === undefined ? 0 : numberOf(fields[at] ?? "");
    if (at === undefined || !(record > this.#lastRecord)) this.#calls++;
    this.#lastRecord = record;
    return this.#calls - 1;
  }

  /**
   * The limit that held, and what the rows say of it. A harness may answer for several: the lowest that no stack exceeds is
   * the one of the call that it made (runtime.GoroutineProfile keeps 32 frames, so `truncated_512` is never true there).
   */
  #limitOf(depth: Float64Array, limits: Float64Array | null): { limit: number; said: Int32Array | null } {
    const deepest = largestOf(depth);
    const cut = this.#cut.map(({ limit, rows }) => ({ limit, said: rows.finish(null) }));
    const largest = largestOf(limits ?? []);
    const plain = cut.find(({ limit }) => Number.isNaN(limit)) ?? null;
    if (largest > 0) {
      return { limit: largest, said: (plain ?? cut.find(({ limit }) => limit === largest))?.said ?? null };
    }
    const limited = cut.filter(({ limit }) => !Number.isNaN(limit));
    const held = limited.find(({ limit }) => limit >= deepest) ?? limited.at(-1);
    return { limit: held?.limit ?? Number.NaN, said: (plain ?? held)?.said ?? null };
  }
}

/** 0 for none; empty fields are left out. */
function largestOf(column: Iterable<number>): number {
  let largest = 0;
  for (const value of column) if (value > largest) largest = value;
  return largest;
}

const UNSAID = -1;
const TRUTHS: Readonly<Record<string, number>> = { true: 1, "1": 1, yes: 1, false: 0, "0": 0, no: 0 };
