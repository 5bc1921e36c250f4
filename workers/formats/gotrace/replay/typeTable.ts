import type { TracedTypes } from "../../../../src/model/goTrace";
import { doubles } from "../rowColumn";

/** Types of a whole trace. Their ids are of one generation; their addresses are of the process. */
export class TypeTable {
  readonly #names: string[] = [];
  readonly #bytes: number[] = [];
  readonly #rows = new Map<string, number>();
  readonly #allocated = doubles();
  readonly #freed = doubles();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  /** The row of a type; -1 when there is no room for one more. */
  row(address: number, name: string, bytes: number): number {
    const key = `${address} ${bytes} ${name}`;
    let row = this.#rows.get(key);
    if (row === undefined) {
      if (this.#names.length >= this.#max) return -1;
      row = this.#names.push(name) - 1;
      this.#bytes.push(bytes);
      this.#rows.set(key, row);
      this.#allocated.set(row, 0);
      this.#freed.set(row, 0);
    }
    return row;
  }

  /** `type` is -1 where it is not known. */
  born(type: number): void {
    if (type >= 0) this.#allocated.set(type, this.#allocated.get(type) + 1);
  }

  died(type: number): void {
    if (type >= 0) this.#freed.set(type, this.#freed.get(type) + 1);
  }

  finish(): TracedTypes {
    const { length } = this.#names;
    const allocated = this.#allocated.finish(length);
    const freed = this.#freed.finish(length);
    return {
      length,
      names: this.#names,
      bytes: Float64Array.from(this.#bytes),
      allocated,
      freed,
      live: allocated.map((count, type) => count - freed[type]),
    };
  }
}
