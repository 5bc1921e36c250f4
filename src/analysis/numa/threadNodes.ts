import type { TracedGoroutines } from "../../model/goTrace";
import type { NodeCpus } from "../../model/nodeMemory";
import type { SessionFile } from "../../model/session";
import { perfFactsOf } from "../perfFactsOf";

/** On which node threads ran last: by their last sample's processor, and the machine's topology. */
export interface ThreadNodes {
  readonly file: string; // the perf.data that has the threads
  /** By OS thread id. Threads without a processor, or with one that no node has, are absent. */
  readonly nodeOf: ReadonlyMap<number, number>;
}

/**
 * Of the first recording that says on which processors its threads ran (`perf record -a` or `--sample-cpu`). The nodes are
 * those of its header, else those of a dropped `numactl -H`. Null without such a recording.
 */
export function threadNodes(files: readonly SessionFile[]): ThreadNodes | null {
  const listed = files.flatMap(({ capture }) => (capture?.kind === "node-memory" ? capture.memory.topology : []));
  for (const file of files) {
    const perf = perfFactsOf(file);
    const topology = perf?.topology ?? null;
    if (perf === null || topology === null) continue;
    const nodeOfCpu = nodesByCpu(topology.nodes.length > 0 ? topology.nodes : listed);
    const nodeOf = new Map<number, number>();
    for (const [row, { tid }] of perf.threads.entries()) {
      const node = nodeOfCpu.get(topology.lastCpu[row]);
      if (node !== undefined && tid > 0) nodeOf.set(tid, node);
    }
    if (nodeOf.size > 0) return { file: file.name, nodeOf };
  }
  return null;
}

function nodesByCpu(nodes: readonly NodeCpus[]): ReadonlyMap<number, number> {
  return new Map(nodes.flatMap(({ node, cpus }) => cpus.map((cpu) => [cpu, node])));
}

/** Goroutines that there are at the end of a trace, by the node of the thread that last ran them, else created them. */
export interface GoroutineNodes {
  readonly file: string; // the trace
  readonly counts: ReadonlyMap<number, number>; // by node
  readonly unknown: number; // whose threads have no node
}

/** Of the first execution trace that has threads of the recording: both are of one run. Null without one. */
export function goroutineNodes(files: readonly SessionFile[], threads: ThreadNodes | null): GoroutineNodes | null {
  if (threads === null) return null;
  for (const { name, capture } of files) {
    if (capture?.kind !== "go-trace") continue;
    const counts = countByNode(capture.trace.goroutines, threads.nodeOf);
    if (counts.size > 0) {
      const placed = [...counts.values()].reduce((sum, count) => sum + count, 0);
      return { file: name, counts, unknown: capture.trace.goroutines.length - placed };
    }
  }
  return null;
}

function countByNode(
  { length, thread, creatorThread }: TracedGoroutines,
  nodeOf: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let row = 0; row < length; row++) {
    const node = nodeOf.get(thread[row]) ?? nodeOf.get(creatorThread[row]);
    if (node !== undefined) counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return counts;
}
