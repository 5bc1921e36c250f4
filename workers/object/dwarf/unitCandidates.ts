import { MAX_UNITS_PER_ADDRESS } from "../limits";
import { lowerBound } from "./ascending";

/** The addresses that are to be looked up in one unit. */
export interface UnitWork {
  readonly unit: number; // offset in .debug_info
  readonly indexes: Int32Array; // -> the addresses, ascending
}

/** Which units may have the code of which addresses, as tables and units say. */
export class UnitCandidates {
  readonly #addresses: Float64Array; // ascending
  readonly #isDone: Uint8Array;
  readonly #first: Float64Array; // the unit that was tried first, -1 for none
  readonly #others = new Map<number, number[]>(); // further ones
  #units: number[] = []; // added since the last take, with #indexes
  #indexes: number[] = [];

  constructor(addresses: Float64Array) {
    this.#addresses = addresses;
    this.#isDone = new Uint8Array(addresses.length);
    this.#first = new Float64Array(addresses.length).fill(-1);
  }

  /** The unit says that it has the code [start, end). */
  add(start: number, end: number, unit: number): void {
    for (let i = lowerBound(this.#addresses, start); i < this.#addresses.length && this.#addresses[i] < end; i++) {
      this.#try(unit, i);
    }
  }

  /** The unit does not say what code it has. */
  addEverything(unit: number, left: Int32Array): void {
    for (const index of left) this.#try(unit, index);
  }

  /** The addresses that no unit had so far. */
  left(): Int32Array {
    return Int32Array.from(this.#isDone.keys()).filter((index) => this.#isDone[index] === 0);
  }

  #try(unit: number, index: number): void {
    if (this.#isDone[index] !== 0) return;
    if (this.#first[index] === unit) return;
    if (this.#first[index] < 0) this.#first[index] = unit;
    else {
      const others = this.#others.get(index) ?? [];
      if (others.length >= MAX_UNITS_PER_ADDRESS || others.includes(unit)) return;
      this.#others.set(index, [...others, unit]);
    }
    this.#units.push(unit);
    this.#indexes.push(index);
  }

  done(index: number): void {
    this.#isDone[index] = 1;
  }

  isDone(index: number): boolean {
    return this.#isDone[index] !== 0;
  }

  get isFinished(): boolean {
    return this.#isDone.indexOf(0) < 0;
  }

  /** What was added since the last call, by unit in the order of the section. */
  take(): readonly UnitWork[] {
    const byUnit = new Map<number, number[]>();
    for (const [i, unit] of this.#units.entries()) {
      const indexes = byUnit.get(unit);
      if (indexes === undefined) byUnit.set(unit, [this.#indexes[i]]);
      else indexes.push(this.#indexes[i]);
    }
    this.#units = [];
    this.#indexes = [];
    return [...byUnit]
      .sort(([a], [b]) => a - b)
      .map(([unit, indexes]) => ({ unit, indexes: Int32Array.from(indexes).sort() }));
  }
}
