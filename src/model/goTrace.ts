import type { SpanLives } from "./spanLives";

/** What a Go execution trace says besides its stacks. Times are nanoseconds since `startNs`. */
export interface GoTrace {
  readonly version: number; // of the wire format: N of "go 1.N trace"
  /** CLOCK_MONOTONIC since Go 1.22; before, the processor's ticks as nanoseconds: no clock of another file. */
  readonly startNs: bigint;
  readonly endNs: number;
  readonly clock: ClockSnapshot | null; // null before Go 1.25
  readonly generations: number; // about a second each; 0 before Go 1.22
  readonly isRelative: boolean; // nothing says where the heap begins (flight recorder): addresses are offsets in it
  /** How many events and batches, by the wire format's names. */
  readonly events: Readonly<Record<string, number>>;
  readonly heap: HeapSizes;
  readonly gcs: TracedGcs;
  readonly goroutines: TracedGoroutines;
  readonly goroutineCounts: GoroutineCounts;
  /** The AllocFree experiment (GODEBUG=traceallocfree=1, Go 1.23); null in a trace without it, like the next three. */
  readonly spans: SpanLives | null;
  readonly spanCounts: LifeCounts | null;
  readonly objects: TracedObjects | null;
  readonly goroutineStacks: TracedGoroutineStacks | null;
}

/** One moment by two clocks. */
export interface ClockSnapshot {
  readonly monoNs: bigint;
  readonly wallNs: bigint; // since the epoch
}

/** What was there at the start, came and went. What lives at the end is existed + allocated − freed − overwritten. */
export interface LifeCounts {
  readonly existed: number; // as the first snapshot says
  readonly allocated: number;
  readonly freed: number;
  readonly unknownFrees: number; // of what nothing has said to be there
  readonly overwritten: number; // another came in its place before anything said that it went
}

/** HeapAlloc and HeapGoal events: a row per event, with the last value of the other. */
export interface HeapSizes {
  readonly timeNs: Float64Array;
  readonly heapAlloc: Float64Array; // bytes: live at the last collection, and allocated since; NaN before the first event
  readonly heapGoal: Float64Array; // bytes at which the next collection is to end; NaN also while GOGC is off
  /** Rows that were left out of a long series, which keeps the least and the greatest HeapAlloc of each few. */
  readonly thinned: number;
}

/** Collections, by their begin. */
export interface TracedGcs {
  readonly beginNs: Float64Array; // NaN for one that went on when the trace began
  readonly endNs: Float64Array; // NaN for one that had not ended when the trace did
}

/** States of a goroutine; the index is what the columns hold. */
export const GOROUTINE_STATES = ["runnable", "running", "syscall", "waiting"] as const;
export const GOROUTINE_WAITING = 3;

/** Goroutines that there are at the end: a row each, by id. */
export interface TracedGoroutines {
  readonly length: number;
  readonly created: number; // in the whole trace, with those that have ended
  readonly ended: number;
  readonly id: Float64Array;
  readonly state: Uint8Array; // -> GOROUTINE_STATES
  readonly reason: Int32Array; // -> reasons: what it waits for, or last waited for; -1 unknown
  readonly stack: Int32Array; // -> StackCapture.stacks: where it blocked last, or what it was created to run; -1 unknown
  readonly creator: Int32Array; // -> StackCapture.stacks: who created it, -1 for those that were there before
  readonly createdNs: Float64Array; // NaN for those
  readonly sinceNs: Float64Array; // in its state; NaN when it was so before the trace
  readonly thread: Int32Array; // OS thread that last ran it, -1 unknown
  readonly creatorThread: Int32Array; // OS thread that created it
  readonly reasons: readonly string[];
}

/** How many goroutines there were of each kind at the ends of the generations (each second before Go 1.22). */
export interface GoroutineCounts {
  readonly timeNs: Float64Array; // per point
  /** Distinct kinds of goroutine; columns of equal length, as in TracedGoroutines. */
  readonly kinds: {
    readonly state: Uint8Array;
    readonly reason: Int32Array;
    readonly stack: Int32Array;
    readonly creator: Int32Array;
  };
  /** A row per point and kind that there was, by point. */
  readonly point: Int32Array; // -> timeNs
  readonly kind: Int32Array; // -> kinds
  readonly count: Int32Array;
  readonly oldestNs: Float64Array; // since when the longest has been in this state, -1 for before the trace
}

/** Objects of the heap. A slot that several tiny objects share is one object, of its first one's type. */
export interface TracedObjects extends LifeCounts {
  readonly shared: number; // allocations in a slot that was taken already
  /** Live at the end: a row each, by span and address; those of unknown spans come last. */
  readonly length: number;
  readonly address: Float64Array; // Avma of the slot's begin
  readonly type: Int32Array; // -> types, -1 unknown
  readonly span: Int32Array; // -> spans, -1 unknown
  readonly birthNs: Float64Array; // 0 for those that existed
  readonly types: TracedTypes;
  /** Per row of `spans`: objects at the end, and the most ever. */
  readonly spanLive: Int32Array;
  readonly spanMost: Int32Array;
}

/** Go types by name, a row each. Allocated − freed − overwritten = live. */
export interface TracedTypes {
  readonly length: number;
  readonly names: readonly string[];
  readonly bytes: Float64Array; // of one
  readonly allocated: Float64Array; // with those that existed
  readonly freed: Float64Array; // with those overwritten
  readonly live: Float64Array;
}

/** Memory for the stacks of goroutines. */
export interface TracedGoroutineStacks extends LifeCounts {
  readonly live: number;
  readonly liveBytes: number;
  readonly mostBytes: number;
}
