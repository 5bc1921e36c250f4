// Memory of a process at one moment, as the kernel and Go's runtime tell it. Bytes.

/** /proc/PID/smaps, added up by what the mappings are. */
export interface SmapsTotals {
  readonly rss: number;
  readonly goHeap: MappingTotals; // Go's arenas
  readonly anonymous: MappingTotals; // other memory without a file: Go's own tables, malloc's arenas, thread stacks
  readonly brk: MappingTotals; // [heap]: malloc's main arena
  readonly files: MappingTotals; // binaries and libraries, mapped files, [stack], [vdso]
  /** The mappings were one sum (smaps_rollup): only `rss` is known. */
  readonly isRollup: boolean;
}

export interface MappingTotals {
  readonly mappings: number;
  readonly rss: number;
  readonly hugePages: number; // AnonHugePages
  readonly lazyFree: number; // LazyFree: given back by MADV_FREE, still resident
}

/** runtime.MemStats, as the debug=1 heap profile ends with it. Null for what the text lacks. */
export interface MemStats {
  readonly heapAlloc: number | null;
  readonly heapInuse: number | null;
  readonly heapIdle: number | null;
  readonly heapReleased: number | null;
  readonly stackInuse: number | null;
  readonly runtimeSys: number | null; // MSpan, MCache, BuckHash, GC and Other: what the runtime got for itself
  readonly sys: number | null;
  readonly nextGc: number | null;
  readonly maxRss: number | null; // the most there ever was
}
