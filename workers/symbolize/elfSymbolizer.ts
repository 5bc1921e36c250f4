import type { Rung } from "../../src/model/stacks";
import type { SymbolRanges } from "../object/elf/symbolRanges";
import type { NameRows } from "./nameRows";
import type { Lookups, Symbolizer } from "./symbolizer";

/**
 * A table of ELF symbols. Says of every address which symbol covers it, as perf counts, also where a better rung has
 * already named function and line.
 */
export class ElfSymbolizer implements Symbolizer {
  readonly rung: Rung;
  readonly #ranges: SymbolRanges;

  constructor(ranges: SymbolRanges, rung: Rung) {
    this.rung = rung;
    this.#ranges = ranges;
  }

  async names(lookups: Lookups, rows: NameRows): Promise<void> {
    let found = -1;
    let symbol = -1;
    let func = -1;
    for (let i = 0; i < lookups.length; i++) {
      const next = this.#ranges.find(lookups.address[i] ?? 0);
      if (next < 0) continue;
      if (next !== found) {
        const name = await this.#ranges.name(next);
        found = next;
        symbol = name === "" ? -1 : rows.string(name);
        func = name === "" ? -1 : rows.func(withoutVersion(name));
      }
      if (symbol < 0) continue;
      const row = lookups.row[i] ?? 0;
      if (!rows.hasSymbol(row)) rows.symbol(row, symbol);
      if (rows.isNamed(row)) continue;
      rows.begin(row, this.rung);
      rows.line(func, -1, 0);
    }
  }
}

/** "memcpy" for "memcpy@@GLIBC_2.14", as static symbol tables spell versioned symbols. */
export function withoutVersion(name: string): string {
  const at = name.indexOf("@");
  return at > 0 ? name.slice(0, at) : name;
}
