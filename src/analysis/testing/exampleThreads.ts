import type { PerfFacts, PerfTopology } from "../../model/capture";

/** Facts of a recording with these threads, on a machine whose nodes have a processor each. */
export function exampleThreads(
  threads: readonly (readonly [pid: number, tid: number, comm: string])[],
  lastNs = 50n,
  nodeOfCpu: readonly (readonly [cpu: number, node: number])[] = [],
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
    topology: nodeOfCpu.length === 0 ? null : topologyOf(nodeOfCpu, threads.length),
    recording: null,
    offCpu: null,
  };
}

function topologyOf(nodeOfCpu: readonly (readonly [cpu: number, node: number])[], threads: number): PerfTopology {
  const nodes = nodeOfCpu.map(([cpu, node]) => ({ node, cpus: [cpu], totalBytes: 2 ** 30, freeBytes: 2 ** 29 }));
  return { nodes, lastCpu: new Int32Array(threads).fill(-1) };
}
