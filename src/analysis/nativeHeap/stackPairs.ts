import type { StackTable } from "../../model/stacks";

/**
 * The two stacks of a call of the allocator. On entry the function has no frame yet, so a chain of frame pointers lacks
 * its caller; on return the chain begins with the address there that it returns to:
 *
 *   entry   malloc                  main   __libc_start_main
 *   return           make_label     main   __libc_start_main
 *   joined  malloc   make_label     main   __libc_start_main
 *
 * Where the entry's stack was unwound it lacks nothing and is the longer one.
 */
export class StackPairs {
  readonly #depth: Int32Array; // per recorded stack: its frames

  constructor({ length, prefix }: StackTable) {
    this.#depth = new Int32Array(length);
    for (let row = 0; row < length; row++) this.#depth[row] = 1 + this.#depthOf(prefix[row]);
  }

  /** Of two recorded stacks, of which -1 stands for none. */
  isEntryWhole(entry: number, back: number): boolean {
    return this.#depthOf(entry) > this.#depthOf(back) + 1;
  }

  #depthOf(row: number): number {
    return row < 0 ? 0 : this.#depth[row];
  }
}
