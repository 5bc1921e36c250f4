import type { AddressAnswer } from "./addresses";
import type { Capture, FileKind } from "./capture";
import type { DecodeFailure } from "./decodeError";
import type { Deviation, DeviationOptions } from "./deviation";
import type { FunctionCode } from "./disassembly";
import type { SampleFilter } from "./filter";
import type { GoroutineSeries } from "./goroutines";
import type { HeapSeries } from "./growth";
import type { HeldDump } from "./heapDump";
import type { LineRepair } from "./moduleNames";
import type { NativeHeap } from "./nativeHeap";
import type { NumaMemory } from "./numa";
import type { PteLayout } from "./pagemap";
import type { Profile } from "./profile";
import type { SampledCodes } from "./sampledCodes";
import type { SpanHistory, SpanSelection } from "./spans";
import type { NamedStacks } from "./stacks";
import type { ViewChoices } from "./viewChoices";

export type Side = "baseline" | "candidate";

export type FileStatus = "queued" | "decoding" | "ok" | "partial" | "failed" | "cancelled";

export interface Progress {
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly startedMs: number; // performance.now() of the page
}

export type Stage = "decode" | "unwind" | "symbolize" | "analyze";

export interface StageTiming {
  readonly fileId: number;
  readonly file: string;
  readonly stage: Stage;
  readonly ms: number;
  readonly bytes: number; // read from the file
  readonly peakBytes: number; // of typed arrays held for the result
}

/** One dropped file, from the drop to what it turned into. */
export interface SessionFile {
  readonly id: number;
  readonly name: string;
  readonly folder: string; // path inside the dropped folder without the name, "" for single files
  readonly sizeBytes: number;
  readonly batch: number; // which drop brought it
  readonly status: FileStatus;
  readonly kind: FileKind | null; // null until recognised
  readonly progress: Progress | null;
  readonly capture: Capture | null;
  readonly error: DecodeFailure | null;
  readonly stageFailures: readonly StageFailure[]; // of the stages after decoding
  readonly chosenSide: Side | null; // the user's choice, null for automatic
}

/** Why a stage after decoding has no result; "Cancelled" by the user. */
export interface StageFailure extends Omit<DecodeFailure, "code"> {
  readonly code: DecodeFailure["code"] | "Cancelled";
}

/** How a module of a capture was paired with a dropped object, best first. */
export type Match = "build-id" | "debuglink" | "dwo-id" | "path" | "layout" | "name" | "none";

/** What a dropped file is for a module. */
export type FileRole =
  | "runtime" // the object that ran: machine code and what unwinds it
  | "debug" // the file its debug information was moved to
  | "alt" // what several debug files have in common (dwz)
  | "split" // .dwo, .dwp: units that the object has only skeletons of
  | "symbols"; // kallsyms, System.map, perf-PID.map

export interface PairedFile {
  readonly role: FileRole;
  readonly file: number; // -> SessionFile.id
  readonly match: Match;
}

export interface ModuleMatch {
  readonly match: Match; // of objectFile
  readonly objectFile: number | null; // -> SessionFile.id: of `files` the one that names most
  readonly files: readonly PairedFile[]; // at most one of each role but "split"
}

/** A file's stacks with names, and how each of its modules came by them. */
export interface NamedCapture {
  readonly stacks: NamedStacks;
  readonly sampled: SampledCodes;
  readonly matches: readonly ModuleMatch[]; // per StackCapture.modules
  readonly moduleMs: readonly number[]; // time spent on symbolizing, per module
  /** Per module, and last for code of no module: what the names that these replace knew. Absent for the first names. */
  readonly before?: readonly (ResolvedShares | null)[];
  readonly lineReadings?: readonly LineReading[]; // per module
}

/** Which minimum_instruction_length the line tables of a module are read with. */
export interface LineReading {
  readonly repair: LineRepair | null; // what is proposed
  readonly chosen: number | null; // by the user, instead of what they state
}

/** Of the sampled frames of a module: how many have a function's name, and a line. */
export interface ResolvedShares {
  readonly functions: number; // 0 to 1
  readonly lines: number;
}

