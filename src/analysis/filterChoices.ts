import type { PerfThread } from "../model/capture";
import type { SampleTable, TextArg } from "../model/profile";
import { cgroupKey } from "./cgroups";
import type { SampledFacts } from "./filter";

/** A process, thread, CPU, NUMA node or control group that samples of a profile are of. */
export interface FilterChoice {
  readonly id: number; // pid, tid, CPU, node or key of a control group
  readonly comm: string; // path of a control group; "" for a CPU or node
  readonly samples: number;
}

export interface FilterChoices {
  readonly processes: readonly FilterChoice[]; // most samples first
  readonly threads: readonly (FilterChoice & { readonly pid: number })[]; // most samples first
  readonly cpus: readonly FilterChoice[]; // by number
  readonly nodes: readonly FilterChoice[]; // by number; none where the capture does not say them
  readonly cgroups: readonly FilterChoice[]; // most samples first
}

/** `cgroups` is the column of analysis/cgroups.ts, null where the samples have none. */
export function filterChoices(
  samples: SampleTable,
  cgroups: TextArg | null,
  facts: SampledFacts | null,
): FilterChoices {
  const rows = facts?.threads ?? [];
  const ofRow = samples.thread === null ? [] : counts(samples.thread, 0, rows.length);
  const ofPid = new Map<number, number>();
  const ofTid = new Map<number, { readonly pid: number; samples: number }>();
  rows.forEach(({ pid, tid }, row) => {
    const count = ofRow[row] ?? 0;
    if (count === 0) return;
    ofPid.set(pid, (ofPid.get(pid) ?? 0) + count);
    const thread = ofTid.get(tid);
    if (thread === undefined) ofTid.set(tid, { pid, samples: count });
    else thread.samples += count;
  });
  const nameOf = commNames(rows);
  const ofCpu = samples.cpu === null ? new Float64Array() : counts(samples.cpu, -1, 0x8000);
  return {
    processes: [...ofPid]
      .map(([id, samples]) => ({ id, comm: nameOf.process(id), samples }))
      .sort((a, b) => b.samples - a.samples || a.id - b.id),
    threads: [...ofTid]
      .map(([id, { pid, samples }]) => ({ id, pid, comm: nameOf.thread(id), samples }))
      .sort((a, b) => b.samples - a.samples || a.id - b.id),
    cpus: Array.from(ofCpu, (samples, index) => ({ id: index - 1, comm: "", samples })).filter(
      ({ samples }) => samples > 0,
    ),
    nodes: (facts?.nodes ?? [])
      .map(({ node, cpus }) => ({ id: node, comm: "", samples: samplesOn(cpus, ofCpu) }))
      .filter(({ samples }) => samples > 0)
      .sort((a, b) => a.id - b.id),
    cgroups: cgroupChoices(cgroups),
  };
}

/** `ofCpu` begins with CPU -1. */
function samplesOn(cpus: readonly number[], ofCpu: Float64Array): number {
  return cpus.reduce((sum, cpu) => sum + (ofCpu[cpu + 1] ?? 0), 0);
}

function cgroupChoices(column: TextArg | null): FilterChoice[] {
  if (column === null) return [];
  const ofString = counts(column.values, 0, column.strings.length);
  return column.strings
    .map((path, index) => ({ id: cgroupKey(path), comm: path, samples: ofString[index] }))
    .filter(({ samples }) => samples > 0)
    .sort((a, b) => b.samples - a.samples || a.id - b.id);
}

/** What processes and threads are called; "" for one that the capture does not know. A process is called as its first thread. */
export function commNames(threads: readonly PerfThread[]): {
  process(pid: number): string;
  thread(tid: number): string;
} {
  const ofTid = new Map<number, string>();
  const ofPid = new Map<number, string>();
  for (const { pid, tid, comm } of threads) {
    if (!ofTid.has(tid)) ofTid.set(tid, comm);
    if (!ofPid.has(pid) || tid === pid) ofPid.set(pid, comm);
  }
  return { process: (pid) => ofPid.get(pid) ?? "", thread: (tid) => ofTid.get(tid) ?? "" };
}

/** How often each number from `first` on is in a column. */
function counts(column: Int32Array | Int16Array, first: number, count: number): Float64Array {
  const found = new Float64Array(count);
  for (let i = 0; i < column.length; i++) {
    const at = column[i] - first;
    if (at >= 0 && at < count) found[at]++;
  }
  return found;
}
