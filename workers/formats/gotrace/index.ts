import type { GoTraceCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import { LossLog } from "../../io/lossLog";
import { pagedSource } from "../../io/pagedSource";
import type { Format } from "../format";
import { traceFacts } from "./facts";
import { HEADER_BYTES, traceVersion } from "./header";
import { sayLimits } from "./sayLimits";
import { Trace } from "./trace";
import { EVENT_NAMES as V1_EVENT_NAMES, V1_VERSIONS } from "./v1/eventTable";
import { readTicksTrace } from "./v1/ticksTrace";
import { EVENT_NAMES, WIRE_VERSIONS } from "./v2/eventTable";
import { readWireTrace } from "./v2/wireTrace";

/** Go execution traces: runtime/trace, go test -trace, /debug/pprof/trace, dumps of a flight recorder. */
export const gotrace: Format = {
  id: "go-trace",
  label: "Go execution trace",
  recognises: (head) => traceVersion(head) !== null,
  async decode(source, context): Promise<GoTraceCapture> {
    const version = traceVersion(await source.read(0, HEADER_BYTES));
    const isTicks = version !== null && V1_VERSIONS.includes(version);
    if (version === null || !(isTicks || WIRE_VERSIONS.includes(version))) {
      throw new DecodeError("Unsupported", "trace header", 0, `the format "go 1.${version} trace" is not known`);
    }
    const losses = new LossLog();
    const trace = new Trace();
    const progress = (done: number): void => context.progress(done, source.size);
    const paged = pagedSource(source);
    if (isTicks) await readTicksTrace(paged, HEADER_BYTES, trace, losses, progress);
    else await readWireTrace(paged, HEADER_BYTES, version, trace, losses, progress);
    sayLimits(trace, losses, source.size);
    const cpu = trace.cpuSamples.finish(trace.startNs);
    const decoded = trace.finish(version, isTicks ? V1_EVENT_NAMES : EVENT_NAMES);
    if (Object.keys(decoded.events).length === 0) {
      throw new DecodeError("Truncated", "trace batch", HEADER_BYTES, "not one batch of events is whole");
    }
    return {
      kind: "go-trace",
      arch: null,
      facts: traceFacts(decoded),
      losses: losses.list(),
      modules: [],
      mappings: [],
      ...trace.stacks.finish(),
      profiles: cpu === null ? [] : [cpu],
      perf: null,
      pprof: null,
      trace: decoded,
    };
  },
};
