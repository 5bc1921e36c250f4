import type { Svma } from "./address";
import type { DecodeFailure } from "./decodeError";
import type { GcTrace } from "./gcTrace";
import type { GoTrace } from "./goTrace";
import type { HarnessRows } from "./harness";
import type { HeapDump } from "./heapDump";
import type { NodeCpus, NodeDumps } from "./nodeMemory";
import type { Pagemap } from "./pagemap";
import type { SmapsTotals } from "./processMemory";
import type { Profile } from "./profile";
import type { CodeNames, CodeTable, Module, ModuleMapping, StackTable } from "./stacks";

/** The kinds of file a user can drop, named as in the report. An archive becomes its files. */
export type FileKind =
  | "perf"
  | "elf"
  | "pprof"
  | "symbols"
  | "script"
  | "folded"
  | "goroutine-text"
  | "source"
  | "addresses"
  | "go-trace"
  | "gctrace"
  | "go-heapdump"
  | "memory"
  | "node-memory"
  | "pagemap"
  | "escape"
  | "harness-csv"
  | "archive"
  | "session"
  | "unknown";

/** Something a decoder left out: counted and explained, never silently dropped. */
export interface Loss {
  readonly count: number;
  readonly first: DecodeFailure;
}

/** What the captures view and the report say about a file, by the format's own field names. */
export type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

interface CaptureBase {
  /** ELF/perf name of the processor: "x86_64", "sw_64"; null when the file does not say. */
  readonly arch: string | null;
  readonly facts: Facts;
  readonly losses: readonly Loss[];
}

/** Call stacks as the file holds them: code addresses, named only where the file itself names them. */
export type StackCapture = ProfileCapture | GoTraceCapture;

interface StackTables extends CaptureBase {
  readonly modules: readonly Module[];
  readonly mappings: readonly ModuleMapping[]; // distinct ones
  readonly codes: CodeTable;
  readonly stacks: StackTable; // frame -> codes
  /** Names the file brings along (pprof lines, texts); null when it has addresses only. */
  readonly given: CodeNames | null;
  /** One per event (perf, script), sample type (pprof) or column of counts (folded), in the file's order. */
  readonly profiles: readonly Profile[];
  readonly perf: PerfFacts | null;
  readonly pprof: PprofFacts | null;
}

export interface ProfileCapture extends StackTables {
  readonly kind: "perf" | "pprof" | "script" | "folded" | "goroutine-text";
}

/** A Go execution trace. Its profiles are the CPU samples that it holds, if any. */
export interface GoTraceCapture extends StackTables {
  readonly kind: "go-trace";
  readonly trace: GoTrace;
}

/** An executable, shared object or debug file. Its sections stay in the file and are read when needed. */
export interface ObjectCapture extends CaptureBase {
  readonly kind: "elf";
  readonly buildId: string | null; // lower-case hex
  readonly segments: readonly Segment[]; // PT_LOAD, in the file's order
  readonly hasCode: boolean; // false for a .debug file: it knows the place of its code only
  readonly debugLink: DebugLink | null;
  readonly altLink: AltLink | null;
  readonly crc32: number | null; // of the file, for a debug link to compare; null where a build id identifies it
  readonly split: SplitUnits | null;
}

/** .gnu_debuglink */
export interface DebugLink {
  readonly name: string;
  readonly crc32: number;
}

/** .gnu_debugaltlink or .debug_sup: the file of what several debug files have in common, made by dwz. */
export interface AltLink {
  readonly name: string;
  readonly buildId: string; // lower-case hex
}

/** Split DWARF: units whose debug information lies in another file, or (in a .dwo or .dwp) those of other files. */
export interface SplitUnits {
  readonly kind: "skeletons" | "split";
  readonly ids: readonly string[]; // dwo_id, 16 hex digits
}

