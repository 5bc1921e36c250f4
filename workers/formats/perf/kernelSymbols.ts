import { KERNEL_SYMBOLS_MAX } from "../../io/limits";

/** Code that the kernel made while recording (BPF programs, trampolines, copies for kprobes), by KSYMBOL records. */
export class KernelSymbols {
  readonly #symbols: { readonly start: number; readonly end: number; readonly name: string }[] = [];
  #sorted = true;

  get length(): number {
    return this.#symbols.length;
  }

  add(start: number, length: number, name: string): void {
    if (this.#symbols.length === KERNEL_SYMBOLS_MAX) return;
    this.#symbols.push({ start, end: start + length, name });
    this.#sorted = false;
  }

  /** The name of the code at an address, that which came last where there were several; null for none. */
  at(address: number): string | null {
    if (!this.#sorted) this.#symbols.sort((a, b) => a.start - b.start); // stable: of equal starts the last comes last
    this.#sorted = true;
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
