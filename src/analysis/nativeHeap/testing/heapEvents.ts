import { ALLOCATORS, type Allocator } from "../../../model/nativeHeap";
import type { ProbeStream, ReplayInput } from "../replayInput";

/**
 * Events of probes as a text, one a line and a nanosecond apart: the thread, the function with its arguments, or "=" and
 * what it returned.
 *
 *   1 malloc 24
 *   1 malloc = 0x1000
 *   2 free 0x1000
 *
 * Threads 1 and 2 are of process 1, 3 of process 2. Every call has the stack of its own line, as has every return.
 */
export function replayInputOf(text: string): ReplayInput {
  const lines = text.trim().split("\n");
  const streams = new Map<string, { time: number[]; stack: number[]; thread: number[]; values: number[][] }>();
  for (const [line, event] of lines.entries()) {
    const [thread, func, ...rest] = event.trim().split(/\s+/);
    const isReturn = rest[0] === "=";
    const key = `${func} ${isReturn ? "return" : "entry"}`;
    const stream = streams.get(key) ?? { time: [], stack: [], thread: [], values: [] };
    streams.set(key, stream);
    stream.time.push(line);
    stream.stack.push(line);
    stream.thread.push(Number(thread) - 1);
    stream.values.push((isReturn ? rest.slice(1) : rest).map(Number));
  }
  return {
    probes: [],
    streams: [...streams].map(([key, { time, stack, thread, values }]): ProbeStream => {
      const [func, at] = key.split(" ") as [Allocator, "entry" | "return"];
      const width = at === "return" ? 1 : ALLOCATORS[func].length;
      return {
        func,
        at,
        length: time.length,
        time: Float64Array.from(time),
        stack: Int32Array.from(stack),
        thread: Int32Array.from(thread),
        values: Array.from({ length: width }, (_, i) => Float64Array.from(values, (row) => row[i] ?? Number.NaN)),
      };
    }),
    pids: Int32Array.of(1, 1, 2),
    stacks: {
      length: lines.length,
      prefix: new Int32Array(lines.length).fill(-1),
      frame: Int32Array.from(lines.keys()),
    },
  };
}
