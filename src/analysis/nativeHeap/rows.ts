/** Columns of rows that come and go: a row that was let go of is given out again. */
export class Rows<Columns extends Readonly<Record<string, Float64Array | Int32Array>>> {
  columns: Columns;
  readonly #make: (length: number) => Columns;
  #length = 0;
  #free: Int32Array = new Int32Array(FIRST_ROWS);
  #freeLength = 0;

  constructor(make: (length: number) => Columns) {
    this.#make = make;
    this.columns = make(FIRST_ROWS);
  }

  /** A row with whatever was in it before. */
  take(): number {
    if (this.#freeLength > 0) return this.#free[--this.#freeLength];
    if (this.#length === this.#free.length) this.#grow();
    return this.#length++;
  }

  letGo(row: number): void {
    this.#free[this.#freeLength++] = row;
  }

  #grow(): void {
    const larger = this.#make(this.#free.length * 2);
    for (const [name, column] of Object.entries(this.columns)) larger[name].set(column);
    this.columns = larger;
    const free = new Int32Array(this.#free.length * 2);
    free.set(this.#free);
    this.#free = free;
  }
}

const FIRST_ROWS = 1 << 8;
