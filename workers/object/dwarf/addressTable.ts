import type { SectionWindow } from "./sectionWindow";

/** A unit's addresses in .debug_addr, which is always that of the main file. */
export class AddressTable {
  readonly #window: SectionWindow | null;
  readonly #base: number;
  readonly #addressBytes: number;

  /** `base` is DW_AT_addr_base: behind the table's header. */
  constructor(window: SectionWindow | null, base: number, addressBytes: number) {
    this.#window = window;
    this.#base = base;
    this.#addressBytes = addressBytes;
  }

  /** NaN behind the end. Throws NotLoaded. */
  get(index: number): number {
    if (this.#window === null) return Number.NaN;
    const offset = this.#base + index * this.#addressBytes;
    if (!(offset + this.#addressBytes <= this.#window.size)) return Number.NaN;
    const address = this.#window.at(offset).address(this.#addressBytes);
    this.#window.check(offset);
    return address;
  }
}
