import { CODE_GUEST, CODE_KERNEL, CODE_RETURN_ADDRESS, type StackTable } from "../../../src/model/stacks";
import { MAX_CHAIN } from "../../io/limits";
import { StackInterner } from "../../profile/stackInterner";
import { AddressTable } from "./addressTable";
import { CPUMODE_GUEST_KERNEL, CPUMODE_KERNEL } from "./recordType";

/**
 * Call chains as they come in: a tree of addresses, interned while reading, before it is known what was mapped
 * where. A chain lists the leaf first; context markers (`enum perf_callchain_context`, the values from -4095 up)
 * say in which mode the following addresses ran. The first address after a marker is where the processor was, the
 * later ones are return addresses.
 *
 * There are tens of millions of addresses and few distinct ones. So an address becomes a small number first (its
 * table stays in the processor's cache), and the frames shared with the chain before are not looked up again.
 */
export class CallchainInterner {
  readonly addresses = new AddressTable();
  readonly #tree = new StackInterner();

  readonly #chain = new Int32Array(MAX_CHAIN); // -> addresses, leaf first
  readonly #last = new Int32Array(MAX_CHAIN); // the chain before, outermost first
  readonly #lastNode = new Int32Array(MAX_CHAIN);
  #lastDepth = 0;

  /** Of the last chain: whether its user part comes in a record of its own, by which cookie, and the node of the rest. */
  deferred = false;
  cookieLow = 0;
  cookieHigh = 0;
  kernelNode = -1;

  /**
   * The node of the chain of `count` addresses at `at`. A chain without any address is that of the sampled
   * instruction pointer alone. `leafFlags`: of where the user's part begins, 0 or CODE_RETURN_ADDRESS.
   */
  internChain(view: DataView, at: number, count: number, ipAt: number, cpumode: number, leafFlags = 0): number {
    const depth = this.#take(view, at, count, cpumode, leafFlags);
    const node = depth === 0 ? this.internIp(view, ipAt, cpumode, leafFlags) : this.#intern(depth);
    this.kernelNode = depth === 0 ? -1 : node;
    return node;
  }

  /**
   * The node of a chain whose user part is in the branch stack (`--call-graph lbr`): the function that ran is the
   * target of the newest branch, its callers are where the branches came from (util/machine.c
   * `resolve_lbr_callchain_sample`). Branches are `{ from, to, flags }`, the newest first.
   */
  internCallStack(
    view: DataView,
    at: number,
    count: number,
    branches: number,
    branchCount: number,
    cpumode: number,
  ): number {
    const chain = this.#chain;
    let kernel = 0;
    while (kernel < count && !isMarker(view, at + kernel * 8, USER)) kernel++;
    let depth = this.#take(view, at, kernel, cpumode, 0);
    const push = (place: number): void => {
      if (depth === MAX_CHAIN) return;
      chain[depth++] = this.addresses.intern(view.getInt32(place, true), view.getInt32(place + 4, true), 0);
    };
    push(branches + 8);
    for (let i = 0, p = branches; i < branchCount; i++, p += BRANCH_BYTES) push(p);
    return this.#intern(depth);
  }

  /** The node of user frames with kernel frames on top of them; either is -1 for none. */
  joined(kernel: number, user: number): number {
    const path: number[] = [];
    for (let node = kernel; node >= 0; node = this.#tree.prefixOf(node)) path.push(this.#tree.frameOf(node));
    let node = user;
    while (path.length > 0) node = this.#tree.intern(node, path.pop() as number);
    return node;
  }

  /** Reads addresses and markers into #chain. How many addresses these are. */
  #take(view: DataView, at: number, count: number, cpumode: number, leafFlags: number): number {
    const chain = this.#chain;
    let depth = 0;
    let mode = modeOfCpu(cpumode);
    let flags = mode | leafFlags;
    this.deferred = false;
    for (let i = 0, p = at; i < count; i++, p += 8) {
      const high = view.getInt32(p + 4, true);
      const low = view.getInt32(p, true);
      if (high === -1 && low >>> 0 >= FIRST_MARKER) {
        if (low === USER_DEFERRED) {
          i++; // the cookie of the chain that will follow in a record of its own
          p += 8;
          if (i < count) {
            this.deferred = true;
            this.cookieLow = view.getInt32(p, true);
            this.cookieHigh = view.getInt32(p + 4, true);
          }
        }
        mode = MODE_OF_MARKER.get(low) ?? mode;
        flags = mode | leafFlags;
      } else if (low !== 0 || high !== 0) {
        chain[depth++] = this.addresses.intern(low, high, flags);
        flags = mode | CODE_RETURN_ADDRESS;
      }
    }
    return depth;
  }

  /** The node of a sample that has no chain; -1 when it has no instruction pointer either. */
  internIp(view: DataView, ipAt: number, cpumode: number, leafFlags = 0): number {
    if (ipAt < 0) return -1;
    this.#chain[0] = this.addresses.intern(
      view.getInt32(ipAt, true),
      view.getInt32(ipAt + 4, true),
      modeOfCpu(cpumode) | leafFlags,
    );
    return this.#intern(1);
  }

  /** The tree: rows of callers first, frame -> addresses. Nothing can be added afterwards. */
  finish(): StackTable {
    return this.#tree.finish();
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
      node = this.#tree.intern(node, address);
      last[outer] = address;
      this.#lastNode[outer] = node;
    }
    this.#lastDepth = depth;
    return node;
  }
}

const FIRST_MARKER = 0xffff_f001; // low half of -4095
const USER = -512;
const USER_DEFERRED = -640;
const BRANCH_BYTES = 24;

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

function isMarker(view: DataView, at: number, marker: number): boolean {
  return view.getInt32(at, true) === marker && view.getInt32(at + 4, true) === -1;
}

function modeOfCpu(cpumode: number): number {
  const kernel = cpumode === CPUMODE_KERNEL || cpumode === 3 || cpumode === CPUMODE_GUEST_KERNEL;
  return (kernel ? CODE_KERNEL : 0) | (cpumode >= CPUMODE_GUEST_KERNEL ? CODE_GUEST : 0);
}
