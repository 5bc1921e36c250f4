/** The C heap of the processes in one perf.data: what probes on malloc and its family saw, replayed in the order of time. */
export interface NativeHeap {
  readonly probes: readonly NativeProbe[];
  readonly counts: NativeCounts;
  readonly sites: NativeSites;
  readonly timeline: NativeTimeline;
}

/** The functions that hand out blocks or take them back, with their parameters (stdlib.h, malloc.h). */
export const ALLOCATORS = {
  malloc: ["size"],
  calloc: ["count", "size"],
  realloc: ["block", "size"],
  reallocarray: ["block", "count", "size"],
  posix_memalign: ["place", "alignment", "size"],
  aligned_alloc: ["alignment", "size"],
  memalign: ["alignment", "size"],
  valloc: ["size"],
  pvalloc: ["size"],
  free: ["block"],
} as const satisfies Readonly<Record<string, readonly AllocatorParameter[]>>;

export type Allocator = keyof typeof ALLOCATORS;
export type AllocatorParameter = "size" | "count" | "block" | "place" | "alignment";

/** What an event of the recording was taken for. */
export interface NativeProbe {
  readonly event: string;
  readonly func: Allocator;
  readonly at: "entry" | "return";
  /** Of a parameter, or of "result": the argument that was taken for it. */
  readonly reads: readonly (readonly [AllocatorParameter | "result", string])[];
  readonly samples: number;
  /** Why it cannot be used; null where it can. "no-partner": an entry without its return, or the reverse. */
  readonly problem: "no-argument" | "no-partner" | "never-hit" | "no-time" | null;
}

export interface NativeCounts {
  readonly allocations: number; // calls that gave a block, where there was none before
  readonly allocatedBytes: number; // of these
  readonly unplaced: number; // of allocations: posix_memalign's, where no probe reads the address: in nothing that is live
  readonly unplacedBytes: number; // of these
  readonly failed: number; // calls that gave none
  readonly reallocs: number; // calls that gave a block in the place of another
  readonly moved: number; // of these: at another address
  readonly frees: number; // calls that took a block back, also realloc to 0 bytes
  readonly nullFrees: number; // free(NULL): not counted above
  readonly unplacedFrees: number; // of frees: not of a block that is known, and as many blocks at least are unplaced
  readonly unknownFrees: number; // of frees: other blocks from before the recording, or of functions without a probe
  readonly doubleFrees: number; // of frees: blocks that were taken back already
  readonly unknownReallocs: number; // of reallocs: as unknownFrees
  readonly missedFrees: number; // addresses handed out again without having been taken back
  readonly nested: number; // calls from inside another function of the family for the same block, or by glibc as a thread ends
  readonly unreturned: number; // calls that had not come back when the recording ended, or never did
  readonly unmatchedReturns: number; // of calls whose beginning was not seen
  readonly unreadable: number; // samples that lack an argument
  readonly liveBlocks: number; // at the end
  readonly liveBytes: number;
  readonly peakBytes: number;
  readonly peakNs: number; // when, on the clock of the samples
}

/** Where blocks come from: a row per function of the family and pair of stacks. */
export interface NativeSites {
  readonly length: number;
  readonly func: Uint8Array; // -> keys of ALLOCATORS
  readonly entry: Int32Array; // -> StackCapture.stacks: of the entry probe, -1 for none
  readonly back: Int32Array; // -> StackCapture.stacks: of the return probe, -1 for none
  readonly liveBlocks: Float64Array;
  readonly liveBytes: Float64Array;
  readonly allocations: Float64Array;
  readonly allocatedBytes: Float64Array;
  readonly unplaced: Float64Array; // of allocations: see NativeCounts
  readonly oldestNs: Float64Array; // when the oldest block that is live was given; NaN for none
  readonly group: Int32Array; // -> NativeTimeline.groups: sites with one calling address
}

/** Bytes that were live at equally distant moments. */
export interface NativeTimeline {
  readonly timesNs: Float64Array; // on the clock of the samples
  readonly total: Float64Array;
  readonly groups: number;
  readonly byGroup: Float64Array; // group by group, a value per moment
}
