import { type StageResult, stages } from "../client/stages";
import type { StackCapture } from "../model/capture";
import type { CodePlaces } from "../model/codePlaces";
import type { ModuleMatch, SessionFile } from "../model/session";
import { CODE_GUEST, CODE_KERNEL } from "../model/stacks";
import { filesOf, settled } from "./moduleStage";

interface Known {
  readonly key: string; // of the binaries
  readonly places: Promise<CodePlaces | null>;
}

/** By capture: unwinding with one more binary makes another one. */
const known = new WeakMap<StackCapture, Known>();

/** Where the code of a capture lies in the functions of its binaries; null where none of them is there. */
export function placesOf(
  capture: StackCapture,
  matches: readonly ModuleMatch[],
  files: readonly SessionFile[],
): Promise<CodePlaces | null> {
  const runtimes = matches.map((match) => match.files.find(({ role }) => role === "runtime")?.file ?? -1);
  const key = runtimes.join();
  const before = known.get(capture);
  if (before?.key === key) return before.places;
  const places = findPlaces(capture, matches, runtimes, files);
  known.set(capture, { key, places });
  return places;
}

/** Of every code in a module whose binary is there; null where none is. */
async function findPlaces(
  { codes, modules, mappings }: StackCapture,
  matches: readonly ModuleMatch[],
  runtimes: readonly number[],
  files: readonly SessionFile[],
): Promise<CodePlaces | null> {
  const unknown = (): Float64Array => new Float64Array(codes.length).fill(Number.NaN);
  const all = { length: codes.length, entry: unknown(), size: unknown(), error: unknown() };
  const rowsOf = userCodes(codes, modules.length);
  const asked = runtimes.map(async (runtime, module): Promise<boolean> => {
    const [rows, match, path] = [rowsOf[module] ?? [], matches[module], modules[module]];
    if (runtime < 0 || rows.length === 0 || match === undefined || path === undefined) return false;
    const request = {
      module: path,
      mappings: mappings.filter((mapping) => mapping.module === module),
      addresses: Float64Array.from(rows, (code) => codes.address[code] as number),
      flags: Uint8Array.from(rows, (code) => codes.flags[code] as number),
      files: filesOf(match),
    };
    const arch = files.find(({ id }) => id === runtime)?.capture?.arch ?? null;
    const result: StageResult<CodePlaces> = await settled(stages.places(request, arch));
    if (!result.ok) return false; // what the binary is like was said when it was decoded
    for (const [i, code] of rows.entries()) {
      all.entry[code] = result.value.entry[i] as number;
      all.size[code] = result.value.size[i] as number;
      all.error[code] = result.value.error[i] as number;
    }
    return true;
  });
  return (await Promise.all(asked)).includes(true) ? all : null;
}

function userCodes({ length, module, flags }: StackCapture["codes"], modules: number): readonly number[][] {
  const rows = Array.from({ length: modules }, (): number[] => []);
  for (let code = 0; code < length; code++) {
    if (((flags[code] as number) & (CODE_KERNEL | CODE_GUEST)) === 0) rows[module[code] as number]?.push(code);
  }
  return rows;
}
