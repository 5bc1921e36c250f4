import { DecodeError } from "../../../src/model/decodeError";
import { DWARF_FREE_BYTES, DWARF_MAX_READINGS } from "../limits";

/**
 * How often one run may go over a section. Units, lists and programs may be referred to any number of times: without
 * this a small file could ask for hours of work.
 */
export class WorkLimit {
  readonly #where: string;
  #left: number;

  constructor(where: string, sectionBytes: number) {
    this.#where = where;
    this.#left = DWARF_MAX_READINGS * sectionBytes + DWARF_FREE_BYTES;
  }

  /** Throws DecodeError when it is used up. */
  take(bytes: number): void {
    this.#left -= bytes;
    if (this.#left >= 0) return;
    throw new DecodeError("TooLarge", this.#where, 0, `read more than ${DWARF_MAX_READINGS} times over`);
  }
}
