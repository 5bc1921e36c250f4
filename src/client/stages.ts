import * as Comlink from "comlink";
import type {
  AnalyzeApi,
  DecodeRequest,
  DropFrames,
  GlobalsRequest,
  InspectRequest,
  ModuleFiles,
  OnProgress,
  OpenedSession,
  PlaceRequest,
  RegistersRequest,
  StageResult,
  SymbolizeRequest,
  UnpackedFiles,
  UnwindRequest,
} from "../../workers/api";
import type { Capture } from "../model/capture";
import type { CodePlaces } from "../model/codePlaces";
import type { Deviation } from "../model/deviation";
import type { FunctionCode } from "../model/disassembly";
import type { GoroutineSeries } from "../model/goroutines";
import type { HeapSeries } from "../model/growth";
import type { GlobalVariables, HeldHeap } from "../model/heapDump";
import type { ModuleNames } from "../model/moduleNames";
import type { NativeHeap } from "../model/nativeHeap";
import type { NumaMemory } from "../model/numa";
import type { SampleRegisters } from "../model/registers";
import type { Stage } from "../model/session";
import type { SpanHistory } from "../model/spans";
import type { ExpandedStacks, NamedStacks } from "../model/stacks";
import type { RecordedStacks, UnwoundDumps } from "../model/unwoundDumps";
import { handedOver } from "./handedOver";
import { WorkerPool } from "./workerPool";

/** A worker that has decoded more than this is not kept: its heap has grown with the file. */
const RETIRE_BYTES = 16 << 20;
/** The same of object files whose debug information it has unpacked. */
const RETIRE_OBJECT_BYTES = 64 << 20;
/** And one that has gone through more stacks than this. */
const RETIRE_STACKS = 1 << 18;
/** And one that has replayed more samples than this. */
const RETIRE_SAMPLES = 1 << 18;
/** And one that has walked a graph of more objects than this. */
const RETIRE_OBJECTS = 1 << 17;
const MAX_WORKERS = 4;

/** Tasks that run at the same time. */
export const workerCount = Math.max(1, Math.min(MAX_WORKERS, navigator.hardwareConcurrency));

const pool = new WorkerPool(workerCount);

export type { ModuleFiles, OpenedSession, StageResult, UnpackedFiles };

/** Whether workers of this kind have something to do. */
export function isBusy(stage: Stage): boolean {
  return pool.isBusy(stage);
}

let unwinding = 0; // tasks

type SeriesInput = Parameters<AnalyzeApi["judgeSeries"]>[0];
type ReplayInput = Parameters<AnalyzeApi["replayHeap"]>[0];
type SpanHistoriesInput = Parameters<AnalyzeApi["spanHistories"]>[0];
type HoldInput = Parameters<AnalyzeApi["holdHeap"]>[0];
type DeviationInput = Parameters<AnalyzeApi["measureDeviation"]>[0];
type NumaInputs = Parameters<AnalyzeApi["judgeNuma"]>[0];
type GoroutineInput = Parameters<AnalyzeApi["judgeGoroutines"]>[0];

