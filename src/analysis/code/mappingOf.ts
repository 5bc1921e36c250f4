import type { Module, ModuleMapping } from "../../model/stacks";

interface MappedModules {
  readonly modules: readonly Module[];
  readonly mappings: readonly ModuleMapping[];
}

/** The mapping of a module that covers an address in it, its first one where none does, null where it has none. */
export type MappingOf = (module: number, address: number) => ModuleMapping | null;

export function mappingsByModule({ modules, mappings }: MappedModules): MappingOf {
  const lists = new Map<number, ModuleMapping[]>();
  for (const mapping of mappings) lists.set(mapping.module, [...(lists.get(mapping.module) ?? []), mapping]);
  return (module, address) => {
    const list = lists.get(module) ?? [];
    if (list.length <= 1) return list[0] ?? null;
    const isAbsolute = modules[module].addressing === "absolute";
    const covers = ({ start, end, fileOffset }: ModuleMapping): boolean =>
      isAbsolute ? address >= start && address < end : address >= fileOffset && address - fileOffset < end - start;
    return list.find(covers) ?? list[0];
  };
}

/** Where a code lay in the process (an Avma); from 0 where its module has no mapping. */
export function processAddress(module: Module | undefined, mapping: ModuleMapping | null, address: number): number {
  if (module === undefined || module.addressing === "absolute" || mapping === null) return address;
  return mapping.start + (address - mapping.fileOffset);
}
