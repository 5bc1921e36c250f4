import { CODE_GUEST, CODE_KERNEL, CODE_RETURN_ADDRESS } from "../../../src/model/stacks";
import { MAX_CHAIN } from "../../io/limits";
import { CPUMODE_GUEST_KERNEL, CPUMODE_KERNEL } from "./recordType";

/**
 * Call chains as they come in: a tree of addresses, interned while reading, before it is known what was mapped
 * where. A chain lists the leaf first; context markers (`enum perf_callchain_context`, the values from -4095 up)
 * say in which mode the following addresses ran. The first address after a marker is where the processor was, the
 * later ones are return addresses.
 *
 * There are tens of millions of addresses and few distinct ones. So an address becomes a small number first (its
 * table stays in the processor's cache), and three short cuts come before the hash table of the tree: the frames
 * shared with the chain before, the child last taken from a node, and nodes of one chain lying side by side.
 */
export class CallchainInterner {
  readonly addresses = new AddressTable();
  length = 0;
  #nodes = new Int32Array(INITIAL * NODE_WORDS);
  #slots = new Int32Array(INITIAL * 2); // node + 1, 0 for free

  readonly #chain = new Int32Array(MAX_CHAIN); // -> addresses, leaf first
  readonly #last = new Int32Array(MAX_CHAIN); // the chain before, outermost first
  readonly #lastNode = new Int32Array(MAX_CHAIN);
  #lastDepth = 0;

  /**
   * The node of the chain of `count` addresses at `at`. A chain without any address is that of the sampled
   * instruction pointer alone.
   */
  internChain(view: DataView, at: number, count: number, ipAt: number, cpumode: number): number {
    const chain = this.#chain;
    let depth = 0;
    let mode = modeOfCpu(cpumode);
    let flags = mode;
    for (let i = 0, p = at; i < count; i++, p += 8) {
      const high = view.getInt32(p + 4, true);
      const low = view.getInt32(p, true);
      if (high === -1 && low >>> 0 >= FIRST_MARKER) {
        if (low === USER_DEFERRED) {
          i++; // the cookie of the chain that will follow in a record of its own
          p += 8;
        }
        mode = MODE_OF_MARKER.get(low) ?? mode;
        flags = mode;
      } else if (low !== 0 || high !== 0) {
        chain[depth++] = this.addresses.intern(low, high, flags);
        flags = mode | CODE_RETURN_ADDRESS;
      }
    }
    return depth === 0 ? this.internIp(view, ipAt, cpumode) : this.#intern(depth);
  }

  /** The node of a sample that has no chain; -1 when it has no instruction pointer either. */
  internIp(view: DataView, ipAt: number, cpumode: number): number {
    if (ipAt < 0) return -1;
    this.#chain[0] = this.addresses.intern(
      view.getInt32(ipAt, true),
      view.getInt32(ipAt + 4, true),
      modeOfCpu(cpumode),
    );
    return this.#intern(1);
  }

  /** The node of the caller, -1 for an outermost frame. */
  prefix(node: number): number {
    return this.#nodes[node * NODE_WORDS + PREFIX] as number;
  }

  /** -> addresses */
  address(node: number): number {
    return this.#nodes[node * NODE_WORDS + ADDRESS] as number;
  }

  #intern(depth: number): number {
    const chain = this.#chain;
    const last = this.#last;
    const shared = Math.min(depth, this.#lastDepth);
    let outer = 0; // distance from the outermost frame
    while (outer < shared && last[outer] === chain[depth - 1 - outer]) outer++;
    let node = outer === 0 ? -1 : (this.#lastNode[outer - 1] as number);
    for (; outer < depth; outer++) {
      const address = chain[depth - 1 - outer] as number;
      node = this.#child(node, address);
      last[outer] = address;
      this.#lastNode[outer] = node;
    }
    this.#lastDepth = depth;
    return node;
  }

  #child(prefix: number, address: number): number {
    const nodes = this.#nodes;
    if (prefix >= 0) {
      const recent = nodes[prefix * NODE_WORDS + RECENT_CHILD] as number;
      if (recent > 0 && nodes[recent * NODE_WORDS + ADDRESS] === address) return recent;
    }
    const child = this.#find(prefix, address);
    // a child is made after its parent, so node 0 is none's child and 0 can mean that there is none
    if (prefix >= 0) this.#nodes[prefix * NODE_WORDS + RECENT_CHILD] = child;
    return child;
  }

  #find(prefix: number, address: number): number {
    const nodes = this.#nodes;
    const mask = this.#slots.length - 1;
    let slot = hash(prefix, address, 0) & mask;
    for (;;) {
      const node = (this.#slots[slot] as number) - 1;
      if (node < 0) break;
      const at = node * NODE_WORDS;
      if (nodes[at + ADDRESS] === address && nodes[at + PREFIX] === prefix) return node;
      slot = (slot + 1) & mask;
    }
    if ((this.length + 1) * NODE_WORDS > nodes.length) {
      this.#grow();
      return this.#find(prefix, address); // its slot has moved
    }
    const node = this.length++;
    nodes[node * NODE_WORDS + PREFIX] = prefix;
    nodes[node * NODE_WORDS + ADDRESS] = address;
    this.#slots[slot] = node + 1;
    return node;
  }

  #grow(): void {
    this.#nodes = grown(this.#nodes, new Int32Array(this.#nodes.length * 2));
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let node = 0; node < this.length; node++) {
      let slot = hash(this.prefix(node), this.address(node), 0) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = node + 1;
    }
  }
}

/** Distinct addresses, each with the mode it ran in (flags: CODE_*). */
class AddressTable {
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

/** A node of the tree takes one line of four words, so that looking at it is one access to memory. */
const NODE_WORDS = 4;
const PREFIX = 0;
const ADDRESS = 1; // -> addresses
const RECENT_CHILD = 2; // 0 for none

const INITIAL = 1 << 14;

const FIRST_MARKER = 0xffff_f001; // low half of -4095
const USER_DEFERRED = -640;

/** PERF_CONTEXT_* -> the flags of the addresses that follow. */
const MODE_OF_MARKER: ReadonlyMap<number, number> = new Map([
  [-32, CODE_KERNEL], // HV
  [-128, CODE_KERNEL], // KERNEL
  [-512, 0], // USER
  [-640, 0], // USER_DEFERRED
  [-2048, CODE_GUEST], // GUEST
  [-2176, CODE_GUEST | CODE_KERNEL], // GUEST_KERNEL
  [-2560, CODE_GUEST], // GUEST_USER
]);

function modeOfCpu(cpumode: number): number {
  const kernel = cpumode === CPUMODE_KERNEL || cpumode === 3 || cpumode === CPUMODE_GUEST_KERNEL;
  return (kernel ? CODE_KERNEL : 0) | (cpumode >= CPUMODE_GUEST_KERNEL ? CODE_GUEST : 0);
}

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
