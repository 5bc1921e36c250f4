import type { StringTable } from "./strings";
import type { SymbolTableName } from "./symbols";

/** The symbols of one table that may name code, in the table's order. Columns of Elf64_Sym. */
export interface CodeSymbols {
  readonly table: SymbolTableName;
  readonly length: number;
  readonly value: Float64Array; // Svma
  readonly size: Float64Array;
  readonly type: Uint8Array; // STT_*
  readonly binding: Uint8Array; // STB_*
  readonly name: Uint32Array; // -> strings
  readonly limit: Float64Array; // Svma: end of the symbol's section, which a symbol without a size cannot pass
  readonly strings: StringTable;
}

/** Columns that grow by doubling, so that a table is believed no further than it was read. */
export class SymbolColumns {
  #length = 0;
  #value = new Float64Array(1024);
  #size = new Float64Array(1024);
  #limit = new Float64Array(1024);
  #type = new Uint8Array(1024);
  #binding = new Uint8Array(1024);
  #name = new Uint32Array(1024);

  push(value: number, size: number, type: number, binding: number, name: number, limit: number): void {
    const row = this.#length++;
    if (row === this.#value.length) this.#grow();
    this.#value[row] = value;
    this.#size[row] = size;
    this.#type[row] = type;
    this.#binding[row] = binding;
    this.#name[row] = name;
    this.#limit[row] = limit;
  }

  done(): Pick<CodeSymbols, "length" | "value" | "size" | "type" | "binding" | "name" | "limit"> {
    const length = this.#length;
    return {
      length,
      value: this.#value.slice(0, length),
      size: this.#size.slice(0, length),
      type: this.#type.slice(0, length),
      binding: this.#binding.slice(0, length),
      name: this.#name.slice(0, length),
      limit: this.#limit.slice(0, length),
    };
  }

  #grow(): void {
    const length = 2 * this.#value.length;
    this.#value = grown(this.#value, new Float64Array(length));
    this.#size = grown(this.#size, new Float64Array(length));
    this.#limit = grown(this.#limit, new Float64Array(length));
    this.#type = grown(this.#type, new Uint8Array(length));
    this.#binding = grown(this.#binding, new Uint8Array(length));
    this.#name = grown(this.#name, new Uint32Array(length));
  }
}

function grown<T extends Float64Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
