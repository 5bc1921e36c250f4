import { badDropFrames } from "../analysis/frameRules/dropFrames";
import { heapSeriesInputs } from "../analysis/growth/series";
import { pairModules } from "../analysis/pairing/pairModules";
import { resolvedShares } from "../analysis/symbolCoverage";
import { type StageResult, stages } from "../client/stages";
import type { FileKind, StackCapture } from "../model/capture";
import type { DecodeFailure } from "../model/decodeError";
import type { HeapSeries } from "../model/growth";
import type { ModuleNames } from "../model/moduleNames";
import type { ModuleMatch, SessionFile } from "../model/session";
import { addTiming, changeFile, session } from "../store/session";
import { answerAddresses } from "./addressBox";
import { expectAnalyses } from "./analyze";
import { compareSides } from "./deviation";
import { judgeGoroutineFiles } from "./goroutineSeries";
import { holdHeapDumps } from "./heapDumps";
import { filesOf, lineLengthOf, settled, withoutReplaced } from "./moduleStage";
import { replayNativeHeaps } from "./nativeHeaps";
import { judgeNumaFiles } from "./numaMemory";
import { track } from "./pending";
import { replaySpanHistories } from "./spanHistories";
import { forgetUnwindings, unwindCapture } from "./unwinding";

/**
 * What follows from the decoded files, stage by stage. Every stage is a function of its inputs and is kept under
 * their identity: dropping one more binary runs again only what it can name.
 *
 *   captures + objects ─ pairModules ─▶ matches
 *   (stack dumps, files of the modules they go through) ─ unwind, join ─▶ stacks
 *   (module's addresses, matched files) ─ symbolize ─▶ names
 *   (capture, its modules' names) ─ name ─▶ NamedCapture
 *   (lines of the address box, objects) ─ locateAddresses ─ symbolize ─▶ AddressAnswer[]
 *   stacks of probes on malloc ─ replayInput, replayHeap ─▶ NativeHeap
 *   stacks of probes on spans ─ spanStreams, spanHistories ─▶ SpanHistory[]
 *   heap dump + objects ─ globals, holdHeap ─▶ HeldDump
 *   pprof captures with names ─ heapSeriesInputs ─ judgeSeries ─▶ HeapSeries
 *   captures of both sides ─ deviationInput ─ measureDeviation ─▶ Deviation
 *   texts of NUMA memory ─ nodeSeriesInputs ─ judgeNuma ─▶ NumaMemory
 *   goroutines as pprof and text ─ goroutineInputs ─ judgeGoroutines ─▶ GoroutineSeries
 */
let scheduled = false;

/** Looks, soon, what is to be done after the files have changed. */
export function derive(): void {
  if (scheduled) return;
  scheduled = true;
  void track(Promise.resolve().then(deriveNow));
}

export function askAddresses(addressText: string): void {
  session.setState({ addressText });
  derive();
}

/** Reads the line tables of an object with another minimum_instruction_length; null for the one they state. */
export function setLineLength(objectFile: number, length: number | null): void {
  session.setState(({ lineLengths }) => {
    const changed = new Map(lineLengths);
    if (length === null) changed.delete(objectFile);
    else changed.set(objectFile, length);
    return { lineLengths: changed };
  });
  derive();
}

function deriveNow(): void {
  scheduled = false;
  const { files } = session.getState();
  forget(files);
  const undecoded = files.filter(({ status }) => status === "queued" || status === "decoding");
  // A binary on its way, or in an archive, may name the captures that are here: it will be read in a moment.
  if (undecoded.some(({ kind }) => kind === null || MAY_NAME.has(kind))) return;
  const objects = withoutReplaced(files).flatMap(({ id, name, folder, capture }) =>
    capture?.kind === "elf" || capture?.kind === "symbols" ? [{ id, name, folder, capture }] : [],
  );
  for (const file of files) {
    const { capture } = file;
    if (capture === null || !("stacks" in capture)) continue;
    const matches = pairModules(capture.modules, capture.mappings, objects);
    const key = matches.map(namesKey).join();
    if (namingKey.get(file.id) === key) continue;
    namingKey.set(file.id, key);
    void track(nameCapture(file, capture, matches, key));
  }
  answerAddresses(files);
  replayNativeHeaps(settled);
  replaySpanHistories();
  holdHeapDumps(settled);
  if (!undecoded.some(({ kind }) => kind === "node-memory")) judgeNumaFiles({ settled, failed: addStageFailure });
  if (undecoded.some(({ kind }) => kind === "pprof" || kind === "goroutine-text")) return;
  judge();
  const naming = { settled, namingOf: (id: number) => namingKey.get(id) ?? "", failed: addStageFailure };
  judgeGoroutineFiles(naming);
  if (undecoded.length === 0) compareSides(naming);
}