/** A PT_LOAD program header (Elf64_Phdr). */
export interface Segment {
  readonly offset: number; // p_offset
  readonly vaddr: Svma; // p_vaddr
  readonly fileBytes: number; // p_filesz
  readonly memoryBytes: number; // p_memsz
  readonly executable: boolean; // PF_X
}

/** Symbol text: /proc/kallsyms and System.map of a kernel, perf-PID.map of a process. Also read again when needed. */
export interface SymbolsCapture extends CaptureBase {
  readonly kind: "symbols";
  readonly scope: "kernel" | "process";
}

/** Source text. It stays in the file and is read when it is shown. */
export interface SourceCapture extends CaptureBase {
  readonly kind: "source";
}

/** A list of addresses: what the address box is asked. */
export interface AddressesCapture extends CaptureBase {
  readonly kind: "addresses";
  readonly text: string;
}

/** What GODEBUG=gctrace=1 and scavtrace=1 print. */
export interface GcTraceCapture extends CaptureBase {
  readonly kind: "gctrace";
  readonly trace: GcTrace;
}

/** What debug.WriteHeapDump wrote. */
export interface HeapDumpCapture extends CaptureBase {
  readonly kind: "go-heapdump";
  readonly dump: HeapDump;
}

/** Memory of a process: /proc/PID/smaps. */
export interface MemoryCapture extends CaptureBase {
  readonly kind: "memory";
  readonly smaps: SmapsTotals;
}

/** Memory of NUMA nodes, once or over time: numa_maps, numastat, meminfo of nodes, numactl -H. */
export interface NodeMemoryCapture extends CaptureBase {
  readonly kind: "node-memory";
  readonly memory: NodeDumps;
}

/** Page tables of a process: /proc/PID/pagemap. */
export interface PagemapCapture extends CaptureBase {
  readonly kind: "pagemap";
  readonly dump: Pagemap;
}

/** What the Go compiler says of escapes: `-gcflags=-m`, `-m=2` or `-json`. */
export interface EscapeCapture extends CaptureBase {
  readonly kind: "escape";
  readonly messages: readonly EscapeMessage[]; // of what goes to the heap, each once
  /** Where functions begin; empty where the listing does not tell of all of them (plain `-m`). */
  readonly functions: readonly DeclaredFunction[];
}

/** Rows of the sampling experiment (the capture kit's harness). */
export interface HarnessCapture extends CaptureBase {
  readonly kind: "harness-csv";
  readonly rows: HarnessRows;
}

/** "moved to heap: v" or "X escapes to heap". */
export interface EscapeMessage {
  readonly pkg: string; // import path, "" when not said
  readonly file: string; // as the compiler prints it
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly flow: readonly string[]; // why (`-m=2`, `-json`)
}

export interface DeclaredFunction {
  readonly pkg: string;
  readonly file: string;
  readonly line: number;
}

export type Capture =
  | StackCapture
  | ObjectCapture
  | SymbolsCapture
  | SourceCapture
  | AddressesCapture
  | GcTraceCapture
  | HeapDumpCapture
  | MemoryCapture
  | PagemapCapture
  | NodeMemoryCapture
  | EscapeCapture
  | HarnessCapture;

/** Figures of a perf.data file, or of the text that perf script made of it, that belong to no single event. */
export interface PerfFacts {
  /** How many records of each type, by the name `perf report -D` prints without PERF_RECORD_. */
  readonly records: Readonly<Record<string, number>>;
  readonly lost: number; // events the kernel says it lost
  readonly throttled: number; // THROTTLE records
  readonly outOfOrder: number; // records older than what an earlier FINISHED_ROUND had already released
  readonly firstNs: bigint; // with lastNs: what the samples of all profiles span
  readonly lastNs: bigint;
  readonly events: readonly PerfEvent[];
  readonly threads: readonly PerfThread[];
  readonly topology: PerfTopology | null; // null where neither nodes nor processors are said
  readonly recording: PerfRecording | null; // null for the text of perf script
  readonly offCpu: OffCpuFacts | null; // null without switches between threads
}

