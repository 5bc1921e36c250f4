import type { AnalysisName } from "../src/analysis/analyses";
import type { DeviationInput } from "../src/analysis/deviation/input";
import type { GoroutineInput } from "../src/analysis/goroutines/series";
import type { SeriesInput } from "../src/analysis/growth/series";
import type { HoldInput } from "../src/analysis/heapDump/holdHeap";
import type { ReplayInput } from "../src/analysis/nativeHeap/replayInput";
import type { NodeSeriesInput } from "../src/analysis/numa/nodeSeries";
import type { SpanHistoriesInput } from "../src/analysis/spans/spanHistories";
import type { Capture, FileKind, Loss, PprofFacts } from "../src/model/capture";
import type { CodePlaces } from "../src/model/codePlaces";
import type { DecodeFailure } from "../src/model/decodeError";
import type { Deviation } from "../src/model/deviation";
import type { FunctionCode } from "../src/model/disassembly";
import type { GoroutineSeries } from "../src/model/goroutines";
import type { HeapSeries } from "../src/model/growth";
import type { DumpSegment, GlobalVariables, HeldHeap } from "../src/model/heapDump";
import type { ModuleNames } from "../src/model/moduleNames";
import type { NativeHeap } from "../src/model/nativeHeap";
import type { NumaMemory } from "../src/model/numa";
import type { SampleRegisters } from "../src/model/registers";
import type { SavedSession } from "../src/model/savedSession";
import type { SpanHistory } from "../src/model/spans";
import type { StackDumps } from "../src/model/stackDumps";
import type {
  CodeNames,
  CodeTable,
  ExpandedStacks,
  Module,
  ModuleMapping,
  NamedCodes,
  NamedStacks,
} from "../src/model/stacks";
import type { RecordedStacks, UnwoundDumps } from "../src/model/unwoundDumps";

/** Errors cross the border as values: comlink keeps only an Error's name, message and stack. */
export type StageResult<T> =
  | {
      readonly ok: true;
      readonly value: T;
      readonly ms: number;
      readonly bytesRead: number;
      readonly peakBytes: number;
    }
  | { readonly ok: false; readonly error: DecodeFailure; readonly kind: FileKind };

/** Told once when the kind is recognised, then at most four times a second. */
export type OnProgress = (kind: FileKind, bytesDone: number, bytesTotal: number) => void;

/** What a dropped file is to be decoded with. */
export interface DecodeRequest {
  readonly file: File;
  /** The other files of one capture: data.0, data.1 … beside the `data` of `perf record --threads`. */
  readonly siblings: readonly File[];
  readonly archives: number; // that it came out of, one inside the other
  readonly unpackedBytes: number; // that came out of archives of the same drop
}

/** An archive, or a compressed file, as what it holds. */
export interface UnpackedFiles {
  readonly kind: "archive";
  readonly files: readonly { readonly path: string; readonly file: File }[];
  readonly isArchive: boolean; // not a single file that was compressed
  readonly losses: readonly Loss[];
}

/** The registers of one sample of a perf.data file. */
export interface RegistersRequest {
  readonly file: File;
  readonly siblings: readonly File[]; // as in DecodeRequest
  readonly arch: string | null;
  readonly dump: StackDumps; // of that sample alone
}

/** A saved session as the files that it holds. */
export interface OpenedSession {
  readonly kind: "session";
  readonly session: SavedSession;
}

export interface DecodeApi {
  /** Null where the sample has no registers. */
  registers(request: RegistersRequest): Promise<StageResult<SampleRegisters | null>>;
  decode(request: DecodeRequest, onProgress: OnProgress): Promise<StageResult<Capture | UnpackedFiles | OpenedSession>>;
  /** Which of the files are source text; the others are to be decoded. */
  areSources(files: readonly File[]): Promise<readonly boolean[]>;
}

/** The files that may name the addresses of one module, by what each is for (FileRole). */
export interface ModuleFiles {
  readonly runtime: File | null;
  readonly debug: File | null;
  readonly alt: File | null;
  readonly split: readonly File[];
  readonly symbols: File | null;
}

/** The addresses of one module, and where it was mapped. */
export interface SymbolizeRequest {
  readonly module: Module;
  readonly mappings: readonly ModuleMapping[];
  readonly addresses: Float64Array;
  readonly flags: Uint8Array;
  readonly files: ModuleFiles;
  readonly minimumInstructionLength: number | null; // instead of what line tables state, see LineRepair
}

