/**
 * The addresses that linkers leave in the debug information of code they threw away: 0 (GNU ld; also 1, in
 * .debug_ranges, where 0 ends a list), -1 and, where -1 has a meaning of its own, -2 (lld).
 */
export class Tombstones {
  readonly #hasCodeAtZero: boolean;
  readonly #top: number;

  constructor(addressBytes: number, hasCodeAtZero: boolean) {
    this.#hasCodeAtZero = hasCodeAtZero;
    this.#top = addressBytes === 8 ? -1 : 2 ** (8 * addressBytes) - 1;
  }

  /** Whether what starts there is no code of this file. */
  has(address: number): boolean {
    if (address === this.#top || address === this.#top - 1) return true;
    return (address === 0 || address === 1) && !this.#hasCodeAtZero;
  }
}
