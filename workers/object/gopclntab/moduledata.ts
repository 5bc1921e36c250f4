import { type Elf, readMemory, sectionNamed } from "../elf/elf";
import { viewOf, word } from "../elf/layout";
import { readPresent } from "../elf/range";
import { applyRelative, eachRelative } from "../elf/relativeRelocations";
import { MAX_MODULEDATA_SECTION_BYTES } from "../limits";

/** The two words of runtime.moduledata that the tables alone do not tell. */
export interface Moduledata {
  readonly text: number; // Svma of runtime.text
  readonly gofunc: number; // Svma that funcdata offsets count from
}

interface Pclntab {
  readonly address: number;
  readonly size: number;
  /** pcHeader.funcnameOffset: moduledata begins with the addresses of pcHeader and of the function names. */
  readonly funcnameOffset: number;
  /** Word of gofunc where it does not lie inside the table itself, as it does since Go 1.26. */
  readonly gofuncWord: number;
}

const TEXT_WORD = 22;
const GOFUNC_WORDS = [34, 48] as const; // 40 in Go 1.26, 43 in 1.27
const WORDS = 48;

/** `.go.module` holds nothing else since Go 1.26; before, moduledata is a variable among others. */
const SECTION_NAMES = [".go.module", ".noptrdata", ".data", ".data.rel.ro"];

export async function readModuledata(elf: Elf, pclntab: Pclntab): Promise<Moduledata | null> {
  const address = (await inSections(elf, pclntab)) ?? (await inRelocations(elf, pclntab));
  if (address === null) return null;
  const { layout } = elf.header;
  const bytes = (await readMemory(elf, address, WORDS * layout.addressBytes)).slice();
  if (bytes.length < WORDS * layout.addressBytes) return null;
  await applyRelative(elf, address, bytes);
  const view = viewOf(bytes);
  const words = Array.from({ length: WORDS }, (_, i) => word(view, i * layout.addressBytes, layout));
  const inTable = words
    .slice(...GOFUNC_WORDS)
    .find((value) => value > pclntab.address && value < pclntab.address + pclntab.size);
  return { text: words[TEXT_WORD] ?? 0, gofunc: inTable ?? words[pclntab.gofuncWord] ?? 0 };
}

/** Where the pair of addresses lies, in a file that is linked to its final place. */
async function inSections(elf: Elf, { address, funcnameOffset }: Pclntab): Promise<number | null> {
  const { layout } = elf.header;
  const step = layout.addressBytes;
  const ranges =
    elf.sections.length > 0
      ? SECTION_NAMES.map((name) => sectionNamed(elf, name)).filter((section) => section !== null)
      : elf.programHeaders
          .filter(({ executable }) => !executable)
          .map(({ vaddr, offset, fileBytes }) => ({ addr: vaddr as number, offset, size: fileBytes }));
  for (const { addr, offset, size } of ranges) {
    const bytes = await readPresent(elf.source, offset, Math.min(size, MAX_MODULEDATA_SECTION_BYTES));
    const view = viewOf(bytes);
    for (let at = 0; at + 2 * step <= bytes.length; at += step) {
      if (word(view, at, layout) !== address || word(view, at + step, layout) !== address + funcnameOffset) continue;
      return addr + at;
    }
  }
  return null;
}

/** The same in a position-independent file. */
async function inRelocations(elf: Elf, { address, funcnameOffset }: Pclntab): Promise<number | null> {
  const step = elf.header.layout.addressBytes;
  const headers = new Set<number>();
  const names = new Set<number>();
  await eachRelative(elf, (at, value) => {
    if (value === address) headers.add(at);
    else if (value === address + funcnameOffset) names.add(at);
  });
  for (const at of headers) if (names.has(at + step)) return at;
  return null;
}
