import { type Elf, readMemory, sectionNamed } from "../../object/elf/elf";
import { viewOf, word } from "../../object/elf/layout";
import { eachRelative } from "../../object/elf/relativeRelocations";
import type { ReadGot } from "./constants";

/** Go's own linker gives gp one value in every program that it links without another linker's help. */
const GP_OF_STATIC_GO = 0x7fffffff;
const PT_DYNAMIC = 2;

/** The value that gp has in all of a program; NaN where every function computes its own. */
export function fixedGp(elf: Elf): number {
  const isGo = sectionNamed(elf, ".gopclntab") !== null;
  const isDynamic = elf.programHeaders.some(({ type }) => type === PT_DYNAMIC);
  return isGo && !isDynamic ? GP_OF_STATIC_GO : Number.NaN;
}

/**
 * Reads words of .got: an address as the linker has filled it in, or as R_SW64_RELATIVE will. A word that the run-time
 * linker fills with something of another file is no address in this one.
 */
export function gotReader(elf: Elf): ReadGot {
  const sections = elf.sections.filter(({ name }) => name === ".got" || name.startsWith(".got."));
  const bytes = elf.header.layout.addressBytes;
  let relative: Promise<ReadonlyMap<number, number>> | null = null;
  return async (address) => {
    if (!sections.some(({ addr, size }) => address >= addr && address + bytes <= addr + size)) return null;
    relative ??= relativeWords(elf);
    const view = viewOf(await readMemory(elf, address, bytes));
    if (view.byteLength < bytes) return null;
    // lld keeps the value in the word and leaves the addend 0, GNU ld the other way round.
    const value = (await relative).get(address) || word(view, 0, elf.header.layout);
    return value === 0 ? null : value;
  };
}

async function relativeWords(elf: Elf): Promise<ReadonlyMap<number, number>> {
  const words = new Map<number, number>();
  await eachRelative(elf, (address, value) => words.set(address, value));
  return words;
}
