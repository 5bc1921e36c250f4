import type { MemoryCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import { walkLines } from "../../io/lines";
import { LossLog } from "../../io/lossLog";
import { MemStatsLines } from "../../profile/memStats";
import type { Format } from "../format";
import { SmapsLines } from "./smapsLines";

const WHERE = "process memory";
const HEAD_BYTES = 1 << 12;
const MAX_LINE_BYTES = 8192; // a path is at most 4,096

/** Text that says what memory a process has: /proc/PID/smaps, and runtime.MemStats of a heap profile with debug=1. */
export const memory: Format = {
  id: "memory",
  label: "smaps, MemStats",
  recognises(head) {
    const text = new TextDecoder().decode(head.subarray(0, HEAD_BYTES));
    if (/^heap profile: +\d+: +\d+ \[ *\d+: +\d+\] @ heap\//.test(text)) return true;
    const lines = new SmapsLines();
    return text.split("\n", 4).every((line) => lines.line(line)) && lines.mappings > 0;
  },
  async decode(source, context): Promise<MemoryCapture> {
    const maps = new SmapsLines();
    const stats = new MemStatsLines();
    const losses = new LossLog();
    const decoder = new TextDecoder();
    let isProfile = false;
    await walkLines(
      source,
      {
        line(bytes, start, end, offset) {
          if (end - start > MAX_LINE_BYTES) return;
          const text = decoder.decode(bytes.subarray(start, end));
          if (offset === 0) isProfile = text.startsWith("heap profile:");
          if (isProfile) stats.line(text);
          else if (text !== "" && !maps.line(text))
            losses.add(new DecodeError("Malformed", WHERE, offset, "neither a mapping nor a figure of one").failure);
        },
        tooLong(offset) {
          losses.add(new DecodeError("TooLarge", WHERE, offset, "a line is too long").failure);
        },
      },
      (done, total) => context.progress(done, total),
    );
    const memStats = stats.finish();
    const smaps = maps.mappings > 0 ? maps.finish() : null;
    if (memStats === null && smaps === null) {
      throw new DecodeError("Malformed", WHERE, 0, isProfile ? "no runtime.MemStats" : "no mapping");
    }
    return {
      kind: "memory",
      arch: null,
      facts: { ...(smaps === null ? {} : { mappings: maps.mappings, rss: smaps.rss }), ...memStats },
      losses: losses.list(),
      memory: { smaps, memStats },
    };
  },
};
