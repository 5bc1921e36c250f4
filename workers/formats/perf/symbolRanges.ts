import { CAPTURE_SYMBOLS_MAX } from "../../io/limits";

/** Names of ranges of addresses that the capture itself brings. Where ranges begin alike, the last one added counts. */
export class SymbolRanges {
  readonly #symbols: { readonly start: number; readonly end: number; readonly name: string }[] = [];
  #isSorted = true;

  get length(): number {
    return this.#symbols.length;
  }

  add(start: number, bytes: number, name: string): void {
    if (this.#symbols.length === CAPTURE_SYMBOLS_MAX) return;
    this.#symbols.push({ start, end: start + bytes, name });
    this.#isSorted = false;
  }

  /** Null where no range covers the address. */
  at(address: number): string | null {
    if (!this.#isSorted) this.#symbols.sort((a, b) => a.start - b.start);
    this.#isSorted = true;
    let low = 0;
    let high = this.#symbols.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#symbols[middle]?.start ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    const symbol = this.#symbols[low - 1];
    return symbol !== undefined && address < symbol.end ? symbol.name : null;
  }
}
