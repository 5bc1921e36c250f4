import { stages } from "../client/stages";
import type { StackCapture } from "../model/capture";
import type { ModuleNames } from "../model/moduleNames";
import type { ModuleMatch, SessionFile } from "../model/session";
import { addTiming } from "../store/session";
import { filesOf, lineLengthOf, settled } from "./moduleStage";
import { addStageFailure } from "./stageFailure";

const moduleNames = new Map<string, NamedModule>(); // by file and module

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

/** Lets go of the names of files that have been removed. */
export function forgetModuleNames(present: ReadonlySet<number>): void {
  for (const key of moduleNames.keys()) if (!present.has(Number.parseInt(key, 10))) moduleNames.delete(key);
}

/** The names of a module's codes: made before, if they are of the same addresses and from the same files. */
export function namesOf(
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
export function namesKey(match: ModuleMatch): string {
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
