/** Distinct addresses, each with the mode it ran in (flags: CODE_*). */
export class AddressTable {
  length = 0;
  #low = new Int32Array(INITIAL); // bits 0–31
  #high = new Int32Array(INITIAL); // bits 32–63
  #flags = new Uint8Array(INITIAL);
  #slots = new Int32Array(INITIAL * 4); // row + 1, 0 for free

  intern(low: number, high: number, flags: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(low, high, flags) & mask;
    for (;;) {
      const row = (this.#slots[slot] as number) - 1;
      if (row < 0) break;
      if (this.#low[row] === low && this.#high[row] === high && this.#flags[row] === flags) return row;
      slot = (slot + 1) & mask;
    }
    if (this.length === this.#low.length) {
      this.#grow();
      return this.intern(low, high, flags); // its slot has moved
    }
    const row = this.length++;
    this.#low[row] = low;
    this.#high[row] = high;
    this.#flags[row] = flags;
    this.#slots[slot] = row + 1;
    return row;
  }

  /** As a signed double, see Avma. */
  value(row: number): number {
    return (this.#high[row] as number) * 0x1_0000_0000 + ((this.#low[row] as number) >>> 0);
  }

  flags(row: number): number {
    return this.#flags[row] as number;
  }

  #grow(): void {
    const capacity = this.#low.length * 2;
    this.#low = grown(this.#low, new Int32Array(capacity));
    this.#high = grown(this.#high, new Int32Array(capacity));
    this.#flags = grown(this.#flags, new Uint8Array(capacity));
    this.#slots = new Int32Array(capacity * 4);
    const mask = this.#slots.length - 1;
    for (let row = 0; row < this.length; row++) {
      let slot = hash(this.#low[row] as number, this.#high[row] as number, this.#flags[row] as number) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = row + 1;
    }
  }
}

const INITIAL = 1 << 14;

function hash(a: number, b: number, c: number): number {
  let h = Math.imul(a + 1, 0x9e37_79b1) ^ Math.imul(b ^ (c << 28), 0x85eb_ca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b_3c6d);
  return h ^ (h >>> 13);
}

function grown<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
