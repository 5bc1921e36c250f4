import type { NodeMemoryCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import { NODE_MEMORY_MAX_ROWS } from "../../io/limits";
import { headLines, walkLines } from "../../io/lines";
import { LossLog } from "../../io/lossLog";
import type { Format } from "../format";
import { DumpColumns } from "./dumpColumns";
import { DumpLines } from "./dumpLines";

const WHERE = "NUMA memory";
const HEAD_LINES = 40;
const MAX_LINE_BYTES = 8192; // numa_maps names a file, whose path is at most 4,096

/**
 * Texts that say how much memory lies on which NUMA node: /proc/PID/numa_maps, `numastat -p` and `-m`, the nodes' meminfo,
 * `numactl -H`; one or several of them, once or again and again with a line between that says when (timeLine.ts).
 */
export const nodeMemory: Format = {
  id: "node-memory",
  label: "NUMA memory (numa_maps, numastat, node meminfo)",
  recognises(head) {
    const columns = new DumpColumns();
    const lines = new DumpLines(columns);
    for (const line of headLines(head, HEAD_LINES) ?? []) lines.line(line);
    return columns.rows > 0;
  },
  async decode(source, context): Promise<NodeMemoryCapture> {
    const columns = new DumpColumns();
    const lines = new DumpLines(columns);
    const losses = new LossLog();
    const decoder = new TextDecoder();
    await walkLines(
      source,
      {
        line(bytes, start, end, offset) {
          if (columns.rows >= NODE_MEMORY_MAX_ROWS)
            return losses.add(new DecodeError("TooLarge", WHERE, offset, "more nodes and dumps than fit").failure);
          if (end - start > MAX_LINE_BYTES || !lines.line(decoder.decode(bytes.subarray(start, end))))
            losses.add(new DecodeError("Malformed", WHERE, offset, "a line of no known text").failure);
        },
        tooLong(offset) {
          losses.add(new DecodeError("TooLarge", WHERE, offset, "a line is too long").failure);
        },
      },
      (done, total) => context.progress(done, total),
    );
    const memory = columns.finish();
    if (memory.figures.length === 0) throw new DecodeError("Malformed", WHERE, 0, "no figure of any node");
    const { dumps, figures, process } = memory;
    const facts = {
      dumps: dumps.length,
      timed: !dumps.timeS.some(Number.isNaN),
      nodes: new Set(figures.node).size,
      process: process === "" ? null : process,
    };
    return { kind: "node-memory", arch: null, facts, losses: losses.list(), memory };
  },
};
