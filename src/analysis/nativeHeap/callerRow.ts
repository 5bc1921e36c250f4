import type { ExpandedStacks, NamedStacks } from "../../model/stacks";
import { expandedStacks } from "../expandedStacks";

/**
 * Who called the allocator, of the two stacks of a call. On entry the function has no frame yet, so a chain of frame
 * pointers lacks its caller; on return the chain begins with the address there that it returns to:
 *
 *   entry   malloc                  main   __libc_start_main
 *   return           make_label     main   __libc_start_main
 *   joined  malloc   make_label     main   __libc_start_main
 *
 * Where the entry's stack was unwound it lacks nothing and is the longer one.
 */
export class CallerRows {
  readonly #expanded: ExpandedStacks;
  readonly #frames: NamedStacks["frames"];
  readonly #depth: Int32Array; // per named stack: frames that no compiler put inside another

  constructor(named: NamedStacks) {
    const { frames } = named;
    this.#expanded = expandedStacks(named);
    this.#frames = frames;
    const { stacks } = this.#expanded;
    this.#depth = new Int32Array(stacks.length);
    for (let row = 0; row < stacks.length; row++) {
      const caller = stacks.prefix[row];
      const own = 1 - frames.inlined[stacks.frame[row]];
      this.#depth[row] = own + (caller < 0 ? 0 : this.#depth[caller]);
    }
  }

  /** The named stack of the callers, for recorded stacks of which -1 stands for none; -1 where nothing tells. */
  of(entry: number, back: number): number {
    const { leaf } = this.#expanded;
    const entered = entry < 0 ? -1 : leaf[entry];
    const returned = back < 0 ? -1 : leaf[back];
    return this.#depthOf(entered) > this.#depthOf(returned) + 1 ? this.#callerOf(entered) : returned;
  }

  #depthOf(row: number): number {
    return row < 0 ? 0 : this.#depth[row];
  }

  /** Past the frames of the leaf's code. */
  #callerOf(leaf: number): number {
    const { stacks } = this.#expanded;
    let row = leaf;
    while (row >= 0 && this.#frames.inlined[stacks.frame[row]] === 1) row = stacks.prefix[row];
    return row < 0 ? -1 : stacks.prefix[row];
  }
}
