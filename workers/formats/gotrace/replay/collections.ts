import type { TracedGcs } from "../../../../src/model/goTrace";
import { GrowingColumn } from "../../../profile/growingColumn";

const doubles = () => new GrowingColumn((length) => new Float64Array(length));

/** Garbage collections by their begins and ends, which are on different threads. One at a time. */
export class Collections {
  lost = 0; // beyond the limit
  readonly #max: number;
  readonly #begin = doubles();
  readonly #end = doubles();
  #isOpen = false;
  #seen = false;

  constructor(max: number) {
    this.#max = max;
  }

  begins(ns: number): void {
    if (this.#begin.length >= this.#max) {
      this.lost++;
      return;
    }
    if (this.#isOpen) this.#end.push(Number.NaN);
    this.#begin.push(ns);
    this.#isOpen = true;
    this.#seen = true;
  }

  /** One goes on: of interest only where nothing has said so. */
  goesOn(): void {
    if (!this.#seen) this.begins(Number.NaN);
  }

  ends(ns: number): void {
    this.goesOn();
    if (!this.#isOpen) return;
    this.#end.push(ns);
    this.#isOpen = false;
  }

  finish(): TracedGcs {
    if (this.#isOpen) this.#end.push(Number.NaN);
    return { beginNs: this.#begin.finish(null), endNs: this.#end.finish(null) };
  }
}
