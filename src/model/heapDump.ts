/**
 * A Go heap dump (debug.WriteHeapDump): the objects of the heap as a graph, and what lies outside and points into it.
 * Of contents only the pointers are kept. Columns of equal length; addresses are those of the process.
 */
export interface HeapDump {
  readonly params: DumpParams | null; // null where the dump is cut before them
  readonly isComplete: boolean; // the record EOF was reached
  readonly data: DumpSegment | null; // of the main binary, runtime.data to runtime.edata; null when cut before it
  readonly bss: DumpSegment | null;
  readonly objects: DumpObjects;
  readonly pointers: RootPointers;
  readonly goroutines: DumpGoroutines;
  readonly frames: DumpFrames;
  readonly finalizers: DumpFinalizers;
  readonly memStats: Readonly<Record<string, number>> | null; // runtime.MemStats by field, without PauseNs
  readonly profile: DumpProfile;
  readonly strings: readonly string[];
}

export interface DumpParams {
  readonly bigEndian: boolean;
  readonly pointerBytes: number; // 4 or 8
  readonly goarch: string;
  readonly goVersion: string; // "go1.24.4"
  readonly cpus: number;
}

export interface DumpSegment {
  readonly address: number;
  readonly bytes: number;
}

/** By address. An object is a slot of a span: its size is that of its size class. */
export interface DumpObjects {
  readonly length: number;
  readonly address: Float64Array;
  readonly bytes: Float64Array;
  readonly noscan: Uint8Array; // 1 without a single field that is a pointer
  /** Pointers to other objects, interior ones included: row i owns target[edge[i]] … target[edge[i + 1] - 1]. */
  readonly edge: Int32Array; // length + 1
  readonly target: Int32Array; // -> objects
}

/** Where a pointer into the heap can come from outside of it. The index is what RootPointers.kind holds. */
export const POINTER_KINDS = ["data", "bss", "frame", "goroutine", "queued-finalizer", "other"] as const;
export type PointerKind = (typeof POINTER_KINDS)[number];

/** Pointers from outside of the heap to objects. */
export interface RootPointers {
  readonly length: number;
  readonly kind: Uint8Array; // -> POINTER_KINDS
  /** frame: -> frames; goroutine: -> goroutines (its deferred calls and panics); other: -> strings; else -1. */
  readonly holder: Int32Array;
  readonly offset: Float64Array; // data, bss, frame: bytes from where it begins; else 0
  readonly target: Int32Array; // -> objects
}

export interface DumpGoroutines {
  readonly length: number;
  readonly id: Float64Array; // goid
  readonly status: Int32Array; // of runtime2.go: 1 runnable, 3 in a system call, 4 waiting …
  readonly isSystem: Uint8Array;
  readonly waitReason: Int32Array; // -> strings
  readonly thread: Float64Array; // tid it runs on, -1 for none
}

/** Of one goroutine behind each other, the most recent call first. */
export interface DumpFrames {
  readonly length: number;
  readonly goroutine: Int32Array; // -> goroutines
  readonly func: Int32Array; // -> strings
}

/** Objects with a finalizer that has not been queued. The garbage collector keeps what they point to. */
export interface DumpFinalizers {
  readonly length: number;
  readonly object: Int32Array; // -> objects
  readonly func: Int32Array; // -> objects: the closure, -1 where it is not on the heap
}

/** The memory profile at that moment: unscaled counts of sampled allocations by stack, and the objects that are there. */
export interface DumpProfile {
  readonly buckets: number;
  readonly bytes: Float64Array; // per bucket: size of an object as asked for
  readonly allocs: Float64Array;
  readonly frees: Float64Array;
  readonly frame: Int32Array; // buckets + 1, -> the three columns below: leaf first
  readonly func: Int32Array; // -> strings
  readonly file: Int32Array; // -> strings
  readonly line: Int32Array;
  readonly samples: number;
  readonly sampleObject: Int32Array; // -> objects
  readonly sampleBucket: Int32Array; // -> buckets
}

/** Variables of a program that point into the heap, named by the symbols of its binary. By address in the process. */
export interface GlobalVariables {
  readonly file: number; // -> the files that were asked
  readonly bias: number; // bytes from the binary's addresses to the process's (PIE)
  readonly length: number;
  readonly address: Float64Array;
  readonly bytes: Float64Array;
  readonly name: readonly string[];
}

/** What keeps objects from being freed. The index is what Holders.kind holds. "cut": the roots are not in the dump. */
export const HOLDER_KINDS = ["global", "goroutine", "frame", "finalizer", "other", "cut"] as const;
export type HolderKind = (typeof HOLDER_KINDS)[number];

/** The roots as things that have a name. */
export interface Holders {
  readonly length: number;
  readonly kind: Uint8Array; // -> HOLDER_KINDS
  readonly parent: Int32Array; // frame: -> holders, its goroutine; else -1
  readonly name: Int32Array; // -> strings: variable or function; -1 for those that have none
  /** global: its address; goroutine: goid; else 0. */
  readonly number: Float64Array;
  readonly strings: readonly string[];
}

/**
 * Who keeps what: the dominator tree of the graph of a dump. A node is an object (as in DumpObjects) or, behind these,
 * a holder. What a node dominates is reached through it alone and would be freed with it.
 */
export interface HeldHeap {
  readonly objects: number; // nodes before the first holder
  readonly holders: Holders;
  /** Per node: -> nodes; NOT_ALONE for holders and for what several hold; UNREACHED for garbage. */
  readonly dominator: Int32Array;
  readonly retained: Float64Array; // per node: bytes of the objects that it dominates, itself included
  /** Per node: the node below NOT_ALONE that it hangs under, itself possibly; UNREACHED for garbage. */
  readonly top: Int32Array;
  /** Per node: -> nodes, the next on a shortest way to a holder; NOT_ALONE at the end, UNREACHED for garbage. */
  readonly nearer: Int32Array;
  /** Nodes by their dominator, most retained first: node i owns child[childAt[i]] …; the last row is of NOT_ALONE. */
  readonly childAt: Int32Array; // nodes + 2
  readonly child: Int32Array;
  readonly byClass: HeldClasses;
  readonly bySite: HeldSites;
  readonly reached: HeldAmount;
  readonly unreached: HeldAmount; // garbage that has not been swept, or held by what a dump does not tell
}

/** A dump of the session with what was found out about it. */
export interface HeldDump {
  readonly held: HeldHeap;
  readonly binary: number | null; // -> SessionFile.id: whose symbols name the variables
  readonly variables: GlobalVariables | null; // as they were named
}

export const NOT_ALONE = -1;
export const UNREACHED = -2;

export interface HeldAmount {
  readonly objects: number;
  readonly bytes: number;
}

/** Objects of one size and one holder: -> holders (a goroutine, not its frame), NOT_ALONE or UNREACHED. */
export interface HeldClasses {
  readonly length: number;
  readonly elemBytes: Float64Array;
  readonly noscan: Uint8Array;
  readonly holder: Int32Array;
  readonly objects: Float64Array;
  readonly bytes: Float64Array;
}

/** Sampled objects of one stack of the memory profile and one holder, as above. */
export interface HeldSites {
  readonly length: number;
  readonly bucket: Int32Array; // -> DumpProfile.buckets
  readonly holder: Int32Array;
  readonly objects: Float64Array;
  readonly bytes: Float64Array;
}
