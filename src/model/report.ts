import type { FileKind } from "./capture";
import type { MetricName, MetricUnit } from "./deviation";
import type { ComparabilityRule, MissingReason } from "./deviationText";
import type { Guard, Verdict } from "./growth";
import type { Allocator, NativeProbe } from "./nativeHeap";
import type { PteLayout } from "./pagemap";
import type { FileStatus, Match, Side, Stage, StageFailure } from "./session";
import type { SpanProbe, SpanRole } from "./spans";
import type { Rung } from "./stacks";
import type { FrameOrigin, UnwindStop } from "./unwind";

/**
 * What the page exports as JSON (docs/report.md): every figure that a view shows. Field names are those of the
 * file, so snake_case; 64-bit values are decimal strings. A part whose captures were not given is null.
 */
export interface Report {
  readonly schema: "swscope.report/1";
  readonly app: { readonly version: string; readonly build: string };
  readonly timing: { readonly total_ms: number; readonly stages: readonly ReportStage[] };
  readonly findings: readonly ReportFinding[];
  readonly files: readonly ReportFile[];
  readonly perf: readonly ReportPerf[] | null;
  readonly profiles: readonly ReportProfile[] | null;
  readonly symbols: readonly ReportSymbols[] | null;
  readonly addresses: readonly ReportAddress[] | null;
  readonly heap: ReportHeap | null;
  readonly goroutines: ReportGoroutines | null;
  readonly spans: ReportSpans | null;
  readonly heapdump: ReportHeapDump | null;
  readonly escapes: ReportEscapes | null;
  readonly deviation: ReportDeviation | null;
  readonly numa: ReportNuma | null;
}

export interface ReportStage {
  readonly file: string;
  readonly stage: Stage;
  readonly ms: number;
  readonly bytes: number;
  /** Typed arrays and read buffers that the stage held at once. */
  readonly peak_bytes: number;
}

export type FindingKind = "growth" | "goroutines" | "spans" | "native" | "quality" | "symbols" | "deviation";
export type Severity = "info" | "warning" | "error";

export interface ReportFinding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly text: string; // English
  readonly value: number | null;
  readonly ci: readonly [number, number] | null;
  readonly where: string | null; // file:line or a file's name
}

/** A finding as the page holds it: said in the reader's language by `key` and `params`. */
export interface Finding extends ReportFinding {
  readonly key: string; // findings.<key> in the catalogs
  readonly params: Readonly<Record<string, string | number>>;
}

