import { bits, signedBits } from "./operands";

const GP = 29;
const PV = 27; // procedure value: a called function finds its own address there
const RA = 26;
const ZERO = 31;
const OPCODE = { BR: 0x04, LDL: 0x23, LDI: 0x3e, LDIH: 0x3f } as const;

/** Registers that a call leaves as they were (s0–s5, fp, sp); gp too, which its caller sets again. */
const KEPT_BY_CALLS: ReadonlySet<number> = new Set([9, 10, 11, 12, 13, 14, 15, GP, 30]);

/** Fields, by their lowest bit, that name a register which the opcode writes; opcodes that are not here write none. */
const WRITES: Readonly<Record<number, readonly number[]>> = Object.fromEntries([
  ...[0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x08].map((opcode) => [opcode, [21]]),
  ...[0x10, 0x11, 0x12, 0x13].map((opcode) => [opcode, [0]]),
  [0x1e, [21, 16]], // loads and stores that move their base
  ...[0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x3e, 0x3f].map((opcode) => [opcode, [21]]),
]);

/** Loads and stores with a base and a displacement of 16 bits. */
function accessesMemory(opcode: number): boolean {
  return (opcode >= 0x20 && opcode <= 0x2f) || (opcode >= 0x0c && opcode <= 0x0f);
}

/** What a word in the global offset table holds; null for an address that is no such word. */
export type ReadGot = (address: number) => Promise<number | null>;

/**
 * Registers whose value follows from the code alone. That is how SW64 makes addresses: `ldih` and `ldi` add the halves
 * of a distance to a register that is known, and `ldl` takes an address from the global offset table through gp.
 */
export class Constants {
  readonly #value = new Float64Array(32).fill(Number.NaN);
  readonly #readGot: ReadGot;

  /** `entry` is where a function begins, NaN elsewhere; `gp` what it is in all of the program, NaN when it varies. */
  constructor(entry: number, gp: number, readGot: ReadGot) {
    this.#readGot = readGot;
    this.#value[PV] = entry;
    this.#value[GP] = gp;
    this.#value[ZERO] = 0;
  }

  get(register: number): number {
    return this.#value[register] ?? Number.NaN;
  }

  /** Other paths lead here: only gp is what it was. */
  forget(): void {
    for (let register = 0; register < ZERO; register++) if (register !== GP) this.#value[register] = Number.NaN;
  }

  /** After a call: it has come back with ra still at the instruction behind it. */
  called(returnAddress: number): void {
    for (let register = 0; register < ZERO; register++) {
      if (!KEPT_BY_CALLS.has(register)) this.#value[register] = Number.NaN;
    }
    this.#value[RA] = returnAddress;
  }

  /** Follows one instruction; answers the address that it makes, loads or uses, NaN for none that is known. */
  async step(word: number, address: number): Promise<number> {
    const opcode = word >>> 26;
    const ra = bits(word, 21, 5);
    const base = this.get(bits(word, 16, 5));
    const displacement = signedBits(word, 0, 16);
    if (opcode === OPCODE.LDIH || opcode === OPCODE.LDI) {
      const value = base + (opcode === OPCODE.LDIH ? displacement * 0x1_0000 : displacement);
      this.#set(ra, value);
      return opcode === OPCODE.LDI && ra !== GP && bits(word, 16, 5) !== ZERO ? value : Number.NaN;
    }
    if (opcode === OPCODE.BR && bits(word, 0, 21) === 0) {
      this.#set(ra, address + 4);
      return Number.NaN;
    }
    const used = accessesMemory(opcode) && bits(word, 16, 5) !== ZERO ? base + displacement : Number.NaN;
    const loaded = opcode === OPCODE.LDL && !Number.isNaN(used) ? await this.#readGot(used) : null;
    for (const lsb of WRITES[opcode] ?? []) this.#set(bits(word, lsb, 5), loaded ?? Number.NaN);
    return loaded ?? used;
  }

  #set(register: number, value: number): void {
    if (register !== ZERO) this.#value[register] = value;
  }
}