/** The stages that run in workers. Each is a function of its arguments; rejects when its worker dies. */
export const stages = {
  decode(
    request: DecodeRequest,
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<StageResult<Capture | UnpackedFiles | OpenedSession>> {
    return pool.run("decode", async (api) => api.decode(request, Comlink.proxy(onProgress)), {
      signal,
      retire: request.file.size > RETIRE_BYTES,
    });
  },
  areSources(files: readonly File[]): Promise<readonly boolean[]> {
    return pool.run("decode", async (api) => api.areSources(files));
  },
  unwind(
    request: UnwindRequest,
    onProgress: (offset: number) => void,
    signal: AbortSignal,
  ): Promise<StageResult<UnwoundDumps>> {
    const isKept = unwinding++ === 0; // for the join that follows
    const task = pool.run("unwind", async (api) => api.unwind(request, Comlink.proxy(onProgress)), {
      signal,
      retire: !isKept,
    });
    return task.finally(() => unwinding--);
  },
  join(recorded: RecordedStacks, parts: readonly UnwoundDumps[]): Promise<StageResult<RecordedStacks>> {
    return pool.run("unwind", async (api) => api.join(recorded, parts), { retire: true });
  },
  registers(request: RegistersRequest): Promise<StageResult<SampleRegisters | null>> {
    return pool.run("decode", async (api) => api.registers(request));
  },
  /** Something will be dropped: a worker for it starts meanwhile. */
  expectFiles(): void {
    void pool.warm("decode");
  },
  /** Names are wanted soon: their worker starts meanwhile. */
  expectSymbolizing(): void {
    void pool.warm("symbolize");
  },
  symbolize(request: SymbolizeRequest): Promise<StageResult<ModuleNames>> {
    const { runtime, debug, alt, split } = request.files;
    const bytes = [runtime, debug, alt, ...split].reduce((sum, file) => sum + (file?.size ?? 0), 0);
    return pool.run("symbolize", async (api) => api.symbolize(handedOver(request)), {
      retire: bytes > RETIRE_OBJECT_BYTES,
    });
  },
  async inspect(request: Omit<InspectRequest, "library">, arch: string | null): Promise<StageResult<FunctionCode>> {
    const library = arch === "x86_64" ? (await import("virtual:iced")).icedBase64 : null;
    return pool.run("symbolize", async (api) => api.inspect({ ...request, library }));
  },
  async places(request: Omit<PlaceRequest, "library">, arch: string | null): Promise<StageResult<CodePlaces>> {
    const library = arch === "x86_64" ? (await import("virtual:iced")).icedBase64 : null;
    return pool.run("symbolize", async (api) => api.places(handedOver({ ...request, library })));
  },
  dropFrames(named: NamedStacks, rules: DropFrames): Promise<StageResult<ExpandedStacks | null>> {
    return pool.run("symbolize", async (api) => api.dropFrames(handedOver(named), rules), {
      retire: named.recorded.length > RETIRE_STACKS,
    });
  },
  judgeSeries(input: SeriesInput): Promise<StageResult<HeapSeries>> {
    return pool.run("analyze", async (api) => api.judgeSeries(input));
  },
  judgeGoroutines(input: GoroutineInput): Promise<StageResult<GoroutineSeries>> {
    return pool.run("analyze", async (api) => api.judgeGoroutines(input));
  },
  measureDeviation(input: DeviationInput): Promise<StageResult<Deviation>> {
    return pool.run("analyze", async (api) => api.measureDeviation(handedOver(input)), { retire: true });
  },
  judgeNuma(inputs: NumaInputs): Promise<StageResult<NumaMemory>> {
    return pool.run("analyze", async (api) => api.judgeNuma(inputs));
  },
  globals(request: GlobalsRequest): Promise<StageResult<GlobalVariables | null>> {
    return pool.run("symbolize", async (api) => api.globals(request));
  },
  holdHeap(input: HoldInput): Promise<StageResult<HeldHeap>> {
    return pool.run("analyze", async (api) => api.holdHeap(handedOver(input)), {
      retire: input.objects.length > RETIRE_OBJECTS,
    });
  },
  gzip(bytes: Blob): Promise<StageResult<Blob>> {
    return pool.run("analyze", async (api) => api.gzip(bytes), { retire: bytes.size > RETIRE_BYTES });
  },
  replayHeap(input: ReplayInput): Promise<StageResult<NativeHeap>> {
    const retire = samplesOf(input) > RETIRE_SAMPLES;
    return pool.run("analyze", async (api) => api.replayHeap(handedOver(input)), { retire });
  },
  spanHistories(input: SpanHistoriesInput): Promise<StageResult<SpanHistory[]>> {
    const retire = (input.perf === null ? 0 : samplesOf(input.perf.streams)) > RETIRE_SAMPLES;
    return pool.run("analyze", async (api) => api.spanHistories(handedOver(input)), { retire });
  },
};

function samplesOf({ streams }: { readonly streams: readonly { readonly length: number }[] }): number {
  return streams.reduce((sum, { length }) => sum + length, 0);
}
