import type { Facts, PerfFacts } from "../../../src/model/capture";
import { clockName, wallTime } from "./clock";
import type { FileHeader } from "./fileHeader";
import type { Recording } from "./recording";

/** What a perf.data says of itself. `perfFacts`: what has been made of its records. */
export function fileFacts(header: FileHeader, { metadata, events, auxBytes }: Recording, perfFacts: PerfFacts): Facts {
  const { clock } = metadata;
  return {
    mode: header.mode,
    hostname: metadata.hostname,
    os_release: metadata.osRelease,
    perf_version: metadata.perfVersion,
    cpu: metadata.cpuDesc,
    cpu_id: metadata.cpuId,
    cpus_online: metadata.cpusOnline,
    total_memory_kb: metadata.totalMemoryKb,
    cmdline: metadata.cmdline.join(" "),
    events: events.list.map((event) => event.name),
    threads: perfFacts.threads.length,
    clock: clockName(events.list[0]?.attr.clockId ?? null),
    start_time: clock === null ? null : wallTime(clock, perfFacts.firstNs),
    end_time: clock === null ? null : wallTime(clock, perfFacts.lastNs),
    aux_bytes: auxBytes === 0 ? null : auxBytes,
  };
}
