import type { CodeNames, CodeTable, Module, NamedStacks, StackTable } from "../../../src/model/stacks";
import { type ModuleNames, nameCodes } from "../nameCodes";

/** Recorded stacks with the names of their codes, as the page puts them together. */
export function nameStacks(
  modules: readonly Module[],
  codes: CodeTable,
  recorded: StackTable,
  given: CodeNames | null,
  byModule: readonly ModuleNames[],
): NamedStacks {
  return { ...nameCodes(modules, codes, given, byModule), recorded };
}
