import type { SpaceMappings } from "../../../src/model/stackDumps";
import { CODE_GUEST, CODE_KERNEL, type CodeTable, type Module, type StackTable } from "../../../src/model/stacks";
import { CodeInterner } from "../../profile/codeInterner";
import { StackInterner } from "../../profile/stackInterner";
import { type AddressSpace, AddressSpaces, mappingAt } from "./addressSpace";
import type { AddressTable } from "./addressTable";
import { guestKernelPid, KERNEL_PID } from "./recordHandlers";
import type { Recording } from "./recording";
import { spaceMappings } from "./spaceMappings";

/**
 * Turns raw call chains into stacks of module + offset. The same chain means different code in different address
 * spaces, so what is resolved, once each, are pairs of (address space, chain).
 */
export class StackResolver {
  readonly chains: StackTable; // as recorded: frame -> addresses
  readonly #addresses: AddressTable;
  readonly #spaces: AddressSpaces;
  readonly #kernel: AddressSpace | null;
  readonly #modules: readonly Module[];
  readonly #stackOfChain: SpaceTable;
  readonly #codeOfAddress: SpaceTable;
  readonly #codes = new CodeInterner();
  readonly #stacks = new StackInterner();
  readonly #path: number[] = [];
  #spaceMappings: SpaceMappings | null = null;

  constructor(recording: Recording, modules: readonly Module[]) {
    this.chains = recording.chains.finish();
    this.#addresses = recording.chains.addresses;
    this.#stackOfChain = new SpaceTable(this.chains.length);
    this.#codeOfAddress = new SpaceTable(this.#addresses.length);
    this.#modules = modules;
    this.#spaces = new AddressSpaces(recording.spaceEvents);
    this.#kernel = this.#spaces.at(KERNEL_PID, Infinity);
  }

  /** The stack of a chain that a process had at a time; -1 for an empty chain. */
  resolve(chain: number, pid: number, time: number): number {
    return chain < 0 ? -1 : this.#resolveIn(chain, this.#spaces.at(pid, time));
  }

  /** Index in spaceMappings() of the memory that a process had at a time; -1 for none. */
  space(pid: number, time: number): number {
    return this.#spaces.at(pid, time)?.id ?? -1;
  }

  spaceMappings(): SpaceMappings {
    this.#spaceMappings ??= spaceMappings(this.#spaces);
    return this.#spaceMappings;
  }

  finish(): { readonly codes: CodeTable; readonly stacks: StackTable } {
    return { codes: this.#codes.finish(), stacks: this.#stacks.finish() };
  }

  #resolveIn(chain: number, space: AddressSpace | null): number {
    const spaceId = space === null ? -1 : space.id;
    const path = this.#path;
    let stack = -1;
    // 1. up from the leaf to the first chain that is resolved already
    for (let node = chain; node >= 0; node = this.chains.prefix[node] as number) {
      stack = this.#stackOfChain.get(spaceId, node);
      if (stack >= 0) break;
      path.push(node);
    }
    // 2. and down again
    while (path.length > 0) {
      const node = path.pop() as number;
      stack = this.#stacks.intern(stack, this.#code(this.chains.frame[node] as number, space, spaceId));
      this.#stackOfChain.set(spaceId, node, stack);
    }
    return stack;
  }

  #code(address: number, space: AddressSpace | null, spaceId: number): number {
    const known = this.#codeOfAddress.get(spaceId, address);
    if (known >= 0) return known;
    const code = this.#newCode(this.#addresses.value(address), this.#addresses.flags(address), space);
    this.#codeOfAddress.set(spaceId, address, code);
    return code;
  }

  /** The mappings that an address of a process is to be looked up in; of programs inside a virtual machine there are none. */
  #within(flags: number, space: AddressSpace | null): AddressSpace | null {
    if ((flags & CODE_GUEST) === 0) return (flags & CODE_KERNEL) !== 0 ? this.#kernel : space;
    if ((flags & CODE_KERNEL) === 0) return null;
    const own = space === null ? null : this.#spaces.at(guestKernelPid(space.pid), Infinity);
    return own ?? this.#spaces.at(guestKernelPid(0), Infinity);
  }

  #newCode(address: number, flags: number, space: AddressSpace | null): number {
    const within = this.#within(flags, space);
    const mapping = within === null ? null : mappingAt(within, address);
    if (mapping === null) return this.#codes.intern(-1, address, flags);
    const absolute = this.#modules[mapping.module]?.addressing === "absolute";
    return this.#codes.intern(mapping.module, absolute ? address : address - mapping.start + mapping.fileOffset, flags);
  }
}

/** Spaces that get a plain array. Most recordings have one that matters; a system-wide one has thousands. */
const DENSE_SPACES = 4;

/** A number per address space and row, -1 until it is set. */
class SpaceTable {
  readonly #rows: number;
  readonly #dense = new Map<number, Int32Array>();
  readonly #pairs = new StackInterner();
  #pairValues = new Int32Array(1 << 12).fill(-1);
  #lastSpace = Number.NaN;
  #lastDense: Int32Array | null = null;

  constructor(rows: number) {
    this.#rows = rows;
  }

  get(space: number, row: number): number {
    const dense = this.#denseOf(space);
    return dense === null ? (this.#pairValues[this.#pair(space, row)] as number) : (dense[row] as number);
  }

  set(space: number, row: number, value: number): void {
    const dense = this.#denseOf(space);
    if (dense === null) this.#pairValues[this.#pair(space, row)] = value;
    else dense[row] = value;
  }

  #denseOf(space: number): Int32Array | null {
    if (space !== this.#lastSpace) {
      this.#lastSpace = space;
      this.#lastDense = this.#dense.get(space) ?? null;
      if (this.#lastDense === null && this.#dense.size < DENSE_SPACES) {
        this.#lastDense = new Int32Array(this.#rows).fill(-1);
        this.#dense.set(space, this.#lastDense);
      }
    }
    return this.#lastDense;
  }

  #pair(space: number, row: number): number {
    const pair = this.#pairs.intern(space, row);
    if (pair >= this.#pairValues.length) {
      const larger = new Int32Array(this.#pairValues.length * 2).fill(-1);
      larger.set(this.#pairValues);
      this.#pairValues = larger;
    }
    return pair;
  }
}
