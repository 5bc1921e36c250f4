import { extremeRows } from "../../../../src/model/extremes";
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

  /** 0 while GOGC is off (runtime/traceruntime.go, HeapGoal). */
  goal(ns: number, value: number): void {
    this.#goal = value > 0 ? value : Number.NaN;
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
    const rows = extremeRows(this.#allocs, this.#length, 4);
    for (let at = 0; at < rows.length; at++) this.#keep(rows[at], at);
    this.#thinned += this.#length - rows.length;
    this.#length = rows.length;
  }

  #keep(row: number, as: number): void {
    this.#time[as] = this.#time[row];
    this.#allocs[as] = this.#allocs[row];
    this.#goals[as] = this.#goals[row];
  }
}
