/** What texts say of the memory of NUMA nodes: numa_maps, numastat, meminfo of nodes, numactl -H. Bytes, seconds. */
export interface NodeDumps {
  /** A row per dump, in the order of the file. */
  readonly dumps: {
    readonly length: number;
    readonly timeS: Float64Array; // since the epoch; NaN where no line says it
  };
  /** A row per node of a dump. NaN for what the dump does not say. */
  readonly figures: {
    readonly length: number;
    readonly dump: Int32Array; // -> dumps
    readonly node: Int32Array; // number of the node
    readonly process: Float64Array; // pages of one process
    readonly total: Float64Array; // MemTotal
    readonly free: Float64Array; // MemFree
    readonly reclaimable: Float64Array; // page cache and slabs that the kernel can give back
  };
  readonly process: string; // "4321 (leakd)", "" where no text says whose pages they are
  /** The smallest difference that the texts can show, in bytes; 0 where they say nothing of the kind. */
  readonly processStep: number;
  readonly systemStep: number;
  readonly topology: readonly NodeCpus[]; // of numactl -H
}

/** Which processors belong to a node. */
export interface NodeCpus {
  readonly node: number;
  readonly cpus: readonly number[];
}