export interface NameRequest {
  readonly modules: readonly Module[];
  readonly codes: CodeTable;
  readonly given: CodeNames | null;
  readonly byModule: readonly { readonly codes: Int32Array; readonly names: CodeNames }[];
}

export type DropFrames = NonNullable<PprofFacts["dropFrames"]>;

/** An address of a module, whose function is to be shown as instructions. */
export interface InspectRequest {
  readonly module: Module;
  readonly mappings: readonly ModuleMapping[];
  readonly address: number; // as Module.addressing says
  readonly files: ModuleFiles;
  readonly minimumInstructionLength: number | null; // as in SymbolizeRequest
  readonly cpu: string | null; // "core3" or "core4" of SW64
  readonly library: string | null; // virtual:iced, for x86_64
}

/** Pointers of a heap dump that lie in variables, and the objects that may be its program's. */
export interface GlobalsRequest {
  readonly files: readonly File[];
  readonly data: DumpSegment;
  readonly bss: DumpSegment;
  readonly addresses: Float64Array; // ascending
}

/** Code addresses of a module, to be found in the instructions of its binary. */
export interface PlaceRequest {
  readonly module: Module;
  readonly mappings: readonly ModuleMapping[];
  readonly addresses: Float64Array;
  readonly flags: Uint8Array;
  readonly files: ModuleFiles;
  readonly library: string | null; // virtual:iced, for x86_64
}

export interface SymbolizeApi {
  places(request: PlaceRequest): Promise<StageResult<CodePlaces>>;
  /** Null where none of the files is of the program. */
  globals(request: GlobalsRequest): Promise<StageResult<GlobalVariables | null>>;
  inspect(request: InspectRequest): Promise<StageResult<FunctionCode>>;
  symbolize(request: SymbolizeRequest): Promise<StageResult<ModuleNames>>;
  /** What is shown of stacks without the frames that their profile wants to be dropped; null for all of them. */
  dropFrames(named: NamedStacks, rules: DropFrames): Promise<StageResult<ExpandedStacks | null>>;
}

/** The stack dumps of a capture, or of a part of its file, and what unwinds them. */
export interface UnwindRequest {
  readonly file: File;
  readonly siblings: readonly File[]; // as in DecodeRequest
  readonly arch: string;
  readonly modules: readonly Module[];
  readonly mappings: readonly ModuleMapping[];
  readonly objects: readonly Pick<ModuleFiles, "runtime" | "debug">[]; // per module
  readonly dumps: readonly StackDumps[]; // of the profiles that have any
}

export interface UnwindApi {
  /** `onProgress` is told the offset in the file that has been reached. */
  unwind(request: UnwindRequest, onProgress: (offset: number) => void): Promise<StageResult<UnwoundDumps>>;
  join(recorded: RecordedStacks, parts: readonly UnwoundDumps[]): Promise<StageResult<RecordedStacks>>;
}

/** Where in the arguments, or in the result, of an analysis a column belongs that the worker keeps. */
export interface KeptColumn {
  readonly path: readonly (string | number)[];
  readonly id: number;
  /** Only these elements of it. */
  readonly part?: { readonly from: number; readonly to: number };
}

export interface AnalyzeApi {
  /** Keeps the strings under `id`: later questions are about them. */
  name(request: NameRequest, id: number): Promise<StageResult<NamedCodes>>;
  judgeSeries(input: SeriesInput): Promise<StageResult<HeapSeries>>;
  replayHeap(input: ReplayInput): Promise<StageResult<NativeHeap>>;
  spanHistories(input: SpanHistoriesInput): Promise<StageResult<SpanHistory[]>>;
  holdHeap(input: HoldInput): Promise<StageResult<HeldHeap>>;
  measureDeviation(input: DeviationInput): Promise<StageResult<Deviation>>;
  judgeGoroutines(input: GoroutineInput): Promise<StageResult<GoroutineSeries>>;
  judgeNuma(inputs: readonly NodeSeriesInput[]): Promise<StageResult<NumaMemory>>;
  /** A typed array, or a long list, that later questions are about. */
  keep(id: number, column: object): void;
  release(id: number): void;
  analyze(
    name: AnalysisName,
    args: readonly unknown[],
    kept: readonly KeptColumn[],
  ): { readonly result: object; readonly kept: readonly KeptColumn[] };
  /** The bytes as a gzip member. */
  gzip(bytes: Blob): Promise<StageResult<Blob>>;
}
