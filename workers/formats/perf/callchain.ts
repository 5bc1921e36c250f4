import { CODE_GUEST, CODE_KERNEL, CODE_RETURN_ADDRESS } from "../../../src/model/stacks";
import { MAX_CHAIN } from "../../io/limits";
import { CPUMODE_GUEST_KERNEL, CPUMODE_KERNEL } from "./recordType";

/**
 * Call chains as they come in: a tree of addresses, interned while reading, before it is known what was mapped
 * where. A chain lists the leaf first; context markers (`enum perf_callchain_context`, the values from -4095 up)
 * say in which mode the following addresses ran. The first address after a marker is where the processor was, the
 * later ones are return addresses.
 *
 * Consecutive samples mostly share their outer frames, so each chain is first compared with the one before.
 */
export class CallchainInterner {
  length = 0;
  prefix = new Int32Array(INITIAL);
  low = new Uint32Array(INITIAL); // address, bits 0–31
  high = new Int32Array(INITIAL); // address, bits 32–63
  flags = new Uint8Array(INITIAL); // CODE_*

  #slots = new Int32Array(INITIAL * 4); // node + 1, 0 for free
  readonly #chainLow = new Uint32Array(MAX_CHAIN);
  readonly #chainHigh = new Int32Array(MAX_CHAIN);
  readonly #chainFlags = new Uint8Array(MAX_CHAIN);
  #depth = 0;

  // the chain before, outermost first
  readonly #lastLow = new Uint32Array(MAX_CHAIN);
  readonly #lastHigh = new Int32Array(MAX_CHAIN);
  readonly #lastFlags = new Uint8Array(MAX_CHAIN);
  readonly #lastNode = new Int32Array(MAX_CHAIN);
  #lastDepth = 0;

  /**
   * The node of the chain of `count` addresses at `at`. A chain without any address is that of the sampled
   * instruction pointer alone.
   */
  internChain(view: DataView, at: number, count: number, ipAt: number, cpumode: number): number {
    this.#depth = 0;
    let mode = modeOfCpu(cpumode);
    let flags = mode;
    for (let i = 0, p = at; i < count; i++, p += 8) {
      const high = view.getInt32(p + 4, true);
      const low = view.getUint32(p, true);
      if (high === -1 && low >= FIRST_MARKER) {
        if (low === USER_DEFERRED) {
          i++; // the cookie of the chain that will follow in a record of its own
          p += 8;
        }
        mode = MODE_OF_MARKER.get(low) ?? mode;
        flags = mode;
      } else if (low !== 0 || high !== 0) {
        this.#push(low, high, flags);
        flags = mode | CODE_RETURN_ADDRESS;
      }
    }
    if (this.#depth === 0) return this.internIp(view, ipAt, cpumode);
    return this.#intern();
  }

  /** The node of a sample that has no chain; -1 when it has no instruction pointer either. */
  internIp(view: DataView, ipAt: number, cpumode: number): number {
    if (ipAt < 0) return -1;
    this.#depth = 0;
    this.#push(view.getUint32(ipAt, true), view.getInt32(ipAt + 4, true), modeOfCpu(cpumode));
    return this.#intern();
  }

  /** The node's address as a signed double, see Avma. */
  address(node: number): number {
    return (this.high[node] as number) * 0x1_0000_0000 + (this.low[node] as number);
  }

  #push(low: number, high: number, flags: number): void {
    this.#chainLow[this.#depth] = low;
    this.#chainHigh[this.#depth] = high;
    this.#chainFlags[this.#depth] = flags;
    this.#depth++;
  }

  #intern(): number {
    const depth = this.#depth;
    const shared = Math.min(depth, this.#lastDepth);
    let node = -1;
    let outer = 0; // distance from the outermost frame
    let inner = depth - 1; // the same place in the chain, which lists the leaf first
    while (
      outer < shared &&
      this.#lastLow[outer] === this.#chainLow[inner] &&
      this.#lastHigh[outer] === this.#chainHigh[inner] &&
      this.#lastFlags[outer] === this.#chainFlags[inner]
    ) {
      node = this.#lastNode[outer] as number;
      outer++;
      inner--;
    }
    for (; outer < depth; outer++, inner--) {
      const low = this.#chainLow[inner] as number;
      const high = this.#chainHigh[inner] as number;
      const flags = this.#chainFlags[inner] as number;
      node = this.#child(node, low, high, flags);
      this.#lastLow[outer] = low;
      this.#lastHigh[outer] = high;
      this.#lastFlags[outer] = flags;
      this.#lastNode[outer] = node;
    }
    this.#lastDepth = depth;
    return node;
  }

  #child(prefix: number, low: number, high: number, flags: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(prefix, low, high, flags) & mask;
    for (;;) {
      const node = (this.#slots[slot] as number) - 1;
      if (node < 0) break;
      if (
        this.prefix[node] === prefix &&
        this.low[node] === low &&
        this.high[node] === high &&
        this.flags[node] === flags
      ) {
        return node;
      }
      slot = (slot + 1) & mask;
    }
    if (this.length === this.prefix.length) {
      this.#grow();
      return this.#child(prefix, low, high, flags); // its slot has moved
    }
    const node = this.length++;
    this.prefix[node] = prefix;
    this.low[node] = low;
    this.high[node] = high;
    this.flags[node] = flags;
    this.#slots[slot] = node + 1;
    return node;
  }

  #grow(): void {
    const capacity = this.prefix.length * 2;
    this.prefix = grown(this.prefix, new Int32Array(capacity));
    this.low = grown(this.low, new Uint32Array(capacity));
    this.high = grown(this.high, new Int32Array(capacity));
    this.flags = grown(this.flags, new Uint8Array(capacity));
    this.#slots = new Int32Array(capacity * 4);
    const mask = this.#slots.length - 1;
    for (let node = 0; node < this.length; node++) {
      let slot =
        hash(
          this.prefix[node] as number,
          this.low[node] as number,
          this.high[node] as number,
          this.flags[node] as number,
        ) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = node + 1;
    }
  }
}

const INITIAL = 1 << 14;

const FIRST_MARKER = 0xffff_f001; // low half of -4095
const USER_DEFERRED = marker(-640);

/** PERF_CONTEXT_* -> the flags of the addresses that follow. */
const MODE_OF_MARKER: ReadonlyMap<number, number> = new Map([
  [marker(-32), CODE_KERNEL], // HV
  [marker(-128), CODE_KERNEL], // KERNEL
  [marker(-512), 0], // USER
  [marker(-640), 0], // USER_DEFERRED
  [marker(-2048), CODE_GUEST], // GUEST
  [marker(-2176), CODE_GUEST | CODE_KERNEL], // GUEST_KERNEL
  [marker(-2560), CODE_GUEST], // GUEST_USER
]);

function marker(value: number): number {
  return value >>> 0;
}

function modeOfCpu(cpumode: number): number {
  const kernel = cpumode === CPUMODE_KERNEL || cpumode === 3 || cpumode === CPUMODE_GUEST_KERNEL;
  return (kernel ? CODE_KERNEL : 0) | (cpumode >= CPUMODE_GUEST_KERNEL ? CODE_GUEST : 0);
}

function hash(prefix: number, low: number, high: number, flags: number): number {
  let h =
    Math.imul(prefix + 1, 0x9e37_79b1) ^ Math.imul(low ^ (flags << 28), 0x85eb_ca6b) ^ Math.imul(high, 0xc2b2_ae35);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b_3c6d);
  return h ^ (h >>> 13);
}

function grown<T extends Int32Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
