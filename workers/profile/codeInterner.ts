import type { CodeTable } from "../../src/model/stacks";

/** Distinct code addresses: one row per (module, address, flags), found again by open addressing. */
export class CodeInterner {
  #length = 0;
  #module = new Int32Array(INITIAL);
  #address = new Float64Array(INITIAL);
  #flags = new Uint8Array(INITIAL);
  #slots = new Int32Array(INITIAL * 4); // row + 1, 0 for free

  /** The row of a code address. Fields as in CodeTable. */
  intern(module: number, address: number, flags: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(module, address, flags) & mask;
    for (;;) {
      const row = (this.#slots[slot] as number) - 1;
      if (row < 0) break;
      if (this.#address[row] === address && this.#module[row] === module && this.#flags[row] === flags) return row;
      slot = (slot + 1) & mask;
    }
    if (this.#length === this.#module.length) {
      this.#grow();
      return this.intern(module, address, flags); // its slot has moved
    }
    const row = this.#length++;
    this.#module[row] = module;
    this.#address[row] = address;
    this.#flags[row] = flags;
    this.#slots[slot] = row + 1;
    return row;
  }

  finish(): CodeTable {
    return {
      length: this.#length,
      module: this.#module.slice(0, this.#length),
      address: this.#address.slice(0, this.#length),
      flags: this.#flags.slice(0, this.#length),
    };
  }

  #grow(): void {
    const capacity = this.#module.length * 2;
    const { length } = this.#module;
    const [module, address, flags] = [this.#module, this.#address, this.#flags];
    this.#module = new Int32Array(capacity);
    this.#module.set(module);
    this.#address = new Float64Array(capacity);
    this.#address.set(address);
    this.#flags = new Uint8Array(capacity);
    this.#flags.set(flags);
    this.#slots = new Int32Array(capacity * 4);
    const mask = this.#slots.length - 1;
    for (let row = 0; row < length; row++) {
      let slot = hash(module[row] as number, address[row] as number, flags[row] as number) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = row + 1;
    }
  }
}

const INITIAL = 1 << 12;

function hash(module: number, address: number, flags: number): number {
  const high = Math.floor(address / 0x1_0000_0000);
  let h =
    Math.imul(address | 0, 0x85eb_ca6b) ^ Math.imul(high, 0xc2b2_ae35) ^ Math.imul(module * 8 + flags, 0x9e37_79b1);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b_3c6d);
  return h ^ (h >>> 13);
}
