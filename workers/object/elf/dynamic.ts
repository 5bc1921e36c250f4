import { SYMBOL_CHUNK_BYTES } from "../limits";
import { type Elf, readMemory } from "./elf";
import { type ElfLayout, viewOf, word } from "./layout";
import { PT_DYNAMIC } from "./programHeaders";
import { readPresent } from "./range";

/** Elf64_Dyn entries by d_tag: where the run-time linker finds what section headers would say. */
export type DynamicTags = ReadonlyMap<number, number>;

export const DT_PLTRELSZ = 2;
export const DT_HASH = 4;
export const DT_STRTAB = 5;
export const DT_SYMTAB = 6;
export const DT_RELA = 7;
export const DT_RELASZ = 8;
export const DT_STRSZ = 10;
export const DT_JMPREL = 23;
export const DT_GNU_HASH = 0x6ffffef5;

/** Alpha's and SW64's DT_HASH has 8-byte words. */
const MACHINES_WITH_WIDE_HASH: ReadonlySet<number> = new Set([0x9026, 0x9916, 268, 423]);

export async function readDynamic(elf: Elf): Promise<DynamicTags> {
  const tags = new Map<number, number>();
  const segment = elf.programHeaders.find(({ type }) => type === PT_DYNAMIC);
  if (segment === undefined) return tags;
  const { layout } = elf.header;
  const bytes = await readPresent(elf.source, segment.offset, Math.min(segment.fileBytes, 1 << 16));
  const view = viewOf(bytes);
  for (let at = 0; at + 2 * layout.addressBytes <= bytes.length; at += 2 * layout.addressBytes) {
    const tag = word(view, at, layout);
    if (tag === 0) break; // DT_NULL
    if (!tags.has(tag)) tags.set(tag, word(view, at + layout.addressBytes, layout));
  }
  return tags;
}

/** How many entries .dynsym has: only its hash tables tell (gABI "Hash Table"; .gnu.hash has no specification). */
export async function dynamicSymbolCount(elf: Elf, tags: DynamicTags): Promise<number> {
  const hash = tags.get(DT_HASH);
  if (hash !== undefined) {
    const wide = MACHINES_WITH_WIDE_HASH.has(elf.header.machine);
    const bytes = await readMemory(elf, hash, wide ? 16 : 8);
    if (bytes.length === (wide ? 16 : 8)) return viewOf(bytes).getUint32(wide ? 8 : 4, true); // nchain
  }
  const gnuHash = tags.get(DT_GNU_HASH);
  return gnuHash === undefined ? 0 : gnuHashCount(elf, gnuHash);
}

/** nbuckets, symoffset, bloom_size, bloom_shift; bloom words; buckets; one chain word per symbol from symoffset on. */
async function gnuHashCount(elf: Elf, address: number): Promise<number> {
  const head = await readMemory(elf, address, 16);
  if (head.length < 16) return 0;
  const view = viewOf(head);
  const bucketCount = view.getUint32(0, true);
  const symbolOffset = view.getUint32(4, true);
  const bucketsAt = address + 16 + view.getUint32(8, true) * bloomBytes(elf.header.layout);
  const buckets = viewOf(await readMemory(elf, bucketsAt, Math.min(4 * bucketCount, 64 * SYMBOL_CHUNK_BYTES)));
  let last = 0;
  for (let at = 0; at + 4 <= buckets.byteLength; at += 4) last = Math.max(last, buckets.getUint32(at, true));
  if (last < symbolOffset) return symbolOffset;
  // The chain of the last bucket ends with the last symbol, whose word is odd.
  for (let symbol = last; ; ) {
    const at = bucketsAt + 4 * bucketCount + 4 * (symbol - symbolOffset);
    const chain = viewOf(await readMemory(elf, at, 4096));
    for (let word = 0; word + 4 <= chain.byteLength; word += 4, symbol++) {
      if ((chain.getUint32(word, true) & 1) !== 0) return symbol + 1;
    }
    if (chain.byteLength < 4096) return symbol;
  }
}

function bloomBytes(layout: ElfLayout): number {
  return layout.addressBytes;
}