/** One event or sample type of one file: what the profile views show. */
export interface ProfileEntry {
  readonly id: number; // see ProfileIds
  readonly file: SessionFile;
  readonly profile: Profile;
  readonly named: NamedStacks;
  readonly side: Side | null;
}

/** Everything that is known of the dropped files. Views and the report read this and nothing else. */
export interface SessionData {
  readonly files: readonly SessionFile[]; // as inFileOrder puts them
  readonly named: ReadonlyMap<number, NamedCapture>; // by SessionFile.id
  readonly sides: ReadonlyMap<number, Side>; // by SessionFile.id; files without a side are absent
  readonly profiles: readonly ProfileEntry[];
  readonly heapSeries: readonly HeapSeries[];
  readonly nativeHeaps: ReadonlyMap<number, NativeHeap>; // by SessionFile.id; files without a malloc probe are absent
  readonly goroutineSeries: readonly GoroutineSeries[];
  readonly spans: readonly SpanHistory[];
  readonly pteLayout: PteLayout; // that page-table entries of SW64 are read with
  readonly heapDumps: ReadonlyMap<number, HeldDump>; // by SessionFile.id of a Go heap dump
  /** Null unless both sides have captures. */
  readonly deviation: Deviation | null;
  readonly deviationOptions: DeviationOptions;
  readonly numa: NumaMemory | null; // null without texts of NUMA memory
  readonly timings: readonly StageTiming[];
  readonly inspection: Inspection | null;
  /** What the address box was asked, in its order: dropped lists of addresses, then what was pasted. */
  readonly addresses: readonly AddressAnswer[];
  readonly addressText: string; // what was pasted
}

/** A code address by numbers that the capture's files decide, so that a link to it names nothing. */
export interface CodePlace {
  readonly module: number; // -> StackCapture.modules
  readonly address: number; // as Module.addressing says
}

/** The machine code around a place; of a session the one that was asked for last. */
export interface Inspection {
  readonly file: number; // -> SessionFile.id: the capture
  readonly place: CodePlace;
  readonly cpu: string | null; // generation that was asked for
  readonly code: FunctionCode | null; // null while it is read, or where that failed
  readonly failure: DecodeFailure | null;
}

/** Kinds of series over time, each with its own list in SessionData. */
export const SERIES_KINDS = ["heapGrowth", "goroutines", "numa", "numaFree"] as const;
export type SeriesKind = (typeof SERIES_KINDS)[number];

/** Points of a series that were chosen, and with them a time for every series on the same clock. */
export interface ChosenPoints {
  readonly of: SeriesKind;
  readonly series: number; // -> heapSeries, goroutineSeries, numa.series
  readonly first: number; // points of its chart
  readonly last: number;
}

/** What the user looks at. Kept in the URL hash, so it names nothing that only a capture holds. */
export interface Selection {
  readonly view: string;
  readonly profile: number; // -> ProfileEntry.id, -1 for the default
  readonly search: string;
  /** Function the tables are focused on, by name; "" for none. */
  readonly func: string;
  /** Function that was chosen last, in whichever view, by name: marked in all of them; "" for none. */
  readonly marked: string;
  /** What the chosen profile is compared with (-> ProfileEntry.id), -1 for what the view proposes. */
  readonly base: number;
  /** The chosen profile is scaled so that its sum is that of what it is compared with. */
  readonly normalised: boolean;
  readonly series: number; // -> SessionData.heapSeries
  readonly points: ChosenPoints | null; // null for all
  /** Of the chosen profile: its samples that the profile views show. */
  readonly filter: SampleFilter;
  /** The frame that is looked into, in the capture of the chosen profile; null for the hottest. */
  readonly place: CodePlace | null;
  /** Argument that the samples of a tracepoint are weighed by, by name; "" for their period. */
  readonly weight: string;
  readonly spans: SpanSelection;
  /** Functions are called by their symbols, as compilers mangle them. */
  readonly rawNames: boolean;
  readonly choices: ViewChoices;
}
