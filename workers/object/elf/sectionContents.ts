import { DecodeError } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { MAX_RELOCATED_BYTES } from "../limits";
import { type Compression, decompress, readCompression } from "./compression";
import type { Elf } from "./elf";
import { ET_REL } from "./placeSections";
import { joinedSource, rangeSource } from "./range";
import { relocate } from "./relocateSection";
import { type RelocationTable, relocationTables } from "./relocations";
import { type Section, SHF_GROUP, SHT_NOBITS } from "./sections";

/**
 * A section as a debugger wants it: uncompressed and, in a relocatable file, relocated. A section that is neither stays
 * a range of the file; any other is made at its first read and then held as long as the source is. `name` is the
 * section's, for errors. What is read must not be changed.
 *
 * Throws DecodeError, here for a bad header and in `read` for bad contents. Null for a section without bytes.
 */
export async function sectionContents(elf: Elf, section: Section): Promise<ByteSource | null> {
  if (section.type === SHT_NOBITS) return null;
  const stored = rangeSource(elf.source, section.offset, section.size, section.name);
  const offset = Math.max(0, Math.min(section.offset, elf.source.size)); // a place in the file, for errors
  const compression = await readCompression(stored, { ...section, offset }, elf.header.layout);
  const relocations = await relocationsFor(elf, section);
  if (compression === null && relocations.length === 0) return stored;
  return made(section.name, compression?.size ?? stored.size, () => make(elf, stored, compression, relocations));
}

/**
 * The section of this name, which may be spelt ".zdebug_…" too. Of several with one name those that are in no COMDAT
 * group (which have one type each), one behind the other: of a .dwo file objcopy takes the groups away.
 */
export async function contentsNamed(elf: Elf, name: string): Promise<ByteSource | null> {
  const old = name.replace(/^\.debug_/, ".zdebug_");
  const named = elf.sections.filter((one) => (one.name === name || one.name === old) && one.type !== SHT_NOBITS);
  const single = named.filter(({ flags }) => (flags & SHF_GROUP) === 0);
  const [first, ...others] = single.length > 0 ? single : named.slice(0, 1);
  if (first === undefined) return null;
  const contents = await sectionContents(elf, first);
  if (others.length === 0 || others.length > MAX_JOINED_SECTIONS) return contents;
  const all = [contents, ...(await Promise.all(others.map((section) => sectionContents(elf, section))))];
  return joinedSource(all.filter((source) => source !== null));
}

const MAX_JOINED_SECTIONS = 1 << 12;

async function relocationsFor(elf: Elf, section: Section): Promise<readonly RelocationTable[]> {
  if (elf.header.type !== ET_REL) return [];
  const index = elf.sections.indexOf(section);
  return (await relocationTables(elf)).filter(({ target, size }) => target === index && size > 0);
}

async function make(
  elf: Elf,
  stored: ByteSource,
  compression: Compression | null,
  relocations: readonly RelocationTable[],
): Promise<Uint8Array> {
  if (compression === null && stored.size > MAX_RELOCATED_BYTES) {
    const detail = `${stored.size} bytes to be relocated, limit ${MAX_RELOCATED_BYTES}`;
    throw new DecodeError("TooLarge", stored.name, 0, detail);
  }
  const bytes =
    compression === null ? (await stored.read(0, stored.size)).slice() : await decompress(stored, compression);
  for (const table of relocations) await relocate(elf, table, bytes);
  return bytes;
}

function made(name: string, size: number, make: () => Promise<Uint8Array>): ByteSource {
  let bytes: Promise<Uint8Array> | null = null;
  return {
    name,
    size,
    async read(start, end) {
      bytes ??= make();
      return (await bytes).subarray(Math.max(0, start), Math.max(0, end));
    },
  };
}
