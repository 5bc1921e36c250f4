import type { ExpandedStacks, NamedStacks } from "../../model/stacks";
import { expandedStacks } from "../expandedStacks";
import { StackPairs } from "./stackPairs";

/** Who called the allocator, of the two stacks of a call. */
export class CallerRows {
  readonly #expanded: ExpandedStacks;
  readonly #frames: NamedStacks["frames"];
  readonly #pairs: StackPairs;

  constructor(named: NamedStacks) {
    this.#expanded = expandedStacks(named);
    this.#frames = named.frames;
    this.#pairs = new StackPairs(named.recorded);
  }

  /** The named stack of the callers, for recorded stacks of which -1 stands for none; -1 where nothing tells. */
  of(entry: number, back: number): number {
    const { leaf } = this.#expanded;
    if (this.#pairs.isEntryWhole(entry, back)) return this.#callerOf(leaf[entry]);
    return back < 0 ? -1 : leaf[back];
  }

  /** Past the frames of the leaf's code. */
  #callerOf(leaf: number): number {
    const { stacks } = this.#expanded;
    let row = leaf;
    while (row >= 0 && this.#frames.inlined[stacks.frame[row]] === 1) row = stacks.prefix[row];
    return row < 0 ? -1 : stacks.prefix[row];
  }
}