const MAY_NAME: ReadonlySet<FileKind> = new Set<FileKind>(["elf", "symbols", "archive"]);

const namingKey = new Map<number, string>(); // by SessionFile.id: the matches that its names are made with
const decoded = new Map<number, StackCapture>(); // by SessionFile.id, before any unwinding
const moduleNames = new Map<string, NamedModule>(); // by file and module
const judged = new Map<string, Promise<HeapSeries | null>>(); // by the input's files and sample type
let judgedKey = "";

interface NamedModule {
  readonly key: string; // of the files
  readonly addresses: Float64Array;
  readonly flags: Uint8Array;
  readonly naming: Promise<Naming>;
}

interface Naming {
  readonly names: ModuleNames | null;
  readonly ms: number;
}

/** Lets go of what was made for files that have been removed. */
function forget(files: readonly SessionFile[]): void {
  const present = new Set(files.map(({ id }) => id));
  for (const id of namingKey.keys()) if (!present.has(id)) namingKey.delete(id);
  for (const id of decoded.keys()) if (!present.has(id)) decoded.delete(id);
  forgetUnwindings(present);
  for (const key of moduleNames.keys()) if (!present.has(Number.parseInt(key, 10))) moduleNames.delete(key);
}

async function nameCapture(
  file: SessionFile,
  latest: StackCapture,
  matches: readonly ModuleMatch[],
  key: string,
): Promise<void> {
  if (!decoded.has(file.id)) decoded.set(file.id, latest);
  const isWanted = (): boolean => namingKey.get(file.id) === key; // else the file is gone, or a better match is being made
  const failed = (result: StageResult<unknown>): void => {
    if (!result.ok && isWanted()) addStageFailure(file.id, result.error);
  };
  const task = { file, matches, filesOf, isWanted, failed, settled };
  const capture = await unwindCapture(decoded.get(file.id) ?? latest, task);
  if (!isWanted()) return;
  for (const failure of badDropFrames(capture.pprof?.dropFrames)) addStageFailure(file.id, failure);
  const codesByModule = unnamedCodes(capture);
  const namings = await Promise.all(
    capture.modules.map((_, module) => {
      const codes = codesByModule[module] as Int32Array;
      const match = matches[module];
      return codes.length === 0 || match === undefined
        ? { names: null, ms: 0 }
        : namesOf(file, capture, module, codes, match);
    }),
  );
  const byModule = namings.flatMap(({ names }, module) =>
    names === null ? [] : [{ codes: codesByModule[module] as Int32Array, names }],
  );
  const { modules, codes, stacks: recorded, given, pprof } = capture;
  expectAnalyses(recorded);
  const without = pprof?.dropFrames === undefined ? null : { dropFrames: pprof.dropFrames, recorded };
  const result = await settled(stages.name({ modules, codes, given, byModule, without }));
  if (!isWanted()) return;
  if (!result.ok) {
    addStageFailure(file.id, result.error);
    return;
  }
  const before = session.getState();
  const last = before.named.get(file.id);
  const shown = before.files.find(({ id }) => id === file.id)?.capture ?? null; // whose rows the last names are of
  const named = {
    stacks: { ...result.value, recorded },
    matches,
    moduleMs: namings.map(({ ms }) => ms),
    lineReadings: matches.map((match, module) => ({
      repair: namings[module]?.names?.lineRepair ?? null,
      chosen: lineLengthOf(match),
    })),
    ...(last === undefined || shown === null || !("stacks" in shown)
      ? {}
      : { before: resolvedShares(shown, last.stacks) }),
  };
  // At once: the stacks of the one are rows of the other.
  session.setState((state) => ({
    files: state.files.map((one) => (one.id === file.id && one.capture !== capture ? { ...one, capture } : one)),
    named: new Map([...state.named, [file.id, named]]),
    inspection: state.inspection?.file === file.id ? null : state.inspection, // it was read with other files
  }));
  derive();
}

/** The names of a module's codes: made before, if they are of the same addresses and from the same files. */
function namesOf(
  file: SessionFile,
  { modules, mappings, codes: table }: StackCapture,
  module: number,
  codes: Int32Array,
  match: ModuleMatch,
): Promise<Naming> {
  const addresses = Float64Array.from(codes, (code) => table.address[code] as number);
  const flags = Uint8Array.from(codes, (code) => table.flags[code] as number);
  const moduleKey = `${file.id}/${module}`;
  const key = namesKey(match);
  const known = moduleNames.get(moduleKey);
  if (known?.key === key && sameRows(known.addresses, addresses) && sameRows(known.flags, flags)) return known.naming;
  const request = {
    module: modules[module] as StackCapture["modules"][number],
    mappings: mappings.filter((mapping) => mapping.module === module),
    addresses,
    flags,
    files: filesOf(match),
    minimumInstructionLength: lineLengthOf(match),
  };
  const naming = symbolize(file, request, match);
  moduleNames.set(moduleKey, { key, addresses, flags, naming });
  return naming;
}

