import type { HeapSizes } from "../../../../src/model/goTrace";

/** HeapAlloc and HeapGoal while they are read: at most `max` rows. */
export class HeapSizeSeries {
  #length = 0;
  #thinned = 0;
  #alloc = Number.NaN;
  #goal = Number.NaN;
  readonly #max: number;
  #time = new Float64Array(1024);
  #allocs = new Float64Array(1024);
  #goals = new Float64Array(1024);

  constructor(max: number) {
    this.#max = max;
  }

  get length(): number {
    return this.#length;
  }

  alloc(ns: number, value: number): void {
    this.#alloc = value;
    this.#push(ns);
  }

  goal(ns: number, value: number): void {
    this.#goal = value;
    this.#push(ns);
  }

  finish(): HeapSizes {
    const length = this.#length;
    return {
      timeNs: this.#time.slice(0, length),
      heapAlloc: this.#allocs.slice(0, length),
      heapGoal: this.#goals.slice(0, length),
      thinned: this.#thinned,
    };
  }

  #push(ns: number): void {
    if (this.#length === this.#time.length) {
      if (this.#length < this.#max) this.#grow();
      else this.#thin();
    }
    const row = this.#length++;
    this.#time[row] = ns;
    this.#allocs[row] = this.#alloc;
    this.#goals[row] = this.#goal;
  }

  #grow(): void {
    const rows = Math.min(this.#max, this.#length * 2);
    const grown = (column: Float64Array<ArrayBuffer>) => {
      const larger = new Float64Array(rows);
      larger.set(column);
      return larger;
    };
    this.#time = grown(this.#time);
    this.#allocs = grown(this.#allocs);
    this.#goals = grown(this.#goals);
  }

  /** Of each four rows the least and the greatest HeapAlloc stay, in their order. */
  #thin(): void {
    const allocs = this.#allocs;
    let kept = 0;
    for (let from = 0; from < this.#length; from += 4) {
      let [least, greatest] = [from, from];
      for (let row = from + 1; row < Math.min(from + 4, this.#length); row++) {
        if (allocs[row] < allocs[least]) least = row;
        if (allocs[row] >= allocs[greatest]) greatest = row;
      }
      this.#keep(Math.min(least, greatest), kept++);
      if (least !== greatest) this.#keep(Math.max(least, greatest), kept++);
    }
    this.#thinned += this.#length - kept;
    this.#length = kept;
  }

  #keep(row: number, as: number): void {
    this.#time[as] = this.#time[row];
    this.#allocs[as] = this.#allocs[row];
    this.#goals[as] = this.#goals[row];
  }
}
