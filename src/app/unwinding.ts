import { concernedRows, dumpsOfRows, withRows } from "../analysis/unwinding/concerned";
import { type UnwindPart, unwindParts } from "../analysis/unwinding/parts";
import { type ModuleFiles, type StageResult, stages, workerCount } from "../client/stages";
import type { StackCapture } from "../model/capture";
import { recordedStacks, withUnwound } from "../model/recordedStacks";
import type { ModuleMatch, SessionFile, StageFailure } from "../model/session";
import type { UnwoundDumps } from "../model/unwoundDumps";
import { addTiming, changeFile, session } from "../store/session";
import { siblingsOf, sources } from "./sources";
import { addStageFailure } from "./stageFailure";

/**
 * Captures with stack dumps, unwound with the binaries that have been dropped so far. One more binary unwinds again the
 * stacks that go through its modules and no others; what cannot be unwound stays as it was decoded.
 */
interface Unwinding {
  capture: StackCapture;
  readonly filesOfModule: string[]; // the files that each module has been unwound with
  abort: AbortController;
  turn: Promise<unknown>; // one after the other
}

const unwindings = new Map<number, Unwinding>(); // by SessionFile.id

interface Task {
  readonly file: SessionFile;
  readonly matches: readonly ModuleMatch[];
  readonly filesOf: (match: ModuleMatch) => ModuleFiles;
  /** Whether nothing better is asked for meanwhile. */
  readonly isWanted: () => boolean;
  readonly failed: (result: StageResult<unknown>) => void;
  readonly settled: <T>(stage: Promise<StageResult<T>>) => Promise<StageResult<T>>;
}

/** The capture of a file as far as it can be unwound. `decoded` is what decoding made of it. */
export async function unwindCapture(decoded: StackCapture, task: Task): Promise<StackCapture> {
  if (decoded.profiles.every(({ dumps }) => dumps === null)) return decoded;
  if (!sources.has(task.file.id)) return decoded; // of a saved session: unwound as far as it was when it was saved
  let unwinding = unwindings.get(task.file.id);
  if (unwinding === undefined) {
    const filesOfModule = decoded.modules.map(() => "");
    unwinding = { capture: decoded, filesOfModule, abort: new AbortController(), turn: Promise.resolve() };
    unwindings.set(task.file.id, unwinding);
  }
  const mine = unwinding;
  const turn = mine.turn.then(() => (task.isWanted() ? unwind(mine, task) : undefined));
  mine.turn = turn;
  await turn;
  return mine.capture;
}

export function forgetUnwindings(present: ReadonlySet<number>): void {
  for (const [id, { abort }] of unwindings) {
    if (present.has(id)) continue;
    abort.abort();
    unwindings.delete(id);
  }
}

/** Ends what is being unwound. Stacks stay as they were; the next binary unwinds them again. */
export function cancelUnwinding(): void {
  for (const unwinding of unwindings.values()) {
    unwinding.abort.abort();
    unwinding.abort = new AbortController();
  }
}

async function unwind(unwinding: Unwinding, task: Task): Promise<void> {
  const { capture, filesOfModule } = unwinding;
  const { signal } = unwinding.abort;
  const keys = task.matches.map(unwindKey);
  const changed = new Set(keys.flatMap((key, module) => (key === filesOfModule[module] ? [] : [module])));
  if (changed.size === 0) return;
  const filesBefore = filesOfModule.slice();
  for (const [module, key] of keys.entries()) filesOfModule[module] = key;
  const rows = concernedRows(capture, changed);
  const dumps = capture.profiles.flatMap((profile) => profile.dumps ?? []);
  const wanted = dumps.map((one, index) => dumpsOfRows(one, rows[index] ?? new Int32Array(0)));
  const parts = unwindParts(wanted, workerCount);
  const progress = progressOf(task.file.id, parts);
  forgetCancelling(task.file.id);
  stages.expectSymbolizing();
  const results = await Promise.all(parts.map((part, index) => unwindPart(unwinding, task, part, progress(index))));
  changeFile(task.file.id, { progress: null });
  if (signal.aborted) {
    filesOfModule.splice(0, filesOfModule.length, ...filesBefore);
    addStageFailure(task.file.id, cancelled(task.file.name));
    return;
  }
  const unwound: UnwoundDumps[] = [];
  for (const result of results) {
    if (result.ok) unwound.push(withRows(result.value, rows));
    else task.failed(result);
  }
  if (unwound.length === 0) return;
  const joined = await task.settled(stages.join(recordedStacks(capture), unwound));
  if (!joined.ok) {
    task.failed(joined);
    return;
  }
  unwinding.capture = withUnwound(capture, joined.value);
  addUnwindTiming(task.file, [...results, joined]);
}

function unwindPart(
  { capture, abort }: Unwinding,
  { file, matches, filesOf, settled }: Task,
  { dumps }: UnwindPart,
  onProgress: (offset: number) => void,
): Promise<StageResult<UnwoundDumps>> {
  const { arch, modules, mappings } = capture;
  const objects = matches.map((match) => {
    const { runtime, debug } = filesOf(match);
    return { runtime, debug };
  });
  const source = sources.get(file.id);
  if (source === undefined) return settled(Promise.reject(new Error("the file has been removed")));
  const request = { file: source, siblings: siblingsOf(file.id), arch: arch ?? "", modules, mappings, objects, dumps };
  return settled(stages.unwind(request, onProgress, abort.signal));
}

function cancelled(where: string): StageFailure {
  return {
    code: "Cancelled",
    message: "unwinding was cancelled: its stacks are as they were before",
    where,
    offset: 0,
  };
}

/** What was cancelled is being done now. */
function forgetCancelling(id: number): void {
  const stageFailures = session.getState().files.find((file) => file.id === id)?.stageFailures ?? [];
  const others = stageFailures.filter(({ code }) => code !== "Cancelled");
  if (others.length < stageFailures.length) changeFile(id, { stageFailures: others });
}

/** The files of a module that tell how to unwind it. */
function unwindKey({ files }: ModuleMatch): string {
  return files
    .flatMap(({ role, file }) => (role === "runtime" || role === "debug" ? [`${role}${file}`] : []))
    .join("+");
}

/** Adds up how far the workers have got. */
function progressOf(id: number, parts: readonly UnwindPart[]): (part: number) => (offset: number) => void {
  const startedMs = performance.now();
  const bytesTotal = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const done = parts.map(() => 0);
  return (part) => (offset) => {
    const { start, bytes } = parts[part] as UnwindPart;
    done[part] = Math.max(0, Math.min(bytes, offset - start));
    changeFile(id, { progress: { bytesDone: done.reduce((sum, one) => sum + one, 0), bytesTotal, startedMs } });
  };
}

function addUnwindTiming(file: SessionFile, results: readonly StageResult<unknown>[]): void {
  let [ms, bytes, peakBytes] = [0, 0, 0];
  for (const result of results) {
    if (!result.ok) continue;
    ms += result.ms;
    bytes += result.bytesRead;
    peakBytes += result.peakBytes;
  }
  addTiming({ fileId: file.id, file: file.name, stage: "unwind", ms, bytes, peakBytes });
}
