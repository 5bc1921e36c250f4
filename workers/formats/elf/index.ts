import type { ObjectCapture } from "../../../src/model/capture";
import { DecodeError, type DecodeFailure } from "../../../src/model/decodeError";
import { LossLog } from "../../io/lossLog";
import { pagedSource } from "../../io/pagedSource";
import { readSplitIds } from "../../object/dwarf/splitIds";
import { type Elf, openElf } from "../../object/elf/elf";
import { fileChecksum } from "../../object/elf/fileChecksum";
import { isCore, isElf } from "../../object/elf/header";
import { readAltLink, readDebugLink, readSupplementaryId } from "../../object/elf/links";
import { listRelocations } from "../../object/elf/listRelocations";
import { machineName } from "../../object/elf/machines";
import { readBuildIds } from "../../object/elf/notes";
import { PT_LOAD } from "../../object/elf/programHeaders";
import { SHF_EXECINSTR, SHT_NOBITS } from "../../object/elf/sections";
import { readGoBuildInfo } from "../../object/gopclntab/buildInfo";
import { openGoTable } from "../../object/gopclntab/goTable";
import type { Format } from "../format";
import { factsOf, RELOCATIONS_SHOWN } from "./facts";

export const elf: Format = {
  id: "elf",
  label: "ELF",
  recognises: (head) => isElf(head) && !isCore(head),
  async decode(source, context): Promise<ObjectCapture> {
    const file = await openElf(pagedSource(source));
    const losses = new LossLog();
    for (const failure of [...file.failures, ...cutSections(file)]) losses.add(failure);
    const buildIds = await readBuildIds(file);
    const buildId = buildIds.gnu ?? (await readSupplementaryId(file));
    const debugLink = await readDebugLink(file);
    const altLink = await readAltLink(file);
    const split = await orNull(losses, () => readSplitIds(file));
    const facts = factsOf(file, {
      buildId,
      goBuildId: buildIds.go,
      goBuild: await orNull(losses, () => readGoBuildInfo(file)),
      goTable: await orNull(losses, () => openGoTable(file)),
      debugLink,
      altLink,
      split,
      relocations: await listRelocations(file, RELOCATIONS_SHOWN),
    });
    // Only where no build id tells which file is which is the whole of it worth reading.
    const isUnmarked = buildId === null && [".debug_info", ".symtab"].some((name) => facts["debug"].includes(name));
    const crc32 = isUnmarked ? await fileChecksum(source, (bytes) => context.progress(bytes, source.size)) : null;
    context.progress(source.size, source.size);
    const loads = file.programHeaders.filter(({ type }) => type === PT_LOAD);
    return {
      kind: "elf",
      arch: machineName(file.header.machine),
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
      hasCode: hasCode(file),
      debugLink,
      altLink,
      crc32,
      split,
    };
  },
};

function hasCode({ sections, programHeaders }: Elf): boolean {
  if (sections.length === 0) return programHeaders.some(({ type, executable }) => type === PT_LOAD && executable);
  return sections.some(({ type, flags, size }) => type !== SHT_NOBITS && (flags & SHF_EXECINSTR) !== 0 && size > 0);
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