/** How a perf.data file was recorded, as far as its header says. */
export interface PerfRecording {
  readonly cmdline: string; // "" when not said, like the next three
  readonly osRelease: string;
  readonly cpuDesc: string;
  readonly killed: boolean; // perf record never wrote the size of the data
  readonly timeless: number; // samples that should have a time and have 0
}

/** What the profile of time off the CPU rests on. */
export interface OffCpuFacts {
  /** Whose stacks they are: of the moment of switching, or of each thread's last sample before it. */
  readonly stacks: "sched_switch" | "last-sample";
  readonly intervals: number; // from leaving a CPU to coming back
  readonly totalNs: number; // of these
  readonly unended: number; // left a CPU, and again without coming back in between: not in the profile
  readonly open: number; // not back when the recording ended: not in the profile
  readonly openNs: number; // of these, until then
}

export interface PerfEvent {
  readonly name: string;
  readonly type: number; // perf_event_attr.type, -1 when the text of perf script does not say it
  readonly config: bigint; // perf_event_attr.config
  readonly samples: number;
  readonly values: number; // with the members of group reads
  readonly periodTotal: bigint;
  readonly attr: PerfAttr | null; // null for the text of perf script
  readonly chains: ChainCounts | null;
}

/** What perf_event_attr asked the kernel for, as far as it decides what the samples can say. */
export interface PerfAttr {
  readonly samplePeriod: number; // a frequency in Hz when `freq`
  readonly freq: boolean;
  readonly preciseIp: number; // 0–3
  readonly excludeKernel: boolean;
  readonly excludeHv: boolean;
  readonly excludeGuest: boolean;
  /** Where user frames come from: frame pointers, stack dumps, the branch stack, or nowhere. */
  readonly callGraph: "fp" | "dwarf" | "lbr" | "none";
  readonly stackUser: number; // bytes of stack asked for, 0 without dumps
  readonly regsUser: bigint; // sample_regs_user, a mask
  readonly maxStack: number; // sample_max_stack, 0 for the system's limit
  readonly hasTime: boolean;
  readonly hasPeriod: boolean;
  readonly hasBranches: boolean;
  readonly hasPhysAddr: boolean;
  readonly breakpoint?: number; // bp_type of a hardware breakpoint: HW_BREAKPOINT_R 1, W 2, X 4
}

/** Samples by the chains that the kernel made for them. */
export interface ChainCounts {
  readonly user: number; // with user frames
  readonly oneUserFrame: number;
  readonly atLimit: number; // as long as the limit allows
}

export interface PerfThread {
  readonly pid: number;
  readonly tid: number;
  readonly comm: string; // the last one it had
}

/** Where threads ran on a machine whose memory has nodes. */
export interface PerfTopology {
  readonly nodes: readonly PerfNode[]; // of the header, none where it does not say them
  readonly lastCpu: Int32Array; // per thread (-> PerfFacts.threads): of its last sample, -1 where none says it
}

/** A NUMA node as the header of a perf.data says it. */
export interface PerfNode extends NodeCpus {
  readonly totalBytes: number;
  readonly freeBytes: number; // when the recording was made
}

/** What the head of a pprof profile says. */
export interface PprofFacts {
  readonly timeNs: bigint; // since the epoch; 0 when absent
  readonly durationNs: bigint;
  readonly periodType: string;
  readonly periodUnit: string;
  readonly period: number; // heap: mean bytes between two samples
  readonly defaultSampleType: number; // -> profiles
  /** Start addresses of the mappings: tells one process of a series from the next. */
  readonly mappingStarts: readonly number[];
  readonly comments: readonly string[];
  /** Regular expressions of functions that nobody wants to see, and of those that are shown nevertheless ("" for none). */
  readonly dropFrames?: { readonly drop: string; readonly keep: string };
  /** runtime.MemStats of a text dump (`heap?debug=1`), by field; of pairs the second is "NAME sys". */
  readonly memStats?: Readonly<Record<string, number>>;
}
