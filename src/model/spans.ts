/**
 * What an event of a recording tells of spans and the memory under them, with what is read from its arguments:
 * - init: a span begins: runtime.(*mheap).initSpan, or setSpans in its place;
 * - alloc: (*mheap).alloc is called for one, on the goroutine's own stack;
 * - free: it ends: freeSpanLocked;
 * - unused: free memory is given back to the system: sysUnused, sysUnusedOS;
 * - gc: a collection ends: gcMarkTermination;
 * - fault: a page was touched; frame-alloc, frame-free: the kernel hands out and takes back page frames;
 * - madvise: the system call.
 */
export const SPAN_ROLES = {
  init: ["base", "pages", "spanclass", "type", "span"],
  alloc: ["pages", "spanclass"],
  free: ["base", "span"],
  unused: ["base", "bytes"],
  gc: [],
  fault: ["address", "physical"],
  "frame-alloc": ["frame", "order"],
  "frame-free": ["frame", "order"],
  madvise: ["base", "bytes", "advice"],
} as const satisfies Readonly<Record<string, readonly SpanParameter[]>>;

export type SpanRole = keyof typeof SPAN_ROLES;

export type SpanParameter =
  | "base" // Avma of the first byte
  | "pages" // of Go's heap
  | "bytes"
  | "spanclass"
  | "type" // spanAllocType: 0 for the heap, others are managed by hand
  | "span" // address of the mspan
  | "address" // Avma that was touched
  | "physical" // its address in physical memory
  | "frame" // page frame number
  | "order" // log2 of the number of frames
  | "advice"; // MADV_*

/** What an event was taken for. */
export interface SpanProbe {
  readonly event: string;
  readonly role: SpanRole;
  /** The argument that was taken for a parameter. */
  readonly reads: readonly (readonly [SpanParameter, string])[];
  readonly samples: number;
  readonly isChosen: boolean; // the role is the user's choice
  /** Why it cannot be used; null where it can. */
  readonly problem: "no-argument" | "no-time" | "never-hit" | null;
}

/** The user's choices: roles by name of the event; null for an event that is to have none. */
export type SpanRoleChoices = Readonly<Record<string, SpanRole | null>>;
