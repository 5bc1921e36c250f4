import { CODE_GUEST, CODE_KERNEL, type CodeTable, type Module, type StackTable } from "../../../src/model/stacks";
import { CodeInterner } from "../../profile/codeInterner";
import { StackInterner } from "../../profile/stackInterner";
import { type AddressSpace, AddressSpaces, mappingAt } from "./addressSpace";
import type { CallchainInterner } from "./callchain";
import { KERNEL_PID, type Recording } from "./recording";

/**
 * Turns raw call chains into stacks of module + offset. The same chain means different code in different address
 * spaces, so what is resolved, once each, are pairs of (address space, chain).
 */
export class StackResolver {
  readonly #chains: CallchainInterner;
  readonly #spaces: AddressSpaces;
  readonly #kernel: AddressSpace | null;
  readonly #modules: readonly Module[];
  readonly #pairs = new StackInterner(); // (space + 1, chain) -> a row
  #stackOfPair = new Int32Array(1 << 12).fill(-1);
  readonly #codes = new CodeInterner();
  readonly #stacks = new StackInterner();
  readonly #path: number[] = [];

  constructor(recording: Recording, modules: readonly Module[]) {
    this.#chains = recording.chains;
    this.#modules = modules;
    this.#spaces = new AddressSpaces(recording.spaceEvents);
    this.#kernel = this.#spaces.at(KERNEL_PID, Infinity);
  }

  /** The stack of a chain that a process had at a time; -1 for an empty chain. */
  resolve(chain: number, pid: number, time: number): number {
    return chain < 0 ? -1 : this.#resolveIn(chain, this.#spaces.at(pid, time));
  }

  finish(): { readonly codes: CodeTable; readonly stacks: StackTable } {
    return { codes: this.#codes.finish(), stacks: this.#stacks.finish() };
  }

  #resolveIn(chain: number, space: AddressSpace | null): number {
    const spaceId = space === null ? -1 : space.id;
    let stack = -1;
    // 1. up from the leaf to the first chain that is resolved already
    for (let node = chain; node >= 0; node = this.#chains.prefix[node] as number) {
      const pair = this.#pairs.intern(spaceId, node);
      stack = this.#stackOf(pair);
      if (stack >= 0) break;
      this.#path.push(node, pair);
    }
    // 2. and down again
    while (this.#path.length > 0) {
      const pair = this.#path.pop() as number;
      const node = this.#path.pop() as number;
      stack = this.#stacks.intern(stack, this.#code(node, space));
      this.#stackOfPair[pair] = stack;
    }
    return stack;
  }

  #stackOf(pair: number): number {
    if (pair >= this.#stackOfPair.length) {
      const larger = new Int32Array(Math.max(pair + 1, this.#stackOfPair.length * 2)).fill(-1);
      larger.set(this.#stackOfPair);
      this.#stackOfPair = larger;
    }
    return this.#stackOfPair[pair] as number;
  }

  #code(node: number, space: AddressSpace | null): number {
    const address = this.#chains.address(node);
    const flags = this.#chains.flags[node] as number;
    const within = (flags & CODE_GUEST) !== 0 ? null : (flags & CODE_KERNEL) !== 0 ? this.#kernel : space;
    const mapping = within === null ? null : mappingAt(within, address);
    if (mapping === null) return this.#codes.intern(-1, address, flags);
    const absolute = this.#modules[mapping.module]?.addressing === "absolute";
    return this.#codes.intern(mapping.module, absolute ? address : address - mapping.start + mapping.fileOffset, flags);
  }
}
