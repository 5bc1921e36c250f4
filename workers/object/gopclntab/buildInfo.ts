import { type Elf, readMemory, sectionNamed } from "../elf/elf";
import { viewOf, word } from "../elf/layout";
import { readPresent } from "../elf/range";
import { MAX_NAME_BYTES } from "../limits";

const MAGIC = "\xff Go buildinf:";
const FLAGS_AT = 15;
const FLAG_BIG_ENDIAN = 1;
const FLAG_INLINE = 2; // Go 1.18: the strings follow, before: pointers to string headers
const POINTERS_AT = 16;
const STRINGS_AT = 32;

/** The Go release that built the file, as "go1.24.4", from .go.buildinfo (debug/buildinfo); null when it does not say. */
export async function readGoVersion(elf: Elf): Promise<string | null> {
  const section = sectionNamed(elf, ".go.buildinfo");
  if (section === null) return null;
  const head = await readPresent(elf.source, section.offset, Math.min(section.size, MAX_NAME_BYTES));
  const utf8 = new TextDecoder();
  if (head.length < STRINGS_AT || Array.from(MAGIC).some((char, i) => head[i] !== char.charCodeAt(0))) return null;
  const flags = head[FLAGS_AT] ?? 0;
  if ((flags & FLAG_INLINE) !== 0) {
    const length = head[STRINGS_AT] ?? 0; // a LEB128, but no release's name has 128 characters
    const text = head.subarray(STRINGS_AT + 1, STRINGS_AT + 1 + length);
    return length > 0 && length < 0x80 && text.length === length ? utf8.decode(text) : null;
  }
  if ((flags & FLAG_BIG_ENDIAN) !== 0) return null;
  const { layout } = elf.header;
  const header = await readMemory(elf, word(viewOf(head), POINTERS_AT, layout), 2 * layout.addressBytes);
  if (header.length < 2 * layout.addressBytes) return null;
  const length = word(viewOf(header), layout.addressBytes, layout);
  if (!(length > 0 && length < 256)) return null;
  const text = await readMemory(elf, word(viewOf(header), 0, layout), length);
  return text.length === length ? utf8.decode(text) : null;
}

/** The 1.2 format lasted from Go 1.2 to 1.15. Its inlining trees had today's shape in 1.13 to 1.15 only. */
export async function hasInlineTree(elf: Elf): Promise<boolean> {
  const minor = /^(?:devel )?go1\.(\d+)/.exec((await readGoVersion(elf)) ?? "")?.[1];
  return minor !== undefined && Number(minor) >= 13;
}
