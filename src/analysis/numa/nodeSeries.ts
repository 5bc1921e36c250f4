import type { NodeDumps } from "../../model/nodeMemory";
import type { NodeSeries } from "../../model/numa";
import type { SessionFile, Side } from "../../model/session";
import { naturalOrder } from "../fileOrder";
import { stemOf, timeOfName } from "./dumpTime";
import type { Gauge } from "./nodeTrend";

/** A series of dumps that has not been measured. Plain data: it is sent to a worker. */
export interface NodeSeriesInput
  extends Pick<NodeSeries, "scope" | "name" | "folder" | "side" | "timed" | "dumps" | "startS"> {
  readonly step: number; // smallest difference that the texts can show
  readonly nodes: readonly Gauge[];
  readonly free: readonly (Gauge & { readonly totalBytes: number; readonly reclaimableBytes: number })[];
}

/**
 * The dropped texts as series. Dumps of one folder and side are one series where they are of the same process, by the
 * number that numastat gives, else where the files' names differ in numbers only. Times are those in the texts, else in the
 * names; where some dump has none, the order of names and lines is all there is.
 */
export function nodeSeriesInputs(
  files: readonly SessionFile[],
  sides: ReadonlyMap<number, Side>,
): readonly NodeSeriesInput[] {
  const groups = new Map<string, { head: SeriesHead; points: Point[] }>();
  for (const file of [...files].sort((a, b) => naturalOrder(a.name, b.name))) {
    if (file.capture?.kind !== "node-memory") continue;
    const { memory } = file.capture;
    for (const scope of ["process", "system"] as const) {
      const points = pointsOf(memory, scope, file.name);
      if (points.length === 0) continue;
      const side = sides.get(file.id) ?? null;
      const process = scope === "process" ? memory.process : "";
      const key = JSON.stringify([scope, file.folder, side, process === "" ? stemOf(file.name) : process]);
      const group = groups.get(key) ?? { head: headOf(file, memory, scope, side), points: [] };
      group.points.push(...points);
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ head, points }) => seriesOf(head, points));
}

type SeriesHead = Pick<NodeSeriesInput, "scope" | "name" | "folder" | "side" | "step">;

/** What one dump says of the nodes, in the order of files and lines. */
interface Point {
  readonly timeS: number; // NaN when not said
  readonly rows: readonly {
    readonly node: number;
    readonly used: number;
    readonly free: number;
    readonly total: number;
    readonly reclaimable: number;
  }[];
}

function headOf(file: SessionFile, memory: NodeDumps, scope: NodeSeries["scope"], side: Side | null): SeriesHead {
  const isProcess = scope === "process";
  return {
    scope,
    name: isProcess && memory.process !== "" ? memory.process : file.name,
    folder: file.folder,
    side,
    step: isProcess ? memory.processStep : memory.systemStep,
  };
}

function pointsOf({ dumps, figures }: NodeDumps, scope: NodeSeries["scope"], fileName: string): Point[] {
  const rows = Array.from({ length: dumps.length }, (): Point["rows"][number][] => []);
  for (let row = 0; row < figures.length; row++) {
    const [process, total, free] = [figures.process[row], figures.total[row], figures.free[row]];
    const used = scope === "process" ? process : total - free;
    if (Number.isNaN(scope === "process" ? process : free)) continue;
    const reclaimable = figures.reclaimable[row];
    rows[figures.dump[row]].push({ node: figures.node[row], used, free, total, reclaimable });
  }
  const named = dumps.length === 1 ? timeOfName(fileName) : Number.NaN;
  return rows.flatMap((row, dump) => {
    const timeS = Number.isNaN(dumps.timeS[dump]) ? named : dumps.timeS[dump];
    return row.length === 0 ? [] : [{ timeS, rows: row }];
  });
}

function seriesOf(head: SeriesHead, points: readonly Point[]): NodeSeriesInput {
  const timed = points.every(({ timeS }) => !Number.isNaN(timeS));
  const ordered = timed ? [...points].sort((a, b) => a.timeS - b.timeS) : points;
  const startS = timed ? (ordered[0]?.timeS ?? 0) : 0;
  const ids = [...new Set(ordered.flatMap(({ rows }) => rows.map(({ node }) => node)))].sort((a, b) => a - b);
  const places = columnsOf(ordered, startS, timed, head.scope === "process" ? ids : []);
  const gauge = (node: number, name: "used" | "free"): Gauge => {
    const { timesS, rows } = places.get(node) ?? NOTHING;
    return { node, timesS: Float64Array.from(timesS), values: Float64Array.from(rows, (row) => row[name]) };
  };
  const system = head.scope === "system" ? ids : [];
  return {
    ...head,
    timed,
    dumps: ordered.length,
    startS,
    // Without MemTotal nothing is known of what is in use.
    nodes: ids.map((node) => gauge(node, "used")).filter(({ values }) => !values.some(Number.isNaN)),
    free: system.map((node) => {
      const last = places.get(node)?.rows.at(-1);
      return {
        ...gauge(node, "free"),
        totalBytes: last?.total ?? Number.NaN,
        reclaimableBytes: last?.reclaimable ?? Number.NaN,
      };
    }),
  };
}

interface Column {
  readonly timesS: number[];
  readonly rows: Point["rows"][number][];
}

const NOTHING: Column = { timesS: [], rows: [] };

/** By node; a node of `always` that a dump does not name has nothing there. */
function columnsOf(
  points: readonly Point[],
  startS: number,
  timed: boolean,
  always: readonly number[],
): ReadonlyMap<number, Column> {
  const columns = new Map<number, Column>();
  const add = (node: number, timeS: number, row: Point["rows"][number]): void => {
    const column = columns.get(node) ?? { timesS: [], rows: [] };
    // Without times a node's dumps are counted, so that one file per node and moment is a series too.
    column.timesS.push(timed ? timeS - startS : column.rows.length);
    column.rows.push(row);
    columns.set(node, column);
  };
  for (const { timeS, rows } of points) {
    const missing = always.filter((node) => !rows.some((row) => row.node === node));
    for (const row of rows) add(row.node, timeS, row);
    for (const node of missing) add(node, timeS, { node, used: 0, free: 0, total: 0, reclaimable: 0 });
  }
  return columns;
}
