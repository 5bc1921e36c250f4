import { type Elf, readMemory, sectionNamed } from "../elf/elf";
import { viewOf, word } from "../elf/layout";
import { readPresent } from "../elf/range";
import { MAX_BUILD_INFO_BYTES } from "../limits";

const MAGIC = "\xff Go buildinf:";
const FLAGS_AT = 15;
const FLAG_BIG_ENDIAN = 1;
const FLAG_INLINE = 2; // Go 1.18: the strings follow, before: pointers to string headers
const POINTERS_AT = 16;
const STRINGS_AT = 32;

/** What .go.buildinfo says (debug/buildinfo). */
export interface GoBuildInfo {
  readonly version: string; // "go1.24.4"
  /** "-trimpath=true", "CGO_ENABLED=0" …: the settings of the build, from Go 1.18 on; those of version control left out. */
  readonly settings: readonly string[];
}

/** Null when the file does not say it. */
export async function readGoBuildInfo(elf: Elf): Promise<GoBuildInfo | null> {
  const section = sectionNamed(elf, ".go.buildinfo");
  if (section === null) return null;
  const head = await readPresent(elf.source, section.offset, Math.min(section.size, MAX_BUILD_INFO_BYTES));
  if (head.length < STRINGS_AT || Array.from(MAGIC).some((char, i) => head[i] !== char.charCodeAt(0))) return null;
  const flags = head[FLAGS_AT] ?? 0;
  if ((flags & FLAG_INLINE) !== 0) return inlineInfo(head);
  if ((flags & FLAG_BIG_ENDIAN) !== 0) return null;
  const version = await stringAt(elf, head, POINTERS_AT);
  return version === null ? null : { version, settings: [] }; // before Go 1.18 no settings are kept
}

/** Version and module information, each behind its length. */
function inlineInfo(head: Uint8Array): GoBuildInfo | null {
  const version = sizedText(head, STRINGS_AT);
  if (version === null || version.text === "" || version.text.length >= MOST_VERSION_BYTES) return null;
  const info = sizedText(head, version.end);
  return { version: version.text, settings: info === null ? [] : settingsOf(info.text) };
}

const MOST_VERSION_BYTES = 0x80;

/** A LEB128 length, then that many bytes; null where they are not all there. */
function sizedText(bytes: Uint8Array, at: number): { readonly text: string; readonly end: number } | null {
  let length = 0;
  let shift = 0;
  let start = at;
  for (; start < bytes.length && shift < 28; start++, shift += 7) {
    const byte = bytes[start] ?? 0;
    length |= (byte & 0x7f) << shift;
    if (byte >= 0x80) continue;
    const end = start + 1 + length;
    return end > bytes.length ? null : { text: new TextDecoder().decode(bytes.subarray(start + 1, end)), end };
  }
  return null;
}

/** Lines "build<TAB>key=value" of what `go version -m` prints, between two marks of 16 bytes. */
function settingsOf(info: string): string[] {
  return info.split("\n").flatMap((line) => {
    const setting = /^build\t(.{1,1000})$/.exec(line)?.[1];
    return setting === undefined || setting.startsWith("vcs") ? [] : [setting];
  });
}

/** A Go string header (address, length) at a pointer in the section; null where it points nowhere. */
async function stringAt(elf: Elf, head: Uint8Array, at: number): Promise<string | null> {
  const { layout } = elf.header;
  const header = await readMemory(elf, word(viewOf(head), at, layout), 2 * layout.addressBytes);
  if (header.length < 2 * layout.addressBytes) return null;
  const length = word(viewOf(header), layout.addressBytes, layout);
  if (!(length > 0 && length < 256)) return null;
  const text = await readMemory(elf, word(viewOf(header), 0, layout), length);
  return text.length === length ? new TextDecoder().decode(text) : null;
}

/** The Go release that built the file, as "go1.24.4"; null when it does not say it. */
async function readGoVersion(elf: Elf): Promise<string | null> {
  return (await readGoBuildInfo(elf))?.version ?? null;
}

/** The 1.2 format lasted from Go 1.2 to 1.15. Its inlining trees had today's shape in 1.13 to 1.15 only. */
export async function hasInlineTree(elf: Elf): Promise<boolean> {
  const minor = /^(?:devel )?go1\.(\d+)/.exec((await readGoVersion(elf)) ?? "")?.[1];
  return minor !== undefined && Number(minor) >= 13;
}
