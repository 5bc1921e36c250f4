import type { NamedStacks } from "../../model/stacks";
import { expandedStacks } from "../expandedStacks";

/**
 * Stack rows by location, pprof's word for a code address with the inlined calls in it: a location's rows follow each
 * other, the outermost call first, and all but that one are inlined into their callers.
 */
export class Locations {
  readonly length: number; // rows
  readonly prefix: Int32Array;
  readonly frame: Int32Array;
  readonly codes: number; // how many there are
  readonly #code: Int32Array; // per frame
  readonly #inlined: Uint8Array;

  constructor(named: NamedStacks) {
    const { frames, codeSymbol } = named;
    const { stacks } = expandedStacks(named);
    this.length = stacks.length;
    this.prefix = stacks.prefix;
    this.frame = stacks.frame;
    this.codes = codeSymbol.length;
    this.#code = frames.code;
    this.#inlined = frames.inlined;
  }

  codeOf(row: number): number {
    return this.#code[this.frame[row]];
  }

  /** The row around this one in the same location, -1 for the outermost. */
  around(row: number): number {
    const caller = this.prefix[row];
    return this.#inlined[this.frame[row]] === 1 && caller >= 0 && this.codeOf(caller) === this.codeOf(row)
      ? caller
      : -1;
  }
}
