import type { Elf } from "./elf";
import { PT_LOAD } from "./programHeaders";
import { SHF_ALLOC, SHF_EXECINSTR } from "./sections";
import { DATA_TYPES } from "./symbolEntries";
import { readCodeSymbols } from "./symbols";

/** What an address of data is called: by the variable that it lies in ("table+0x8"), else by its section. */
export async function dataNames(
  elf: Elf,
  symbolFile: Elf,
  addresses: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const names = new Map<number, string>();
  for (const address of addresses) {
    const section = sectionAt(elf, address);
    if (section !== undefined) names.set(address, withOffset(section.name, address - section.addr));
  }
  const symbols =
    (await readCodeSymbols(symbolFile, ".symtab", DATA_TYPES)) ?? (await readCodeSymbols(elf, ".dynsym", DATA_TYPES));
  if (symbols === null) return names;
  const sorted = Float64Array.from(addresses).sort();
  for (let row = 0; row < symbols.length; row++) {
    const start = symbols.value[row] ?? 0;
    const end = start + Math.max(1, symbols.size[row] ?? 0);
    for (let i = firstNotBelow(sorted, start); i < sorted.length && (sorted[i] ?? 0) < end; i++) {
      const address = sorted[i] ?? 0;
      const name = await symbols.strings.get(symbols.name[row] ?? 0);
      if (name !== "") names.set(address, withOffset(name, address - start));
    }
  }
  return names;
}

/** "name", "name+0x10" */
export function withOffset(name: string, offset: number): string {
  return offset === 0 ? name : `${name}+0x${offset.toString(16)}`;
}

/** Whether instructions may lie there. */
export function isCodeAddress(elf: Elf, address: number): boolean {
  const section = sectionAt(elf, address);
  if (section !== undefined) return (section.flags & SHF_EXECINSTR) !== 0;
  if (elf.sections.length > 0) return false;
  return elf.programHeaders.some(
    ({ executable, vaddr, memoryBytes }) => executable && address >= vaddr && address < vaddr + memoryBytes,
  );
}

/** Whether the file's program has anything there: numbers that are no addresses are made by the same instructions. */
export function isMapped(elf: Elf, address: number): boolean {
  const inSegment = elf.programHeaders.some(
    ({ type, vaddr, memoryBytes }) => type === PT_LOAD && address >= vaddr && address < vaddr + memoryBytes,
  );
  return inSegment || sectionAt(elf, address) !== undefined;
}

function sectionAt(elf: Elf, address: number): Elf["sections"][number] | undefined {
  return elf.sections.find(
    ({ flags, addr, size }) => (flags & SHF_ALLOC) !== 0 && address >= addr && address < addr + size,
  );
}

/** The first row of an ascending column that is not below `value`. */
function firstNotBelow(column: Float64Array, value: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
