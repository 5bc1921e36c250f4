/**
 * Blocks by process and address: open addressing in typed arrays, at most half full. An address that was taken back
 * stays, so that a second free of it can be told from one of a block that was never seen.
 *
 *   slot   address f64 | pid i32 | state i32: 0 empty, -1 taken back, block + 1
 */
export class BlockTable {
  #address = new Float64Array(FIRST_SLOTS);
  #pid = new Int32Array(FIRST_SLOTS);
  #state = new Int32Array(FIRST_SLOTS);
  #taken = 0;

  /** The block at an address; TAKEN_BACK, or NOT_KNOWN. */
  find(pid: number, address: number): number {
    const state = this.#state[this.#slot(pid, address)];
    return state === 0 ? NOT_KNOWN : state < 0 ? TAKEN_BACK : state - 1;
  }

  /** Puts a block at an address, or TAKEN_BACK. */
  set(pid: number, address: number, block: number): void {
    let slot = this.#slot(pid, address);
    if (this.#state[slot] === 0) {
      if (this.#taken === this.#state.length / 2) {
        this.#grow();
        slot = this.#slot(pid, address);
      }
      this.#taken++;
      this.#address[slot] = address;
      this.#pid[slot] = pid;
    }
    this.#state[slot] = block < 0 ? -1 : block + 1;
  }

  #slot(pid: number, address: number): number {
    const mask = this.#state.length - 1;
    let slot = hash(pid, address) & mask;
    while (this.#state[slot] !== 0 && (this.#address[slot] !== address || this.#pid[slot] !== pid)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Beyond MAX_REMEMBERED addresses those that were taken back are forgotten first: their double frees are unknown then. */
  #grow(): void {
    const [address, pid, state] = [this.#address, this.#pid, this.#state];
    const forgets = this.#taken >= MAX_REMEMBERED;
    let kept = 0;
    for (const each of state) if (each > 0 || (each < 0 && !forgets)) kept++;
    const slots = kept * 4 > state.length ? state.length * 2 : state.length;
    this.#address = new Float64Array(slots);
    this.#pid = new Int32Array(slots);
    this.#state = new Int32Array(slots);
    this.#taken = kept;
    for (let i = 0; i < state.length; i++) {
      if (state[i] === 0 || (state[i] < 0 && forgets)) continue;
      const slot = this.#slot(pid[i], address[i]);
      this.#address[slot] = address[i];
      this.#pid[slot] = pid[i];
      this.#state[slot] = state[i];
    }
  }
}

export const TAKEN_BACK = -1;
export const NOT_KNOWN = -2;

const FIRST_SLOTS = 1 << 10;
const MAX_REMEMBERED = 1 << 22;

function hash(pid: number, address: number): number {
  const mixed = Math.imul(address >>> 4, 0x9e3779b1) ^ Math.imul((address / 0x1_0000_0000) ^ pid, 0x85ebca6b);
  const again = Math.imul(mixed ^ (mixed >>> 15) ^ address, 0x2c1b3c6d);
  return again ^ (again >>> 13);
}
