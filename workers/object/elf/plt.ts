import { MAX_PLT_BYTES } from "../limits";
import { type DynamicSlots, readDynamicSlots } from "./dynamicSlots";
import type { Elf } from "./elf";
import { viewOf } from "./layout";
import { SW64_MACHINES, X86_64_MACHINE } from "./machines";
import { readPresent } from "./range";
import { type Section, SHF_EXECINSTR, SHT_NOBITS } from "./sections";
import { lastAtOrBelow } from "./symbolRanges";

/** The stubs through which calls reach other files, and what each calls. Ascending; gaps belong to none. */
export class Plt {
  readonly length: number;
  readonly #start: Float64Array; // Svma
  readonly #end: Float64Array;
  readonly #symbol: Float64Array; // -> .dynsym
  readonly #names: (symbol: number) => Promise<string>;

  constructor(stubs: readonly Stub[], names: (symbol: number) => Promise<string>) {
    const ordered = [...stubs].sort((a, b) => a.start - b.start);
    this.length = ordered.length;
    this.#start = Float64Array.from(ordered, ({ start }) => start);
    this.#end = Float64Array.from(ordered, ({ end }) => end);
    this.#symbol = Float64Array.from(ordered, ({ symbol }) => symbol);
    this.#names = names;
  }

  /** The stub that holds the address, -1 for none. */
  find(address: number): number {
    const row = lastAtOrBelow(this.#start, address);
    return row >= 0 && address < (this.#end[row] ?? 0) ? row : -1;
  }

  /** From where to where, exclusively, a stub reaches. */
  bounds(row: number): readonly [start: number, end: number] {
    return [this.#start[row] ?? 0, this.#end[row] ?? 0];
  }

  /** "malloc@plt", as binutils and perf call it; "" for a stub whose symbol has no name. */
  async name(row: number): Promise<string> {
    const name = await this.#names(this.#symbol[row] ?? 0);
    return name === "" ? "" : `${name.replace(/@.*/, "")}@plt`;
  }
}

interface Stub {
  readonly start: number;
  readonly end: number;
  readonly symbol: number;
}

/** What finds the stubs of one section. */
type FindStubs = (section: Section, code: Uint8Array, slots: DynamicSlots) => Stub[];

/** Null when the file has no stubs, or is for a machine whose stubs are not known here. */
export async function readPlt(elf: Elf): Promise<Plt | null> {
  const { machine } = elf.header;
  const find: FindStubs | null = machine === X86_64_MACHINE ? x86Stubs : SW64_MACHINES.has(machine) ? sw64Stubs : null;
  const sections = elf.sections.filter(
    ({ name, type, flags }) => /^\.i?plt(\.|$)/.test(name) && type !== SHT_NOBITS && (flags & SHF_EXECINSTR) !== 0,
  );
  if (find === null || sections.length === 0) return null;
  const slots = await readDynamicSlots(elf);
  const stubs: Stub[] = [];
  for (const section of sections) {
    const code = await readPresent(elf.source, section.offset, Math.min(section.size, MAX_PLT_BYTES));
    stubs.push(...find(section, code, slots));
  }
  return stubs.length === 0 ? null : new Plt(stubs, slots.name);
}

/**
 * A stub of x86_64 jumps through the word that the run-time linker fills, so that word tells whose it is, whatever
 * linker laid the section out (.plt, .plt.sec with IBT, .plt.got, -z now; ld, gold, lld):
 *
 *     [f3 0f 1e fa] [f2] ff 25 disp32       endbr64, bnd jmp *disp(%rip)
 *     [f3 0f 1e fa] 68 index [f2] e9 …      lazy binding beside .plt.sec: push $index of .rela.plt
 */
const x86Stubs: FindStubs = ({ addr, entsize, name }, code, { symbolAt, pltSymbols }) => {
  const slotBytes = entsize === 8 || (entsize !== 16 && name === ".plt.got") ? 8 : 16;
  const view = viewOf(code);
  const stubs: Stub[] = [];
  for (let slot = 0; slot + 6 <= code.length; slot += slotBytes) {
    let at = slot;
    if (at + 4 <= code.length && view.getUint32(at, true) === ENDBR64) at += 4;
    if (code[at] === BND) at++;
    const isJump = code[at] === 0xff && code[at + 1] === 0x25 && at + 6 <= code.length;
    const isPush = code[at] === 0x68 && at + 5 <= code.length && at > slot;
    const symbol = isJump
      ? symbolAt.get(addr + at + 6 + view.getInt32(at + 2, true))
      : isPush
        ? pltSymbols[view.getUint32(at + 1, true)]
        : undefined;
    if (symbol !== undefined) stubs.push({ start: addr + slot, end: addr + slot + slotBytes, symbol });
  }
  return stubs;
};

const ENDBR64 = 0xfa1e0ff3;
const BND = 0xf2;

/**
 * A stub of SW64 is one branch back into the header of the section, which finds out by the stub's own address which
 * entry of .rela.plt it is for:
 *
 *     header 0x24 bytes │ br $28, header │ br $28, header │ …
 */
const sw64Stubs: FindStubs = ({ addr, name }, code, { pltSymbols }) => {
  if (name !== ".plt") return [];
  const count = Math.min(pltSymbols.length, Math.floor((code.length - SW64_HEADER_BYTES) / 4));
  return Array.from({ length: Math.max(0, count) }, (_, i) => {
    const start = addr + SW64_HEADER_BYTES + 4 * i;
    return { start, end: start + 4, symbol: pltSymbols[i] ?? 0 };
  });
};

const SW64_HEADER_BYTES = 0x24;
