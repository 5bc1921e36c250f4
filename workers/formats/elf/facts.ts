import { formatAddress, type Svma } from "../../../src/model/address";
import type { AltLink, DebugLink, Facts, SplitUnits } from "../../../src/model/capture";
import type { Elf } from "../../object/elf/elf";
import { ET_NAMES } from "../../object/elf/header";
import type { RelocationList, RelocationRow } from "../../object/elf/listRelocations";
import { machineName } from "../../object/elf/machines";
import { SHT_NOBITS } from "../../object/elf/sections";
import type { GoBuildInfo } from "../../object/gopclntab/buildInfo";
import type { GoTable } from "../../object/gopclntab/goTable";

/** Sections that name code, best first. */
const DEBUG_SECTIONS: readonly (readonly [string, RegExp])[] = [
  [".debug_info", /^\.z?debug_info(\.dwo)?$/],
  [".gopclntab", /^(\.data\.rel\.ro)?\.gopclntab$/],
  [".sw64.symtab", /^\.sw64\.symtab$/],
  [".gnu_debugdata", /^\.gnu_debugdata$/],
  [".symtab", /^\.symtab$/],
  [".dynsym", /^\.dynsym$/],
];

/** Of each table. */
export const RELOCATIONS_SHOWN = 25;

/** What was read of an object file beside its headers; null for what it does not have. */
interface Found {
  readonly buildId: string | null;
  readonly goBuildId: string | null;
  readonly goBuild: GoBuildInfo | null;
  readonly goTable: GoTable | null;
  readonly debugLink: DebugLink | null;
  readonly altLink: AltLink | null;
  readonly split: SplitUnits | null;
  readonly relocations: RelocationList;
}

/** What the captures view and the report say of an object file. */
export function factsOf({ header, sections }: Elf, found: Found): Facts & { readonly debug: readonly string[] } {
  const { buildId, goBuildId, goBuild, goTable, debugLink, altLink, split, relocations } = found;
  const present = sections.filter(({ type }) => type !== SHT_NOBITS);
  const some: Readonly<Record<string, Facts[string]>> = {
    go_build_id: goBuildId,
    go_version: goBuild?.version ?? null,
    go_build: goBuild === null || goBuild.settings.length === 0 ? null : goBuild.settings,
    gopclntab: goTable?.version ?? null,
    go_functions: goTable?.functionCount ?? null,
    gnu_debuglink: debugLink?.name ?? null,
    gnu_debugaltlink: altLink?.name ?? null,
    gnu_debugaltlink_build_id: altLink?.buildId ?? null,
    skeleton_units: split?.kind === "skeletons" ? split.ids.length : null,
    split_units: split?.kind === "split" ? split.ids.length : null,
  };
  return {
    machine: machineName(header.machine) ?? `0x${header.machine.toString(16)}`,
    type: ET_NAMES[header.type] ?? `0x${header.type.toString(16)}`,
    build_id: buildId,
    debug: DEBUG_SECTIONS.filter(([, name]) => present.some((section) => name.test(section.name))).map(
      ([name]) => name,
    ),
    ...Object.fromEntries(Object.entries(some).filter(([, value]) => value !== null)),
    ...(relocations.counts.size === 0 ? {} : relocationFacts(relocations)),
    sections: sections.length,
    e_flags: header.flags,
  };
}

function relocationFacts({ counts, rows }: RelocationList): Facts {
  return {
    relocation_types: [...counts].map(([type, count]) => `${type}: ${count}`),
    relocations: rows.map(relocationText),
  };
}

/** ".rela.plt 0x20028 JMP_SLOT descend", ".rela.dyn 0x1fea8 RELATIVE + 0xec0" */
function relocationText({ table, offset, type, symbol, addend }: RelocationRow): string {
  const sign = addend < 0 ? "-" : "+";
  const plus = addend === 0 ? "" : ` ${sign} 0x${Math.abs(addend).toString(16)}`;
  return `${table} ${formatAddress(offset as Svma)} ${type}${symbol === "" ? "" : ` ${symbol}`}${plus}`;
}
