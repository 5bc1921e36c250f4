import { Rows } from "./rows";

/**
 * Calls that have begun and not come back: a stack per thread, because a function of the family may call another
 * (reallocarray calls realloc, realloc(NULL) calls malloc). The innermost is the first to return.
 */
export class PendingCalls {
  readonly #rows = new Rows((length) => ({
    below: new Int32Array(length), // -> rows, -1 for none
    depth: new Int32Array(length),
    func: new Int32Array(length),
    size: new Float64Array(length),
    address: new Float64Array(length), // of the block that is to be replaced, 0 for none
    held: new Int32Array(length), // that block, -1 where it is not known or was freed inside
    entry: new Int32Array(length), // stack
    given: new Float64Array(length), // address of the block that the last call inside of it gave, 0 for none
    order: new Float64Array(length), // number of the event
  }));
  readonly #top: Int32Array; // by thread
  /** Calls that were given up. */
  dropped = 0;

  constructor(threads: number) {
    this.#top = new Int32Array(threads).fill(-1);
  }

  get columns() {
    return this.#rows.columns;
  }

  top(thread: number): number {
    return this.#top[thread];
  }

  /** A new call on top of the thread's. `letGo` is told of those that are given up because nothing nests so deep. */
  push(thread: number, letGo: (row: number) => void): number {
    const top = this.#top[thread];
    if (top >= 0 && this.columns.depth[top] >= MAX_NESTING) this.dropAll(thread, letGo);
    const below = this.#top[thread];
    const row = this.#rows.take();
    this.columns.below[row] = below;
    this.columns.depth[row] = below < 0 ? 1 : this.columns.depth[below] + 1;
    this.#top[thread] = row;
    return row;
  }

  /** The innermost call of a function, now on top: those inside of it never came back. -1 for none. */
  find(thread: number, func: number, letGo: (row: number) => void): number {
    const { columns } = this;
    let row = this.#top[thread];
    while (row >= 0 && columns.func[row] !== func) row = columns.below[row];
    if (row < 0) return -1;
    while (this.#top[thread] !== row) this.#drop(thread, letGo);
    return row;
  }

  pop(thread: number): void {
    const row = this.#top[thread];
    this.#top[thread] = this.columns.below[row];
    this.#rows.letGo(row);
  }

  /** The call that is replacing the block at an address; -1 for none. */
  replacing(thread: number, address: number): number {
    const { columns } = this;
    let row = this.#top[thread];
    while (row >= 0 && columns.address[row] !== address) row = columns.below[row];
    return row;
  }

  dropAll(thread: number, letGo: (row: number) => void): void {
    while (this.#top[thread] >= 0) this.#drop(thread, letGo);
  }

  #drop(thread: number, letGo: (row: number) => void): void {
    letGo(this.#top[thread]);
    this.pop(thread);
    this.dropped++;
  }
}

const MAX_NESTING = 16;