export interface ReportFile {
  readonly name: string;
  readonly size: number;
  readonly kind: FileKind;
  readonly arch: string | null;
  readonly side: Side | null;
  readonly status: FileStatus;
  readonly warnings: readonly ReportWarning[];
  readonly facts: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

export interface ReportWarning {
  readonly code: StageFailure["code"];
  readonly message: string;
  readonly where: string;
  readonly offset: number;
  readonly count: number;
}

export interface ReportPerf {
  readonly file: string;
  readonly records: Readonly<Record<string, number>>;
  readonly lost: number;
  readonly throttled: number;
  readonly out_of_order: number;
  readonly first_ns: string;
  readonly last_ns: string;
  readonly events: readonly {
    readonly name: string;
    readonly type: number;
    readonly config: string;
    readonly samples: number;
    readonly values: number;
    readonly period_total: string;
  }[];
  readonly off_cpu: ReportOffCpu | null;
  readonly check: readonly ReportCheck[];
}

/** What the profile "off-cpu" rests on. */
export interface ReportOffCpu {
  readonly stacks: "sched_switch" | "last-sample"; // at the switch, or of each thread's last sample before it
  readonly intervals: number;
  readonly total_ns: number;
  readonly unended: number; // left again without a return in between: not in the profile
  readonly open: number; // not back when the recording ended: not in the profile
  readonly open_ns: number; // until then
}

/** What the capture check found: worst first, what the article says last. */
export interface ReportCheck {
  readonly rule: string;
  readonly source: "kernel" | "article"; // whose rule it is; the kernel's verdict on the article's is in the message
  readonly severity: Severity;
  readonly message: string; // English: what it means, and how to record again
  readonly command: string | null; // to record again with
}

export interface ReportProfile {
  readonly id: number;
  readonly file: string;
  readonly event: string;
  readonly unit: string;
  readonly side: Side | null;
  readonly samples: number;
  readonly weight_total: number; // sum of absolute weights, as pprof's total
  readonly unique_stacks: number;
  readonly top: readonly {
    readonly function: string;
    readonly module: string;
    readonly self: number;
    readonly total: number;
    readonly samples: number; // with the function as leaf
  }[];
  readonly top_symbols: readonly {
    readonly symbol: string;
    readonly module: string;
    readonly self: number;
    readonly samples: number;
  }[];
  readonly stacks: readonly { readonly frames: readonly string[]; readonly weight: number }[];
  /** Of a profile with stack dumps; null where none was unwound. */
  readonly unwind: ReportUnwind | null;
}

/** Samples, by how far their stack dump could be followed: the three first add up to those that were unwound. */
export interface ReportUnwind {
  readonly complete: number; // RootReached, StackSwitch
  readonly incomplete: number; // the others
  readonly truncated: number; // StackDumpExhausted, FrameLimit
  readonly stop_reasons: Readonly<Record<UnwindStop, number>>;
  readonly origins: Readonly<Record<FrameOrigin, number>>; // user frames
  readonly ends: readonly {
    readonly module: string;
    readonly build_id: string | null;
    readonly stop: UnwindStop;
    readonly samples: number;
  }[]; // of stacks that are not complete, by the module of the outermost frame
}

export interface ReportSymbols {
  readonly module: string;
  readonly build_id: string | null;
  readonly arch: string | null;
  readonly side: Side | null;
  readonly matched: Match;
  readonly rungs: Readonly<Record<Rung, number>>; // sampled frames resolved by each rung
  readonly frames: number;
  readonly ms_per_1000: number;
  readonly functions_resolved: number; // share of frames, 0 to 1
  readonly lines_resolved: number;
  /** Files that the module's files ask for and that were not dropped. */
  readonly missing_files: readonly {
    readonly kind: "debuglink" | "alt" | "split";
    readonly name: string; // "" for split units
    readonly build_id: string | null;
    readonly units: number; // split units that no dropped file has
  }[];
  readonly inlines_resolved: number; // share of frames at addresses where inlined calls are known
  /** The shares before the last file that names the module was dropped; null where there was no earlier answer. */
  readonly before: { readonly functions_resolved: number; readonly lines_resolved: number } | null;
  /** What the line tables' minimum_instruction_length should be, or is read as; null where nothing is proposed or chosen. */
  readonly line_repair: {
    readonly header: number | null; // what most units state; null where nothing is proposed
    readonly proposed: number | null;
    readonly units: number;
    readonly agreeing: number; // units whose sequences end where their code does under the proposed one
    readonly chosen: number | null; // by the user
  } | null;
}

/** An answer of the address box. Frames innermost first; none where nothing is known. */
export interface ReportAddress {
  readonly input: string;
  readonly module: string; // "" where no module has the address
  readonly address: string; // hex, "" where the line has none
  readonly rung: Rung;
  readonly frames: readonly {
    readonly function: string;
    readonly file: string | null;
    readonly line: number; // 0 when unknown
    readonly column: number; // 0 when unknown
    readonly inlined: boolean; // into the next one
  }[];
}

export interface ReportHeap {
  readonly series: readonly ReportHeapSeries[];
  readonly native: ReportNative | null; // of the first capture with probes on malloc
  readonly more_native: readonly ReportNative[]; // of further ones
  readonly gctrace: readonly ReportCollection[] | null; // at most 2,000 of each log, equally far apart
  readonly scavtrace: readonly ReportScavenge[] | null;
  readonly traces: readonly ReportTracedHeap[] | null; // of execution traces
  readonly rss: ReportRss | null;
}

/** A collection of a gctrace log. Sizes in MiB, rounded down by Go; null where the Go version does not say it. */
export interface ReportCollection {
  readonly file: string;
  readonly gc: number;
  readonly at_s: number; // since the process started
  readonly start_mb: number;
  readonly end_mb: number;
  readonly live_mb: number;
  readonly goal_mb: number;
  readonly stacks_mb: number | null;
  readonly globals_mb: number | null;
  readonly forced: boolean;
}

/** A line of a scavtrace log, in KiB. */
export interface ReportScavenge {
  readonly file: string;
  readonly gc: number; // the last collection before it, 0 for none
  readonly background_kib: number;
  readonly eager_kib: number | null;
  readonly retained_kib: number;
  readonly util_percent: number;
}

/** HeapAlloc and HeapGoal of an execution trace, a row each; of a long one the least and the greatest of each few. */
export interface ReportTracedHeap {
  readonly file: string;
  readonly collections: number;
  readonly times_s: readonly number[]; // since its start
  readonly heap_alloc: readonly (number | null)[]; // bytes; null before the first event
  readonly heap_goal: readonly (number | null)[];
}

/** What resident memory is made of, in bytes; null for what no capture tells. */
export interface ReportRss {
  readonly from: readonly string[]; // files
  readonly live: number | null;
  readonly span_waste: number | null;
  readonly idle: number | null; // free spans that were not given back
  readonly stacks: number | null;
  readonly runtime: number | null; // at most
  readonly huge_page_excess: number | null; // at most
  readonly native: number | null;
  readonly native_bound: "exact" | "at-most" | "at-least"; // exact: live bytes of the C heap
  readonly files: number | null;
  readonly total: number | null;
  readonly total_is: "now" | "peak";
  readonly unexplained: number | null;
}

export interface ReportDifference {
  readonly base: string; // files
  readonly later: string;
  readonly total: number; // sum of absolute changes, over stacks
  readonly functions: readonly { readonly function: string; readonly self: number; readonly total: number }[]; // 200 by self
}

/** The C heap as the probes on malloc and its family in one perf.data saw it. */
export interface ReportNative {
  readonly file: string;
  readonly allocations: number; // calls that gave a block where there was none before
  readonly allocated_bytes: number;
  readonly unplaced: number; // of allocations: posix_memalign's, whose addresses are not known: not in live_blocks
  readonly unplaced_bytes: number;
  readonly frees: number; // not of null
  readonly live_bytes: number; // at the end of the recording
  readonly live_blocks: number;
  readonly peak_bytes: number;
  readonly unplaced_frees: number; // of frees: probably of these
  readonly unknown_frees: number; // other ones of blocks that were not seen being allocated
  readonly double_frees: number;
  readonly null_frees: number;
  readonly reallocs: number;
  readonly realloc_moves: number; // to another address
  readonly unknown_reallocs: number;
  readonly missed_frees: number; // addresses given again without having been freed
  readonly failed: number;
  readonly nested: number; // calls inside another of the family for the same block, and frees by glibc that empty a thread's cache
  readonly unreturned: number;
  readonly unmatched_returns: number;
  readonly unreadable: number;
  readonly probes: readonly {
    readonly event: string;
    readonly function: Allocator;
    readonly at: "entry" | "return";
    readonly samples: number;
    readonly problem: NativeProbe["problem"];
  }[];
  /** What is live at the end, by the innermost frame that calls a function of the family. */
  readonly call_sites: readonly {
    readonly allocator: Allocator;
    readonly function: string;
    readonly file: string | null;
    readonly line: number;
    readonly bytes: number;
    readonly blocks: number;
    readonly allocations: number;
    readonly allocated_bytes: number;
    readonly unplaced: number; // of allocations: not in blocks
  }[];
  readonly sites: readonly { readonly stack: readonly string[]; readonly bytes: number; readonly blocks: number }[]; // the allocator first; the 200 heaviest
  readonly over_time: { readonly times_s: readonly number[]; readonly live_bytes: readonly number[] };
}

export interface ReportGoroutines extends ReportGoroutineSeries {
  readonly others: readonly ReportGoroutineSeries[]; // of other processes
}

export interface ReportGoroutineSeries {
  readonly program: string;
  readonly source: "goroutine" | "goroutineleak" | "trace" | "text"; // what the points are
  readonly times_ns: readonly string[]; // since the epoch; of a trace without a clock of the day since its start
  readonly totals: readonly number[];
  readonly restarts: number; // of the process: verdicts are of its longest run
  readonly verdict: Verdict;
  readonly slope_per_s: number;
  readonly slope_ci: readonly [number, number];
  readonly groups: readonly {
    readonly created_by: string | null; // null when no text dump or trace has the stack
    readonly created_at: string | null; // file:line
    readonly creators: number; // different ones
    readonly wait_reason: string | null;
    readonly stack: readonly string[]; // leaf first
    readonly places: readonly (string | null)[]; // file:line, like stack
    readonly counts: readonly number[]; // per point
    readonly slope_per_s: number;
    readonly slope_ci: readonly [number, number];
    readonly max_minutes: number | null; // longest that one has been blocked
    readonly leaked: number; // marked by a leak-finding GC
    readonly labels: readonly { readonly labels: string; readonly goroutines: number }[];
    readonly verdict: Verdict;
  }[];
}

export interface ReportHeapSeries {
  readonly program: string;
  readonly sample_type: string;
  readonly unit: string;
  readonly times_ns: readonly string[];
  readonly totals: readonly number[];
  readonly verdict: Verdict;
  readonly slope_per_s: number;
  readonly slope_ci: readonly [number, number];
  readonly points: number;
  readonly effective_points: number;
  readonly restarts: number;
  readonly restart_points: readonly number[]; // -> totals: the first of each new process
  readonly merged_points: number; // profiles left out because they show the same GC cycle as another
  readonly judged: readonly [number, number]; // points [from, to) that everything but totals is of
  readonly first: number;
  readonly last: number;
  readonly p_value: number;
  readonly guards: readonly Guard[]; // the conditions of "leaking"
  readonly alloc_per_s: number | null; // of what the profiles count as allocated, in use or freed
  /** The last judged profile less the first, as `go tool pprof -base`; null where these are not comparable. */
  readonly difference: ReportDifference | null;
  readonly sites: readonly {
    readonly function: string;
    readonly file: string | null;
    readonly line: number;
    readonly stack: readonly string[];
    readonly first: number;
    readonly last: number;
    readonly slope_per_s: number;
    readonly slope_ci: readonly [number, number];
    readonly share_of_growth: number;
    readonly verdict: Verdict;
    readonly p_value: number;
    readonly guards: readonly Guard[];
    readonly alloc_per_s: number | null;
  }[];
}

/** Lives of spans of Go's heap, of the process with most of them. */
export interface ReportSpans extends ReportSpanHistory {
  readonly others: readonly ReportSpanHistory[]; // of other processes
}

export interface ReportSpanHistory {
  readonly source: "perf" | "trace" | "both";
  readonly files: readonly string[];
  /** With both: spans that begin in the trace while probes were recorded, and those found by thread and time. */
  readonly joined: { readonly begun: number; readonly found: number } | null;
  readonly pid: number | null; // null where only a trace tells of it
  readonly page_size: number; // of Go's heap
  readonly allocated: number; // with those that a trace's first snapshot lists
  readonly freed: number;
  readonly live: number; // at the end
  readonly live_bytes: number;
  readonly unknown_frees: number;
  readonly missed_frees: number; // of freed: another span began on their pages
  readonly unreadable: number; // samples that lack an argument
  readonly probes: readonly {
    readonly event: string;
    readonly role: SpanRole | null; // null: tells nothing of spans
    readonly reads: readonly (readonly [parameter: string, argument: string])[];
    readonly samples: number;
    readonly chosen: boolean; // the role is the user's choice
    readonly problem: SpanProbe["problem"];
  }[];
  readonly classes: readonly {
    readonly spanclass: number; // size class << 1 | noscan; -1 unknown, -2 stacks and work buffers
    readonly elem_bytes: number; // 0 where spans differ
    readonly allocated: number;
    readonly freed: number;
    readonly live: number;
    readonly live_bytes: number;
    readonly verdict: Verdict | null; // of what collections have left; null where their times are not known
  }[];
  /** Never-freed spans by the stack that called the runtime, which opened them, heaviest first: the 200 heaviest. */
  readonly opened_by: readonly {
    readonly function: string; // the innermost that is none of the runtime's own: the first of the stack
    readonly stack: readonly string[]; // leaf first, without the runtime's part of it
    readonly spans: number;
    readonly bytes: number;
  }[];
  /** What keeps objects in spans of a class alive, by source in the order below, heaviest first: 200 of each. */
  readonly held_by: readonly {
    readonly function: string; // that allocated the objects; their root, "" for several; their type, "" unknown
    readonly stack: readonly string[]; // leaf first; empty but for heap profiles
    readonly source: "heap-profile" | "heap-dump" | "trace";
    readonly file: string;
    readonly spanclass: number;
    readonly bytes: number;
  }[];
  /** Of freed spans whose beginning was seen; null without any. */
  readonly lifetime_s: { readonly p50: number; readonly p90: number; readonly p99: number } | null;
  readonly over_time: {
    readonly times_s: readonly number[]; // since the recording began
    readonly live_spans: readonly number[];
    readonly live_bytes: readonly number[];
    /** Of the 20 classes that ever had most live bytes, most first. */
    readonly by_class: readonly {
      readonly spanclass: number;
      readonly live_spans: readonly number[];
      readonly live_bytes: readonly number[];
    }[];
  };
  readonly lifetime_bins: readonly { readonly from_s: number; readonly to_s: number; readonly spans: number }[]; // of spans that began and ended
  readonly occupancy: ReportOccupancy | null; // null where no trace says which objects there are
  readonly physical: ReportSpanPages | null; // null where no event of pages was recorded
  readonly page_dump: ReportPageDump | null; // null without a dump of page tables
  /** What the last smaps says of Go's arenas. */
  readonly smaps: {
    readonly file: string;
    readonly rss: number;
    readonly huge_pages: number;
    readonly lazily_freed: number;
  } | null;
  readonly held_spans: number; // the article's rule: not freed, frames in use; true of every live span of a healthy program
  readonly leak_candidates: number | null; // null where the times of collections are not known
  readonly leak_candidate_bytes: number | null;
  /** Where their times come from. */
  readonly collections: { readonly source: "trace" | "probe" | "gctrace"; readonly count: number } | null;
}

/** How full the live spans with room for several objects are. */
export interface ReportOccupancy {
  readonly spans: number;
  readonly objects: number;
  readonly slots: number;
  readonly bytes: number; // of these spans
  readonly wasted_bytes: number; // of slots without an object
  readonly of_one: { readonly spans: number; readonly bytes: number }; // that one object alone keeps
  readonly empty: { readonly spans: number; readonly bytes: number };
}

/** The pages of the system under the spans of a process, at the end of the recording. */
export interface ReportSpanPages {
  readonly page_bytes: number; // of the system
  readonly huge_page_bytes: number; // under spans, live or freed
  readonly faults_in_spans: number; // of pages of spans that were live then
  readonly frames_known: number; // pages of live spans whose page frame is known
  readonly returned_bytes: number; // to the system, live or freed
  readonly lazily_freed_bytes: number; // by MADV_FREE, live or freed
  readonly live: ReportPageTotals; // under live spans
  readonly free: ReportPageTotals; // where spans have been and none is: what is held there was not returned
}

/** Live spans by what a dump of the process's page tables says of their pages, in bytes. */
export interface ReportPageDump {
  readonly file: string;
  readonly layout: PteLayout | null; // how page-table entries are read; null for /proc/PID/pagemap
  readonly page_bytes: number;
  readonly present: number;
  readonly swapped: number;
  readonly absent: number; // given back, or never touched
  readonly outside: number; // of spans that the dump does not reach
  readonly free_present: number; // under no live span
}

/** Bytes. Unknown: touched before the recording began, or never. */
export interface ReportPageTotals {
  readonly unknown: number;
  readonly held: number;
  readonly returned: number;
  readonly lazily_freed: number;
  readonly huge_page: number;
}

export interface ReportHeapDump extends ReportHeapDumpFile {
  readonly others: readonly ReportHeapDumpFile[];
}

/** One Go heap dump. Amounts are of objects' slots; roots beyond the 200 heaviest are left out, as are classes and sites. */
export interface ReportHeapDumpFile {
  readonly file: string;
  readonly binary: string | null; // whose symbols name the variables; null: these are "data+0x…"
  readonly complete: boolean; // false where the dump is cut or damaged
  readonly go_version: string | null;
  readonly objects: number;
  readonly bytes: number;
  readonly unreached_objects: number; // garbage that has not been swept, or held by what a dump does not tell
  readonly unreached_bytes: number;
  readonly memstats_alloc: number | null; // runtime.MemStats.Alloc, as the dump has it
  readonly goroutines: number;
  /** What would be freed with each root; "several" is an object that no single root holds, with all that hangs on it. */
  readonly retained_by_root: readonly {
    readonly root: string;
    readonly kind: "global" | "stack" | "finalizer" | "other" | "cut" | "several";
    readonly retained_bytes: number;
    readonly share: number; // of what is reached
    readonly path: readonly string[]; // shortest one to where most of it is, root first
  }[];
  readonly classes: readonly {
    readonly elem_bytes: number;
    readonly noscan: boolean;
    readonly objects: number;
    readonly bytes: number;
    readonly held_by: readonly ReportHeldShare[];
  }[];
  /** Stacks of the memory profile. Only sampled objects are known by their stack. */
  readonly sites: readonly {
    readonly function: string;
    readonly file: string | null;
    readonly line: number;
    readonly stack: readonly string[]; // leaf first
    readonly object_bytes: number;
    readonly allocs: number; // sampled
    readonly frees: number;
    readonly sampled_objects: number; // that are in the dump
    readonly sampled_bytes: number;
    readonly held_by: readonly ReportHeldShare[];
  }[];
}

export interface ReportHeldShare {
  readonly root: string;
  readonly objects: number;
  readonly bytes: number;
}

/** Where the program stores to memory, beside what the Go compiler says of escapes there. */
export interface ReportEscapes {
  /** Lines with stores, most first; then messages that no store is joined with, with 0 samples. */
  readonly sites: readonly {
    readonly file: string | null; // as the binary says it; as the compiler does for a message without stores
    readonly line: number; // 0 when unknown
    readonly message: string; // several are parted by "; ", of other lines preceded by ":LINE "; "" for none
    readonly store_samples: number;
    readonly function: string; // "" when unknown
    readonly join: "line" | "function" | "none";
    readonly class: MemoryClass | null; // null without stores
    readonly spanclass: number | null; // of the span that was written to: size class << 1 | noscan; null where no probe tells
    readonly elem_bytes: number | null; // of an object there; null like the span class, and of large objects
    readonly source: StoreSource | null;
    readonly profile: number | null; // -> profiles[].id
  }[];
  readonly classes: readonly { readonly class: MemoryClass; readonly samples: number; readonly share: number }[];
}

/** Sampling on the candidate's side against the baseline's. */
export interface ReportDeviation {
  readonly baseline: string; // names of files, parted by ", "
  readonly candidate: string;
  readonly comparability: readonly {
    readonly rule: ComparabilityRule;
    readonly source: string; // "" for all captures
    readonly baseline: string; // "?" where nothing says it
    readonly candidate: string;
    readonly differs: boolean;
    readonly severity: Severity;
    readonly spoils: readonly MetricName[];
    readonly text: string; // English: what a difference does
  }[];
  readonly metrics: readonly {
    readonly name: MetricName;
    readonly measure: string; // which figure of the metric
    readonly source: string; // which captures, "" where none has any
    readonly headline: boolean;
    readonly unit: MetricUnit;
    readonly baseline: ReportFigure | null;
    readonly candidate: ReportFigure | null;
    readonly missing: { readonly baseline: ReportMissing | null; readonly candidate: ReportMissing | null };
    readonly difference: number | null; // candidate minus baseline
    readonly difference_ci: readonly [number, number] | null;
    readonly distinguishable: boolean | null; // null: too few clusters tell
    readonly chance: { readonly mean: number; readonly high: number; readonly p_value: number } | null; // of a distance
  }[];
  readonly attribution: readonly {
    readonly metric: MetricName;
    readonly source: string;
    readonly module: string;
    readonly function: string;
    readonly stop_reason: string;
    readonly rung: string;
    readonly baseline: number;
    readonly candidate: number;
    readonly contribution: number;
  }[];
  readonly functions: readonly {
    readonly source: string;
    readonly function: string;
    readonly module: string;
    readonly baseline_share: number;
    readonly baseline_ci: readonly [number, number] | null;
    readonly candidate_share: number;
    readonly candidate_ci: readonly [number, number] | null;
    readonly difference: number;
    readonly difference_ci: readonly [number, number] | null;
  }[];
  readonly unmatched: readonly {
    readonly source: string;
    readonly function: string;
    readonly module: string;
    readonly side: Side;
    readonly share: number;
  }[];
  readonly distributions: readonly {
    readonly of: "stack_depth" | "pc_offset" | "sample_gap" | "stack_top";
    readonly source: string;
    readonly unit: "frames" | "bytes" | "nanoseconds";
    readonly edges: readonly number[]; // one more than bins; what lies beyond is in the outermost bins
    readonly baseline: readonly number[] | null; // shares of the rows
    readonly candidate: readonly number[] | null;
  }[];
  /** What is known to bend figures, as far as these captures show it. */
  readonly artefacts: readonly {
    readonly file: string;
    readonly side: Side;
    readonly rule: string;
    readonly severity: Severity;
    readonly text: string; // English
    readonly touches: readonly MetricName[];
  }[];
  readonly verdict: {
    readonly state: "worse" | "comparable" | "unclear";
    readonly metric: MetricName | null;
    readonly source: string | null;
    readonly difference: number | null;
    readonly cause: {
      readonly stop_reason: string;
      readonly module: string;
      readonly function: string;
      readonly contribution: number;
    } | null;
    readonly advice: string | null; // English: what to change in the recording
  };
  /** The figures of the published experiment, for reference. */
  readonly published: readonly {
    readonly arch: string;
    readonly truncation_rate: number;
    readonly pc_offset_mean: number;
    readonly pc_offset_sd: number;
    readonly stack_top_variance: number;
  }[];
}

export interface ReportFigure {
  readonly n: number;
  readonly clusters: number;
  readonly estimate: number;
  readonly sd: number;
  readonly ci: readonly [number, number] | null; // null for a single cluster
}

/** Why there is no figure, and what to record. */
export interface ReportMissing {
  readonly reason: MissingReason;
  readonly text: string; // English
}

/** Memory of NUMA nodes. Null for what no capture tells; where the dumps have no time, a second is the step from one to the next. */
export interface ReportNuma {
  readonly nodes: readonly {
    readonly node: number;
    readonly goroutines: number | null; // whose thread ran there last
    readonly threads: number | null; // of the perf.data, that ran there last
    readonly bytes: number | null; // of the process, else in use, at the last dump
    readonly slope_per_s: number | null; // of these
    readonly slope_ci: readonly [number, number] | null;
    readonly total_bytes: number | null;
    readonly free_bytes: number | null; // MemFree
    readonly reclaimable_bytes: number | null; // page cache and slabs, not in free_bytes
    readonly exhaustion_s: number | null; // from the last dump until free_bytes is 0; null where the slope's interval reaches 0
    readonly exhaustion_ci: readonly [number, number] | null;
  }[];
  readonly unplaced_goroutines: number | null; // whose threads gave no sample
  readonly hot_node: number | null; // whose growth is compared
  readonly amplification: number | null; // its slope by that of the first of the controls
  readonly amplification_ci: readonly [number, number] | null;
  readonly controls: readonly {
    readonly series: number; // -> series
    readonly nodes: readonly number[]; // of several the mean slope
    readonly amplification: number | null;
    readonly amplification_ci: readonly [number, number] | null;
    readonly at_least: number | null; // where the control may not grow
  }[];
  readonly affected: number | null; // -> series
  readonly series: readonly {
    readonly scope: "process" | "system"; // pages of one process, or what is in use of the machine
    readonly name: string;
    readonly side: Side | null;
    readonly timed: boolean;
    readonly dumps: number;
    /** At most 2,000 dumps, equally far apart; seconds since the first. */
    readonly nodes: readonly ReportNodeTrend[];
    readonly free: readonly ReportNodeTrend[];
  }[];
}

export interface ReportNodeTrend {
  readonly node: number;
  readonly times_s: readonly number[];
  readonly bytes: readonly number[];
  readonly slope_per_s: number;
  readonly slope_ci: readonly [number, number] | null;
}

/** What lies at a data address. */
export type MemoryClass =
  | "go-heap"
  | "go-stack"
  | "data"
  | "c-heap"
  | "thread-stack"
  | "anonymous"
  | "kernel"
  | "unknown";

/** How stores were seen: loads and stores that the processor sampled, writes to a watched address, page faults. */
export type StoreSource = "data_src" | "breakpoint" | "first-touch";
