import { formatAddress, type Svma } from "../../../src/model/address";
import type { Facts, ObjectCapture } from "../../../src/model/capture";
import { DecodeError, type DecodeFailure } from "../../../src/model/decodeError";
import { LossLog } from "../../io/lossLog";
import { pagedSource } from "../../io/pagedSource";
import { readSplitIds } from "../../object/dwarf/splitIds";
import { type Elf, openElf } from "../../object/elf/elf";
import { fileChecksum } from "../../object/elf/fileChecksum";
import { ET_NAMES, isElf } from "../../object/elf/header";
import { readAltLink, readDebugLink, readSupplementaryId } from "../../object/elf/links";
import { listRelocations, type RelocationRow } from "../../object/elf/listRelocations";
import { machineName } from "../../object/elf/machines";
import { readBuildIds } from "../../object/elf/notes";
import { PT_LOAD } from "../../object/elf/programHeaders";
import { type Section, SHF_EXECINSTR, SHT_NOBITS } from "../../object/elf/sections";
import { readGoVersion } from "../../object/gopclntab/buildInfo";
import { openGoTable } from "../../object/gopclntab/goTable";
import type { Format } from "../format";

/** Sections that name code, best first. */
const DEBUG_SECTIONS: readonly (readonly [string, RegExp])[] = [
  [".debug_info", /^\.z?debug_info(\.dwo)?$/],
  [".gopclntab", /^(\.data\.rel\.ro)?\.gopclntab$/],
  [".sw64.symtab", /^\.sw64\.symtab$/],
  [".gnu_debugdata", /^\.gnu_debugdata$/],
  [".symtab", /^\.symtab$/],
  [".dynsym", /^\.dynsym$/],
];

export const elf: Format = {
  id: "elf",
  label: "ELF",
  recognises: isElf,
  async decode(source, context): Promise<ObjectCapture> {
    const file = await openElf(pagedSource(source));
    const losses = new LossLog();
    for (const failure of [...file.failures, ...cutSections(file)]) losses.add(failure);
    const buildIds = await readBuildIds(file);
    const buildId = buildIds.gnu ?? (await readSupplementaryId(file));
    const goVersion = await orNull(losses, () => readGoVersion(file));
    const goTable = await orNull(losses, () => openGoTable(file));
    const { header, programHeaders, sections } = file;
    const arch = machineName(header.machine);
    const loads = programHeaders.filter(({ type }) => type === PT_LOAD);
    const present = sections.filter(({ type }) => type !== SHT_NOBITS);
    const debug = DEBUG_SECTIONS.filter(([, name]) => present.some((section) => name.test(section.name))).map(
      ([name]) => name,
    );
    const debugLink = await readDebugLink(file);
    const altLink = await readAltLink(file);
    const split = await orNull(losses, () => readSplitIds(file));
    const relocations = await listRelocations(file, RELOCATIONS_SHOWN);
    const facts: Facts = {
      machine: arch ?? `0x${header.machine.toString(16)}`,
      type: ET_NAMES[header.type] ?? `0x${header.type.toString(16)}`,
      build_id: buildId,
      ...(buildIds.go === null ? {} : { go_build_id: buildIds.go }),
      ...(goVersion === null ? {} : { go_version: goVersion }),
      ...(goTable === null ? {} : { gopclntab: goTable.version, go_functions: goTable.functionCount }),
      debug,
      ...(debugLink === null ? {} : { gnu_debuglink: debugLink.name }),
      ...(altLink === null ? {} : { gnu_debugaltlink: altLink.name, gnu_debugaltlink_build_id: altLink.buildId }),
      ...(split === null ? {} : { [split.kind === "split" ? "split_units" : "skeleton_units"]: split.ids.length }),
      ...(relocations.counts.size === 0
        ? {}
        : {
            relocation_types: [...relocations.counts].map(([type, count]) => `${type}: ${count}`),
            relocations: relocations.rows.map(relocationText),
          }),
      sections: sections.length,
      e_flags: header.flags,
    };
    // Only where no build id tells which file is which is the whole of it worth reading.
    const isUnmarked = buildId === null && (debug.includes(".debug_info") || debug.includes(".symtab"));
    const crc32 = isUnmarked ? await fileChecksum(source, (bytes) => context.progress(bytes, source.size)) : null;
    context.progress(source.size, source.size);
    return {
      kind: "elf",
      arch,
      facts,
      losses: losses.list(),
      buildId,
      segments: loads.map(({ offset, vaddr, fileBytes, memoryBytes, executable }) => ({
        offset,
        vaddr,
        fileBytes,
        memoryBytes,
        executable,
      })),
      hasCode: sections.length > 0 ? present.some(isCode) : loads.some(({ executable }) => executable),
      debugLink,
      altLink,
      crc32,
      split,
    };
  },
};

/** Of each table. */
const RELOCATIONS_SHOWN = 25;

/** ".rela.plt 0x20028 JMP_SLOT descend", ".rela.dyn 0x1fea8 RELATIVE + 0xec0" */
function relocationText({ table, offset, type, symbol, addend }: RelocationRow): string {
  const sign = addend < 0 ? "-" : "+";
  const plus = addend === 0 ? "" : ` ${sign} 0x${Math.abs(addend).toString(16)}`;
  return `${table} ${formatAddress(offset as Svma)} ${type}${symbol === "" ? "" : ` ${symbol}`}${plus}`;
}

function isCode({ flags, size }: Section): boolean {
  return (flags & SHF_EXECINSTR) !== 0 && size > 0;
}

/** Sections that end behind the end of the file: it was cut, or is damaged. */
function cutSections({ sections, source }: Elf): DecodeFailure[] {
  return sections
    .filter(
      ({ type, offset, size }) => type !== SHT_NOBITS && !(offset >= 0 && size >= 0 && offset + size <= source.size),
    )
    .map(({ name, offset }) => {
      const known = Math.max(0, Math.min(offset, source.size));
      return new DecodeError("Truncated", "ELF section", known, `${name} ends behind the end of the file`).failure;
    });
}

async function orNull<T>(losses: LossLog, read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    losses.add(error.failure);
    return null;
  }
}
