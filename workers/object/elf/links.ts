import type { AltLink, DebugLink } from "../../../src/model/capture";
import { MAX_NAME_BYTES } from "../limits";
import { type Elf, sectionNamed } from "./elf";
import { viewOf } from "./layout";
import { hexOf } from "./notes";
import { readPresent, stringAt } from "./range";

const MAX_ID_BYTES = 64;

/** .gnu_debuglink: name NUL, zeros up to a multiple of 4, CRC-32 of the debug file. */
export async function readDebugLink(elf: Elf): Promise<DebugLink | null> {
  const bytes = await sectionBytes(elf, ".gnu_debuglink");
  const end = bytes.indexOf(0);
  const at = Math.ceil((end + 1) / 4) * 4;
  if (end <= 0 || at + 4 > bytes.length) return null;
  return { name: stringAt(bytes, 0, end), crc32: viewOf(bytes).getUint32(at, true) };
}

/** .gnu_debugaltlink: name NUL, build id; DWARF 5 has .debug_sup instead. */
export async function readAltLink(elf: Elf): Promise<AltLink | null> {
  const gnu = await sectionBytes(elf, ".gnu_debugaltlink");
  const end = gnu.indexOf(0);
  if (end > 0) return altLink(stringAt(gnu, 0, end), gnu.subarray(end + 1));
  const sup = await readSup(elf);
  return sup === null || sup.isSupplementary ? null : altLink(sup.name, sup.id);
}

/** The id by which the other end of such a link is found, of a file that is it: dwz gives it no build id. */
export async function readSupplementaryId(elf: Elf): Promise<string | null> {
  const sup = await readSup(elf);
  return sup?.isSupplementary === true && sup.id.length > 0 ? hexOf(sup.id) : null;
}

interface Sup {
  readonly isSupplementary: boolean;
  readonly name: string;
  readonly id: Uint8Array;
}

/** .debug_sup (DWARF 5, 7.3.6): version u16, is_supplementary u8, name NUL, length uleb, id. */
async function readSup(elf: Elf): Promise<Sup | null> {
  const bytes = await sectionBytes(elf, ".debug_sup");
  const nameEnd = bytes.indexOf(0, 3);
  const length = bytes[nameEnd + 1] ?? 0; // a uleb, but ids are 20 bytes long
  if (bytes.length < 5 || nameEnd < 0 || length > MAX_ID_BYTES) return null;
  const id = bytes.subarray(nameEnd + 2, nameEnd + 2 + length);
  return { isSupplementary: bytes[2] === 1, name: stringAt(bytes, 3, nameEnd - 3), id };
}

function altLink(name: string, id: Uint8Array): AltLink | null {
  return name === "" || id.length === 0 || id.length > MAX_ID_BYTES ? null : { name, buildId: hexOf(id) };
}

async function sectionBytes(elf: Elf, name: string): Promise<Uint8Array> {
  const section = sectionNamed(elf, name);
  return section === null
    ? new Uint8Array(0)
    : readPresent(elf.source, section.offset, Math.min(section.size, MAX_NAME_BYTES));
}
