import { type Kallsyms, kallsymsName } from "./kallsyms";

const PAGE_BYTES = 4096;

/** Types perf loads (symbol_type__filter): text and weak symbols name code, data and bss only end what is before. */
const LOADED = new Set(Array.from("TtWwDdBb", (letter) => letter.charCodeAt(0)));

/** The module a path stands for: "[ext4]" for "[ext4]" and ".../ext4.ko.xz"; null for the kernel itself. */
export function kernelModuleName(path: string): string | null {
  if (path.startsWith("[kernel") || path.startsWith("[guest.kernel")) return null;
  if (path.startsWith("[")) return path;
  const base = path.slice(path.lastIndexOf("/") + 1);
  const file = /^(.+)\.ko(\.(gz|xz|zst|bz2))?$/.exec(base);
  return file === null ? null : `[${(file[1] ?? "").replaceAll("-", "_")}]`;
}

/**
 * The symbols of the kernel or of one of its modules as ascending addresses, read as `perf report` reads them
 * (tools/perf/util/symbol.c, dso__load_kallsyms). kallsyms has no sizes: a symbol reaches to the next one, and the
 * last of the kernel or of a module to the end of the page behind its page. Of aliases only the last in the file has
 * bytes then, so it is the one perf names, whatever it is called.
 */
export class KernelRanges {
  readonly #symbols: Kallsyms;
  readonly #row: Int32Array; // ascending by address -> #symbols
  readonly #module: number; // -1 for the kernel itself, -2 for a module that the file does not have

  constructor(symbols: Kallsyms, module: string | null) {
    this.#symbols = symbols;
    this.#module = module === null ? -1 : noneAs(-2, symbols.modules.indexOf(module));
    const { address, type } = symbols;
    const rows = new Int32Array(symbols.length);
    let count = 0;
    let isSorted = true;
    for (let row = 0; row < symbols.length; row++) {
      if (!LOADED.has(type[row] ?? 0)) continue;
      if (count > 0 && (address[row] ?? 0) < (address[rows[count - 1] ?? 0] ?? 0)) isSorted = false;
      rows[count++] = row;
    }
    this.#row = rows.subarray(0, count);
    if (!isSorted) this.#row.sort((a, b) => (address[a] ?? 0) - (address[b] ?? 0) || a - b);
  }

  /** The symbol that covers an address of this kernel or module, -1 for none. */
  find(address: number): number {
    if (this.#symbols.restricted) return -1;
    const rows = this.#row;
    const start = this.#symbols.address;
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((start[rows[middle] ?? 0] ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return -1;
    const row = rows[low - 1] ?? 0;
    return this.#symbols.module[row] === this.#module && address < this.#end(low - 1) ? row : -1;
  }

  name(row: number): string {
    return kallsymsName(this.#symbols, row);
  }

  #end(index: number): number {
    const { address, module } = this.#symbols;
    const row = this.#row[index] ?? 0;
    const next = this.#row[index + 1];
    if (next !== undefined && module[next] === module[row]) return address[next] ?? 0;
    return Math.ceil((address[row] ?? 0) / PAGE_BYTES) * PAGE_BYTES + PAGE_BYTES;
  }
}

function noneAs(none: number, index: number): number {
  return index < 0 ? none : index;
}
