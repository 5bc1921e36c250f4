import type { MemoryCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import { walkLines } from "../../io/lines";
import { LossLog } from "../../io/lossLog";
import type { Format } from "../format";
import { SmapsLines } from "./smapsLines";

const WHERE = "smaps";
const HEAD_BYTES = 1 << 12;
const MAX_LINE_BYTES = 8192; // a path is at most 4,096

/** Text that says what memory a process has: /proc/PID/smaps, smaps_rollup. */
export const memory: Format = {
  id: "memory",
  label: "smaps",
  recognises(head) {
    const text = new TextDecoder().decode(head.subarray(0, HEAD_BYTES));
    const lines = new SmapsLines();
    return text.split("\n", 4).every((line) => lines.line(line)) && lines.mappings > 0;
  },
  async decode(source, context): Promise<MemoryCapture> {
    const maps = new SmapsLines();
    const losses = new LossLog();
    const decoder = new TextDecoder();
    await walkLines(
      source,
      {
        line(bytes, start, end, offset) {
          if (end - start > MAX_LINE_BYTES) return;
          const text = decoder.decode(bytes.subarray(start, end));
          if (text !== "" && !maps.line(text))
            losses.add(new DecodeError("Malformed", WHERE, offset, "neither a mapping nor a figure of one").failure);
        },
        tooLong(offset) {
          losses.add(new DecodeError("TooLarge", WHERE, offset, "a line is too long").failure);
        },
      },
      (done, total) => context.progress(done, total),
    );
    if (maps.mappings === 0) throw new DecodeError("Malformed", WHERE, 0, "no mapping");
    const smaps = maps.finish();
    const facts = { mappings: maps.mappings, rss: smaps.rss };
    return { kind: "memory", arch: null, facts, losses: losses.list(), smaps };
  },
};
