import type { LineRepair, ModuleNames } from "../../src/model/moduleNames";
import { RUNGS, type Rung } from "../../src/model/stacks";
import { LossLog } from "../io/lossLog";
import { demangle } from "./demangle/demangle";

/**
 * Builds a ModuleNames: rows in any order, every row at most once, its lines one behind the other. Strings are
 * interned.
 */
export class NameRows {
  readonly length: number;
  readonly losses = new LossLog();
  lineRepair: LineRepair | null = null;
  readonly #strings: string[] = [];
  readonly #ids = new Map<string, number>();
  readonly #functions = new Map<string, number>(); // by symbol
  readonly #mangled = new Map<number, number>(); // strings -> the symbol that was demangled
  readonly #first: Int32Array; // per row -> lines, -1 while it has no name
  readonly #count: Int32Array;
  readonly #symbol: Int32Array;
  readonly #rung: Uint8Array;
  #func = new Int32Array(1024);
  #file = new Int32Array(1024);
  #line = new Int32Array(1024);
  #column = new Int32Array(1024);
  #lines = 0;
  readonly #places = new Map<number, { readonly file: number; readonly line: number; readonly column: number }>();
  #row = -1;

  constructor(length: number) {
    this.length = length;
    this.#first = new Int32Array(length).fill(-1);
    this.#count = new Int32Array(length);
    this.#symbol = new Int32Array(length).fill(-1);
    this.#rung = new Uint8Array(length).fill(RUNGS.indexOf("none"));
  }

  isNamed(row: number): boolean {
    return (this.#first[row] ?? -1) >= 0;
  }

  hasSymbol(row: number): boolean {
    return (this.#symbol[row] ?? -1) >= 0;
  }

  string(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#strings.push(text) - 1;
    this.#ids.set(text, id);
    return id;
  }

  /** A function by its symbol, in its language's spelling. For names that may be mangled: Go's are not. */
  func(symbol: string): number {
    const known = this.#functions.get(symbol);
    if (known !== undefined) return known;
    const name = demangle(symbol);
    const id = this.string(name);
    if (name !== symbol && !this.#mangled.has(id)) this.#mangled.set(id, this.string(symbol));
    this.#functions.set(symbol, id);
    return id;
  }

  /** Begins a row; `line` then adds to it, innermost inline first. */
  begin(row: number, rung: Rung): void {
    this.#row = row;
    this.#first[row] = this.#lines;
    this.#rung[row] = RUNGS.indexOf(rung);
  }

  /** `func` as `func` or `string` gave it, `file` as `string` did; -1 and 0 for what is not known of file, line and column. */
  line(func: number, file: number, line: number, column = 0): void {
    const place = file < 0 ? this.#places.get(this.#row) : undefined;
    if (place !== undefined) {
      this.#places.delete(this.#row);
      this.line(func, place.file, place.line, place.column);
      return;
    }
    const at = this.#lines++;
    if (at === this.#func.length) {
      this.#func = doubled(this.#func);
      this.#file = doubled(this.#file);
      this.#line = doubled(this.#line);
      this.#column = doubled(this.#column);
    }
    this.#func[at] = func;
    this.#file[at] = file;
    this.#line[at] = line;
    this.#column[at] = column;
    this.#count[this.#row] = (this.#count[this.#row] ?? 0) + 1;
  }

  /** Where in the source the row is, for a rung further down that knows a function and no line. */
  place(row: number, file: number, line: number, column: number): void {
    this.#places.set(row, { file, line, column });
  }

  /** The ELF or kernel symbol that covers the row's address, whichever rung names it. */
  symbol(row: number, name: number): void {
    this.#symbol[row] = name;
  }

  done(): ModuleNames {
    const start = new Int32Array(this.length + 1);
    const func = new Int32Array(this.#lines);
    const file = new Int32Array(this.#lines);
    const line = new Int32Array(this.#lines);
    const column = new Int32Array(this.#lines);
    let at = 0;
    for (let row = 0; row < this.length; row++) {
      start[row] = at;
      const first = this.#first[row] ?? 0;
      const end = first + (this.#count[row] ?? 0);
      for (let from = first; from < end; from++, at++) {
        func[at] = this.#func[from] ?? 0;
        file[at] = this.#file[from] ?? -1;
        line[at] = this.#line[from] ?? 0;
        column[at] = this.#column[from] ?? 0;
      }
    }
    start[this.length] = at;
    const mangled = Int32Array.from(this.#strings, (_, id) => this.#mangled.get(id) ?? -1);
    const { length, lineRepair } = this;
    const lines = { start, func, file, line, column };
    const columns = { length, strings: this.#strings, mangled, ...lines, symbol: this.#symbol, rung: this.#rung };
    return { ...columns, lineRepair, losses: this.losses.list() };
  }
}

function doubled(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(2 * column.length);
  grown.set(column);
  return grown;
}
