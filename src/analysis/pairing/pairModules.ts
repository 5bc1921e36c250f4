import type { Match, ModuleMatch, PairedFile } from "../../model/session";
import type { Module, ModuleMapping } from "../../model/stacks";
import { byName } from "./byName";
import { companions, debugFileOf, rolesOf } from "./companions";
import { best, type ObjectFile, objectsIn, type PairingFile, sameBuildId } from "./pairingFile";
import { kernelModuleObjects, kernelSymbols, processSymbols } from "./symbolTexts";

/** The rules in the order of trust; each gives the object files that it accepts for a module. */
type Rule = (module: Module, mappings: readonly ModuleMapping[], objects: readonly ObjectFile[]) => ObjectFile[];

const RULES: readonly (readonly [Match, Rule])[] = [
  ["build-id", (module, _, objects) => objects.filter((file) => sameBuildId(module, file))],
  [
    "path",
    (module, mappings, objects) => byName(module, mappings, objects, (tail, fit) => tail > 1 || fit === "equal"),
  ],
  ["name", (module, mappings, objects) => byName(module, mappings, objects, () => true)],
  ["name", (module, _, objects) => kernelModuleObjects(module, objects)],
];

/** Which dropped files belong to which module: objects by the first rule that finds one, and what these need. */
export function pairModules(
  modules: readonly Module[],
  moduleMappings: readonly ModuleMapping[],
  files: readonly PairingFile[],
): ModuleMatch[] {
  const mappings = new Map<number, ModuleMapping[]>();
  for (const mapping of moduleMappings) {
    const rows = mappings.get(mapping.module);
    if (rows === undefined) mappings.set(mapping.module, [mapping]);
    else rows.push(mapping);
  }
  const objects = objectsIn(files);
  return modules.map((module, index) => {
    const paired = [...pairObjects(module, mappings.get(index) ?? [], objects, files), ...pairText(module, files)];
    const main = paired.find(({ role }) => role === "debug") ?? paired[0];
    return { match: main?.match ?? "none", objectFile: main?.file ?? null, files: paired };
  });
}

function pairObjects(
  module: Module,
  mappings: readonly ModuleMapping[],
  objects: readonly ObjectFile[],
  files: readonly PairingFile[],
): PairedFile[] {
  for (const [match, rule] of RULES) {
    const { runtime, debug } = rolesOf(rule(module, mappings, objects));
    if (runtime === null && debug === null) continue;
    const paired: PairedFile[] = [];
    if (runtime !== null) paired.push({ role: "runtime", file: runtime.id, match });
    if (debug !== null) paired.push({ role: "debug", file: debug.id, match });
    const found = runtime === null || debug !== null ? null : debugFileOf(runtime, objects);
    if (found !== null) paired.push(found);
    const main = debug ?? objects.find(({ id }) => id === found?.file) ?? runtime;
    return main === null ? paired : [...paired, ...companions(main, files)];
  }
  return [];
}

function pairText(module: Module, files: readonly PairingFile[]): PairedFile[] {
  const text = best(kernelSymbols(module, files)) ?? best(processSymbols(module, files));
  return text === null ? [] : [{ role: "symbols", file: text.id, match: "name" }];
}