function sameRows(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let row = 0; row < a.length; row++) if (a[row] !== b[row]) return false;
  return true;
}

/** What a module is named with: files, and how their line tables are read. Equal keys, equal names. */
function namesKey(match: ModuleMatch): string {
  return `${match.files.map(({ role, file }) => `${role}${file}`).join("+")}@${lineLengthOf(match)}`;
}

async function symbolize(
  file: SessionFile,
  request: Parameters<typeof stages.symbolize>[0],
  match: ModuleMatch,
): Promise<Naming> {
  const result = await settled(stages.symbolize(request));
  if (!result.ok) {
    addStageFailure(match.objectFile ?? file.id, result.error);
    return { names: null, ms: 0 };
  }
  const { value, ms, bytesRead: bytes, peakBytes } = result;
  for (const { first } of value.losses) addStageFailure(match.objectFile ?? file.id, first);
  addTiming({ fileId: file.id, file: file.name, stage: "symbolize", ms, bytes, peakBytes });
  return { names: value, ms };
}

/** Per module: its codes that the capture does not name itself, by address, so that unwinding again may not move them. */
function unnamedCodes({ modules, codes, given, profiles }: StackCapture): readonly Int32Array[] {
  const lists = modules.map((): number[] => []);
  for (let code = 0; code < codes.length; code++) {
    const named = given !== null && (given.start[code + 1] as number) > (given.start[code] as number);
    if (!named) lists[codes.module[code] as number]?.push(code);
  }
  const { address, flags } = codes;
  const byAddress = (a: number, b: number): number =>
    (address[a] as number) - (address[b] as number) || (flags[a] as number) - (flags[b] as number);
  const mayMove = profiles.some(({ dumps }) => dumps !== null);
  return lists.map((list) => Int32Array.from(mayMove ? list.sort(byAddress) : list));
}

/** Judges the series that the named heap profiles make, when they are not the same as last time. */
function judge(): void {
  const { files, named } = session.getState();
  const ready = files.flatMap((file) => {
    const stacks = named.get(file.id)?.stacks;
    if (file.capture?.kind !== "pprof" || stacks === undefined) return [];
    return [{ file, capture: file.capture, named: stacks }];
  });
  const waiting = files.some(({ id, capture }) => capture?.kind === "pprof" && !named.has(id));
  if (waiting) return;
  const key = ready.map(({ file }) => `${file.id}:${namingKey.get(file.id)}`).join("|");
  if (key === judgedKey) return;
  judgedKey = key;
  void track(judgeAll(ready, key));
}

type HeapProfileFile = Parameters<typeof heapSeriesInputs>[0][number];

async function judgeAll(ready: readonly HeapProfileFile[], key: string): Promise<void> {
  const inputs = heapSeriesInputs(ready);
  const series = await Promise.all(
    inputs.map((input) => {
      const inputKey = `${input.sampleType}|${input.fileIds.map((id) => `${id}:${namingKey.get(id)}`).join()}`;
      const known = judged.get(inputKey) ?? judgeOne(input);
      judged.set(inputKey, known);
      return known;
    }),
  );
  if (judgedKey !== key) return;
  session.setState({ heapSeries: series.filter((one) => one !== null) });
}

async function judgeOne(input: ReturnType<typeof heapSeriesInputs>[number]): Promise<HeapSeries | null> {
  const result = await settled(stages.judgeSeries(input));
  const fileId = input.fileIds[0] ?? 0;
  if (!result.ok) {
    addStageFailure(fileId, result.error);
    return null;
  }
  const { ms, bytesRead: bytes, peakBytes } = result;
  addTiming({ fileId, file: `${input.program} ${input.sampleType}`, stage: "analyze", ms, bytes, peakBytes });
  return result.value;
}

/** Says it once: a binary is read again for every capture and whenever more of its files come. */
export function addStageFailure(fileId: number, failure: DecodeFailure): void {
  const file = session.getState().files.find(({ id }) => id === fileId);
  if (file === undefined || file.stageFailures.some((known) => isSameFailure(known, failure))) return;
  changeFile(fileId, { stageFailures: [...file.stageFailures, failure] });
}

function isSameFailure(a: DecodeFailure, b: DecodeFailure): boolean {
  return a.code === b.code && a.where === b.where && a.offset === b.offset && a.message === b.message;
}
