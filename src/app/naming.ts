import { countedProfiles } from "../analysis/countedProfiles";
import { pairModules } from "../analysis/pairing/pairModules";
import { samplesTogether } from "../analysis/sampledCodes";
import { resolvedShares } from "../analysis/symbolCoverage";
import type { NameRequest } from "../client/analyst";
import { type StageResult, stages } from "../client/stages";
import type { StackCapture } from "../model/capture";
import type { DecodeFailure } from "../model/decodeError";
import type { SampledCodes } from "../model/sampledCodes";
import type { ModuleMatch, SessionFile } from "../model/session";
import type { NamedStacks } from "../model/stacks";
import { session } from "../store/session";
import { analyze, nameCodes } from "./analyze";
import { forgetModuleNames, namesKey, namesOf } from "./moduleNames";
import { filesOf, lineLengthOf, settled, withoutReplaced } from "./moduleStage";
import { track } from "./pending";
import { addStageFailure } from "./stageFailure";
import { forgetUnwindings, unwindCapture } from "./unwinding";

const namingKey = new Map<number, string>(); // by SessionFile.id: the matches that its names are made with
const decoded = new Map<number, StackCapture>(); // by SessionFile.id, before any unwinding

/** What a file's names were made with, equal for equal names; "" while it has none. */
export function namingOf(fileId: number): string {
  return namingKey.get(fileId) ?? "";
}

/**
 * Names the captures whose modules are paired otherwise than last time, or that are new. `whenNamed` is told after
 * each, since much follows from names.
 */
export function nameCaptures(files: readonly SessionFile[], whenNamed: () => void): void {
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
    void track(nameCapture(file, capture, matches, key, whenNamed));
  }
}

/** Lets go of what was made for files that have been removed. */
export function forgetNames(present: ReadonlySet<number>): void {
  for (const id of namingKey.keys()) if (!present.has(id)) namingKey.delete(id);
  for (const id of decoded.keys()) if (!present.has(id)) decoded.delete(id);
  forgetUnwindings(present);
  forgetModuleNames(present);
}

async function nameCapture(
  file: SessionFile,
  latest: StackCapture,
  matches: readonly ModuleMatch[],
  key: string,
  whenNamed: () => void,
): Promise<void> {
  if (!decoded.has(file.id)) decoded.set(file.id, latest);
  const isWanted = (): boolean => namingKey.get(file.id) === key; // else the file is gone, or a better match is being made
  const failed = (result: StageResult<unknown>): void => {
    if (!result.ok && isWanted()) addStageFailure(file.id, result.error);
  };
  const task = { file, matches, filesOf, isWanted, failed, settled };
  const capture = await unwindCapture(decoded.get(file.id) ?? latest, task);
  const failures = await badExpressions(capture);
  if (!isWanted()) return;
  for (const failure of failures) addStageFailure(file.id, failure);
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
  const result = await settled(nameStacks(capture, byModule));
  if (!isWanted()) return;
  if (!result.ok) {
    addStageFailure(file.id, result.error);
    return;
  }
  const before = session.getState();
  const last = before.named.get(file.id);
  const shown = before.files.find(({ id }) => id === file.id)?.capture ?? null; // whose rows the last names are of
  const named = {
    ...result.value,
    matches,
    moduleMs: namings.map(({ ms }) => ms),
    lineReadings: matches.map((match, module) => ({
      repair: namings[module]?.names?.lineRepair ?? null,
      chosen: lineLengthOf(match),
    })),
    ...(last === undefined || shown === null || !("stacks" in shown) ? {} : { before: resolvedShares(shown, last) }),
  };
  // At once: the stacks of the one are rows of the other.
  session.setState((state) => ({
    files: state.files.map((one) => (one.id === file.id && one.capture !== capture ? { ...one, capture } : one)),
    named: new Map([...state.named, [file.id, named]]),
    inspection: state.inspection?.file === file.id ? null : state.inspection, // it was read with other files
  }));
  whenNamed();
}

async function nameStacks(
  capture: StackCapture,
  byModule: NameRequest["byModule"],
): Promise<StageResult<{ readonly stacks: NamedStacks; readonly sampled: SampledCodes }>> {
  const { modules, codes, stacks: recorded, given, pprof } = capture;
  const result = await nameCodes({ modules, codes, given, byModule });
  if (!result.ok) return result;
  const sampled = await countSamples(capture);
  const named = { ...result.value, recorded };
  if (pprof?.dropFrames === undefined) return { ...result, value: { stacks: named, sampled } };
  const cut = await stages.dropFrames(named, pprof.dropFrames);
  if (!cut.ok) return cut;
  const stacks = cut.value === null ? named : { ...named, expanded: cut.value };
  return { ...cut, value: { stacks, sampled } };
}

const counted = new WeakMap<StackCapture, SampledCodes>();

/** Other names change nothing of it. */
async function countSamples(capture: StackCapture): Promise<SampledCodes> {
  const known = counted.get(capture);
  if (known !== undefined) return known;
  const { stacks: recorded, codes } = capture;
  const parts = countedProfiles(capture).map(({ samples }) =>
    analyze("sampledCodes", [{ recorded }, samples.stack, codes.length]),
  );
  const sampled = samplesTogether(await Promise.all(parts), codes.length);
  counted.set(capture, sampled);
  return sampled;
}

/** Which of drop_frames and keep_frames are none; what reads them is loaded for few captures. */
async function badExpressions({ pprof }: StackCapture): Promise<readonly DecodeFailure[]> {
  if (pprof?.dropFrames === undefined) return [];
  const { badDropFrames } = await import("../analysis/frameRules/dropFrames");
  return badDropFrames(pprof.dropFrames);
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
