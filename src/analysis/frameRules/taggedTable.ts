import type { StackTable } from "../../model/stacks";

/**
 * The stacks of a table once more for every group of samples that are called with other frames: between those of the
 * group's roots and leaves. Of each group only the rows that its samples need.
 */
export class TaggedTable {
  readonly #table: StackTable;
  readonly #madeFor: Int32Array; // per row of the table: the group that #made is of
  readonly #made: Int32Array; // -> the new rows
  readonly #endFor: Int32Array; // the same of where samples end, behind the group's leaves
  readonly #ends: Int32Array;
  readonly #path: number[] = [];
  #prefix = new Int32Array(1 << 10);
  #frame = new Int32Array(1 << 10);
  #length = 0;
  #group = 0; // from 1 on
  #root = -1;
  #leaves: readonly number[] = [];
  #endOfNone = -1; // of samples without a stack

  constructor(table: StackTable) {
    this.#table = table;
    this.#madeFor = new Int32Array(table.length);
    this.#made = new Int32Array(table.length);
    this.#endFor = new Int32Array(table.length);
    this.#ends = new Int32Array(table.length);
  }

  /** Of the group that follows, outermost first. */
  begin(roots: readonly number[], leaves: readonly number[]): void {
    this.#group++;
    this.#leaves = leaves;
    this.#root = this.#under(-1, roots);
    this.#endOfNone = -1;
  }

  /** The new row at which a sample of this group ends that ended at this row, -1 for none. */
  end(row: number): number {
    if (row < 0) {
      if (this.#endOfNone < 0) this.#endOfNone = this.#under(this.#root, this.#leaves);
      return this.#endOfNone;
    }
    if (this.#endFor[row] !== this.#group) {
      this.#endFor[row] = this.#group;
      this.#ends[row] = this.#under(this.#rowOf(row), this.#leaves);
    }
    return this.#ends[row];
  }

  finish(): StackTable {
    const length = this.#length;
    return { length, prefix: this.#prefix.slice(0, length), frame: this.#frame.slice(0, length) };
  }

  #rowOf(row: number): number {
    const path = this.#path;
    let at = row;
    for (; at >= 0 && this.#madeFor[at] !== this.#group; at = this.#table.prefix[at]) path.push(at);
    let made = at < 0 ? this.#root : this.#made[at];
    for (let next = path.pop(); next !== undefined; next = path.pop()) {
      made = this.#push(made, this.#table.frame[next]);
      this.#madeFor[next] = this.#group;
      this.#made[next] = made;
    }
    return made;
  }

  #under(row: number, frames: readonly number[]): number {
    return frames.reduce((caller, frame) => this.#push(caller, frame), row);
  }

  #push(prefix: number, frame: number): number {
    if (this.#length === this.#prefix.length) {
      this.#prefix = doubled(this.#prefix);
      this.#frame = doubled(this.#frame);
    }
    this.#prefix[this.#length] = prefix;
    this.#frame[this.#length] = frame;
    return this.#length++;
  }
}

function doubled(column: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}
