import type { Trend } from "./growth";

/** Names of the arguments (Profile.args) that a text dump of goroutines has, a row per goroutine. */
export const GOROUTINE_ARGS = {
  id: "goroutine_id",
  status: "status", // wait reason, or "running" …
  createdBy: "created_by",
  createdAt: "created_at", // file:line
  leaked: "leaked",
  locked: "locked",
  labels: "labels",
  minutes: "minutes", // blocked; NaN where it is not said
} as const;

/** A frame of a goroutine's stack by its names. */
export interface GoroutineFrame {
  readonly func: string;
  readonly file: string | null;
  readonly line: number; // 0 when unknown
}

/** Something that goroutines of a group have, and how many of them. */
export interface Counted {
  readonly text: string;
  readonly count: number;
}

export interface CountedCreator {
  readonly func: string;
  readonly place: string; // "file:line", "" when not said
  readonly count: number;
}

/** What is known of the goroutines with one stack besides their numbers. */
export interface GoroutineFacts {
  /** Function and place that started them, from a text dump, most first; empty when no dump has this stack. */
  readonly creators: readonly CountedCreator[];
  readonly reasons: readonly Counted[]; // what they wait for, most first
  /** Whether `reasons` is concluded from the runtime's functions in the stack: no text dump has it. */
  readonly isConcluded: boolean;
  readonly maxMinutes: number | null; // the longest that one of them has been blocked; null when not said
  readonly leaked: number; // that a leak-finding GC has marked
  readonly labels: readonly Counted[]; // of pprof.Do, most first
  readonly stack: readonly GoroutineFrame[]; // leaf first, with the runtime's frames
}

/** Goroutines with one stack (frames of the runtime left out) and one wait reason, over a series. */
export interface GoroutineGroup extends GoroutineFacts, Trend {}

/** The goroutines of one process, ordered by time. */
export interface GoroutineSeries {
  readonly program: string; // base name of the main binary, of a trace its file, "" when the files do not say
  /** What the points are: profiles of all goroutines, of leaked ones alone, moments of a trace, or text dumps. */
  readonly source: "goroutine" | "goroutineleak" | "trace" | "text";
  readonly fileIds: readonly number[]; // per point -> SessionFile.id; the same for those of a trace
  readonly lenderIds: readonly number[]; // files that say more of these groups and are no point
  readonly timesNs: readonly bigint[]; // as HeapSeries.timesNs
  readonly timed: boolean;
  readonly isSinceStart: boolean; // timesNs count from the start of a recording that has no clock of the day
  readonly mergedPoints: number; // copies of the same profile left out
  readonly restarts: readonly number[]; // points that begin a new process
  readonly judged: readonly [number, number]; // points [from, to): the longest run of one process
  readonly total: Trend;
  readonly groups: readonly GoroutineGroup[]; // most growth first
}
