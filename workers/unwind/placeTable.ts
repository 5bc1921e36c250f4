/** A small number by address: open addressing, NaN marks a free slot. -1 for an address that is not in it. */
export class PlaceTable {
  #keys = new Float64Array(INITIAL).fill(Number.NaN);
  #values = new Int32Array(INITIAL);
  #taken = 0;

  get(key: number): number {
    const keys = this.#keys;
    const mask = keys.length - 1;
    for (let slot = hash(key) & mask; ; slot = (slot + 1) & mask) {
      const found = keys[slot] as number;
      if (found === key) return this.#values[slot] as number;
      if (Number.isNaN(found)) return -1;
    }
  }

  /** Adds a key that is not in it. */
  set(key: number, value: number): void {
    if (2 * this.#taken >= this.#keys.length) {
      const [keys, values] = [this.#keys, this.#values];
      this.#keys = new Float64Array(2 * keys.length).fill(Number.NaN);
      this.#values = new Int32Array(2 * keys.length);
      for (let slot = 0; slot < keys.length; slot++) {
        if (!Number.isNaN(keys[slot])) this.#put(keys[slot] as number, values[slot] as number);
      }
    }
    this.#put(key, value);
    this.#taken++;
  }

  #put(key: number, value: number): void {
    const mask = this.#keys.length - 1;
    let slot = hash(key) & mask;
    while (!Number.isNaN(this.#keys[slot])) slot = (slot + 1) & mask;
    this.#keys[slot] = key;
    this.#values[slot] = value;
  }
}

const INITIAL = 1 << 10;

function hash(key: number): number {
  const mixed = Math.imul(key | 0, 0x9e37_79b1) ^ Math.imul((key / 0x1_0000_0000) | 0, 0x85eb_ca6b);
  return mixed ^ (mixed >>> 15);
}
