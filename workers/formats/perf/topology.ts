import type { PerfNode, PerfTopology } from "../../../src/model/capture";
import type { SortedColumns } from "../../profile/sampleColumns";

/** The nodes of the header, and on which processor each thread was seen last. Samples are in the order of time. Null where nothing says either. */
export function topology(
  nodes: readonly PerfNode[],
  events: readonly { readonly columns: SortedColumns }[],
  threads: number,
): PerfTopology | null {
  const lastCpu = new Int32Array(threads).fill(-1);
  const lastTime = new Float64Array(threads).fill(-Infinity);
  for (const { columns } of events) {
    const { cpu, thread, time, length } = columns;
    for (let i = 0; i < length; i++) {
      const row = thread[i] as number;
      if ((cpu[i] as number) < 0 || (time[i] as number) < (lastTime[row] as number)) continue;
      lastCpu[row] = cpu[i] as number;
      lastTime[row] = time[i] as number;
    }
  }
  return nodes.length === 0 && lastCpu.every((cpu) => cpu < 0) ? null : { nodes, lastCpu };
}
