import type { PerfFacts } from "../../model/capture";

/** Facts of a recording with these threads. */
export function exampleThreads(
  threads: readonly (readonly [pid: number, tid: number, comm: string])[],
  lastNs = 50n,
): PerfFacts {
  return {
    records: {},
    lost: 0,
    throttled: 0,
    outOfOrder: 0,
    firstNs: 0n,
    lastNs,
    events: [],
    threads: threads.map(([pid, tid, comm]) => ({ pid, tid, comm })),
    topology: null,
    recording: null,
    offCpu: null,
  };
}
