import { SPAN_ROLES, type SpanRole } from "../../../model/spans";
import { type PageSizes, pageSizes } from "../physical/pageSizes";
import type { SpanStream, SpanStreams } from "../spanStreams";

/**
 * Events as a text, one a line and a nanosecond apart: the thread, the role, and its parameters by name.
 *
 *   1 init base=0xc000000000 pages=2 spanclass=5
 *   2 free base=0xc000000000
 *
 * Threads 1 and 2 are of process 10, thread 3 of process 30. Every event has the stack of its own line.
 */
export function spanEvents(text: string, sizes: PageSizes = pageSizes("x86_64")): SpanStreams {
  const lines = text.trim().split("\n");
  const rows = new Map<SpanRole, { time: number[]; thread: number[]; values: number[][] }>();
  for (const [time, line] of lines.entries()) {
    const [thread, role, ...given] = line.trim().split(/\s+/);
    const stated = new Map(given.map((each) => each.split("=") as [string, string]));
    const of = rows.get(role as SpanRole) ?? { time: [], thread: [], values: [] };
    rows.set(role as SpanRole, of);
    of.time.push(time);
    of.thread.push(Number(thread) - 1);
    of.values.push(SPAN_ROLES[role as SpanRole].map((parameter) => Number(stated.get(parameter) ?? Number.NaN)));
  }
  return {
    probes: [],
    streams: Array.from(rows, ([role, { time, thread, values }]): SpanStream => {
      const columns = SPAN_ROLES[role].map((_, i) => Float64Array.from(values, (row) => row[i]));
      return {
        role,
        length: time.length,
        time: Float64Array.from(time),
        stack: Int32Array.from(time),
        thread: Int32Array.from(thread),
        isAfter: columns[1] !== undefined && role === "fault" && !columns[1].every(Number.isNaN),
        values: columns.map((column) => (column.every(Number.isNaN) ? null : column)),
      };
    }),
    startNs: 0n,
    endNs: lines.length,
    pids: Int32Array.of(10, 10, 30),
    tids: Int32Array.of(11, 12, 31),
    pageSizes: sizes,
  };
}
