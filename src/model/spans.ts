import type { Verdict } from "./growth";
import type { SpanLives } from "./spanLives";

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
  "frame-alloc": ["frame", "order", "migratetype"],
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
  | "migratetype" // 1: movable, as the pages of processes are and page tables are not
  | "advice"; // MADV_*

/** What an event was taken for. */
export interface SpanProbe {
  readonly event: string;
  readonly role: SpanRole | null; // null: it tells nothing of spans
  /** The argument that was taken for a parameter. */
  readonly reads: readonly (readonly [SpanParameter, string])[];
  readonly samples: number;
  readonly isChosen: boolean; // the role is the user's choice
  /** Why it cannot be used; null where it can. */
  readonly problem: "no-argument" | "no-time" | "never-hit" | null;
}

/** The user's choices: roles by name of the event; null for an event that is to have none. */
export type SpanRoleChoices = Readonly<Record<string, SpanRole | null>>;

export interface SpanCounts {
  readonly allocated: number; // also those that were there when the recording began, where that is known
  readonly freed: number; // of these
  readonly unknownFrees: number; // of spans that were not seen beginning
  readonly missedFrees: number; // of `freed`: spans that must have ended, since another began on their pages
  readonly live: number; // at the end
  readonly liveBytes: number;
  readonly unreadable: number; // samples that lack an argument
}

/** Spans by spanclass, a row each, MANUAL_SPAN and UNKNOWN_SPAN first. */
export interface SpanClasses {
  readonly length: number;
  readonly spanclass: Int16Array;
  readonly elemBytes: Int32Array; // 0 where spans differ: large objects, memory without objects
  readonly allocated: Int32Array;
  readonly freed: Int32Array;
  readonly live: Int32Array; // at the end
  readonly liveBytes: Float64Array;
}

/** What was live at equally distant moments, by spanclass. */
export interface SpanTimeline {
  readonly timesNs: Float64Array; // relative to SpanLives.startNs
  readonly spans: Float64Array; // of all classes
  readonly bytes: Float64Array;
  readonly spansByClass: Float64Array; // row by row of SpanClasses, a value per moment
  readonly bytesByClass: Float64Array;
}

/** How long spans lived that were freed and whose beginning was seen; NaN for none. */
export interface SpanLifetimes {
  readonly p50Ns: number;
  readonly p90Ns: number;
  readonly p99Ns: number;
}

/** What a trace tells of the lives of a history. */
export interface TracedLives {
  readonly row: Int32Array; // per life: -> GoTrace.spans, -1 for one that is not in the trace
  readonly objectsLive: Int32Array; // per life: objects in it at the end of the trace, -1 unknown
  readonly objectsMost: Int32Array; // per life: the most that it ever had
  readonly begun: number; // spans that begin in the trace while probes were recorded
  readonly found: number; // of these: whose probe was found, on the same thread at the same time
}

/** The spans of one process: of its perf.data, of its execution trace, or of both. */
export interface SpanHistory {
  readonly source: "perf" | "trace" | "both";
  readonly perfFile: number | null; // -> SessionFile.id: whose stacks SpanLives.openedBy is of
  readonly traceFile: number | null; // -> SessionFile.id
  readonly pid: number; // -1 where only a trace tells of it
  readonly probes: readonly SpanProbe[];
  readonly lives: SpanLives;
  readonly traced: TracedLives | null; // null without a trace that has spans
  readonly counts: SpanCounts;
  readonly classes: SpanClasses;
  readonly timeline: SpanTimeline;
  readonly lifetimes: SpanLifetimes;
  readonly physical: SpanPhysical | null; // null where no event of pages was recorded
  readonly collections: SpanCollections | null; // null where their times are not known, like the next
  readonly candidates: SpanCandidates | null;
}

/** The pages of the system under the spans of one process. */
export interface SpanPhysical {
  readonly pageBytes: number; // of the system
  readonly hugePageBytes: number;
  /** Per life, at its end or that of the recording: pages of the system by state; the others are unknown. */
  readonly held: Int32Array;
  readonly returned: Int32Array;
  readonly lazy: Int32Array;
  readonly huge: Int32Array;
  readonly faultsInSpans: number; // of pages of spans that were live then
  readonly framesKnown: number; // pages of spans, live at the end, whose frame is known
  readonly live: PageTotals; // at the end: under live spans
  readonly free: PageTotals; // and under none, where spans have been
  readonly heldSpans: number; // live spans of which not all was given back
}

/** Bytes by what is known of their pages. */
export interface PageTotals {
  readonly unknown: number; // touched before the recording began, or never
  readonly held: number;
  readonly returned: number;
  readonly lazy: number; // given back by MADV_FREE
  readonly huge: number;
}

/** Collections of Go's garbage, as one source says them. Times are relative to SpanLives.startNs. */
export interface SpanCollections {
  readonly source: "trace" | "probe" | "gctrace";
  readonly beginNs: Float64Array; // where only ends are known: the end before, as none began earlier
  readonly endNs: Float64Array;
}

/** Which spans may be leaking: those of classes that grow, by when they were born. */
export interface SpanCandidates {
  readonly verdicts: readonly Verdict[]; // per row of SpanClasses: of the bytes that collections have left
  readonly isCandidate: Uint8Array; // per life
  readonly spans: number;
  readonly bytes: number;
}

/** A part of address × time: nanoseconds since SpanLives.startNs, and places of an AddressAxis. */
export interface SpanWindow {
  readonly fromNs: number;
  readonly toNs: number;
  readonly fromPlace: number;
  readonly toPlace: number;
}

/** What is looked at of the spans. */
export interface SpanSelection {
  readonly history: number; // -> SessionData.spans
  readonly life: number; // -> SpanHistory.lives, -1 for none
  readonly window: SpanWindow | null; // null for everything
}

export const EVERYTHING: SpanSelection = { history: 0, life: -1, window: null };
