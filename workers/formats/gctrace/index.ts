import type { GcTraceCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import { GCTRACE_MAX_LINES } from "../../io/limits";
import { walkLines } from "../../io/lines";
import { LossLog } from "../../io/lossLog";
import type { Format } from "../format";
import { parseGcLine } from "./gcLine";
import { parseScavLine } from "./scavLine";
import { TraceColumns } from "./traceColumns";

const WHERE = "gctrace log";
const HEAD_BYTES = 1 << 16;
const MAX_LINE_BYTES = 400;

/** The standard error of a Go program with GODEBUG=gctrace=1 or scavtrace=1, whatever else it has printed between. */
export const gctrace: Format = {
  id: "gctrace",
  label: "gctrace and scavtrace logs",
  recognises(head) {
    const bytes = head.subarray(0, HEAD_BYTES);
    if (bytes.includes(0)) return false;
    const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
    return lines.some((line) => parseGcLine(line) !== null || parseScavLine(line) !== null);
  },
  async decode(source, context): Promise<GcTraceCapture> {
    const columns = new TraceColumns();
    const losses = new LossLog();
    const decoder = new TextDecoder();
    let broken = 0;
    await walkLines(
      source,
      {
        line(bytes, start, end, offset) {
          const isGc = bytes[start] === 0x67 && bytes[start + 1] === 0x63 && bytes[start + 2] === 0x20; // "gc "
          const isScav = bytes[start] === 0x73 && bytes[start + 1] === 0x63 && bytes[start + 2] === 0x61; // "sca"
          if ((!isGc && !isScav) || end - start > MAX_LINE_BYTES) return;
          const text = decoder.decode(bytes.subarray(start, end));
          const cycle = isGc ? parseGcLine(text) : null;
          const scavenge = isScav ? parseScavLine(text) : null;
          if (columns.length >= GCTRACE_MAX_LINES) {
            losses.add(new DecodeError("TooLarge", WHERE, offset, `more than ${GCTRACE_MAX_LINES} lines`).failure);
          } else if (cycle !== null) columns.cycle(cycle);
          else if (scavenge !== null) columns.scavenge(scavenge);
          else if (/^(gc \d+ @|scav \d)/.test(text)) {
            broken++;
            losses.add(new DecodeError("Malformed", WHERE, offset, "a line that another was printed into").failure);
          }
        },
        tooLong() {}, // what is longer than a line may be is other output
      },
      (done, total) => context.progress(done, total),
    );
    if (columns.length === 0) throw new DecodeError("Malformed", WHERE, 0, "no line is of a collection");
    const trace = columns.finish();
    const { cycles, scavenges, restarts } = trace;
    return {
      kind: "gctrace",
      arch: null,
      facts: {
        collections: cycles.length,
        scavenges: scavenges.length,
        forced: cycles.forced.reduce((sum, forced) => sum + forced, 0),
        restarts: restarts.length,
        seconds: cycles.atS.at(-1) ?? 0,
        broken_lines: broken,
      },
      losses: losses.list(),
      trace,
    };
  },
};
