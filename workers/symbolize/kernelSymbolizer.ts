import type { KernelRanges } from "../object/kallsyms/kernelRanges";
import type { NameRows } from "./nameRows";
import type { Lookups, Symbolizer } from "./symbolizer";

/** kallsyms or System.map. */
export class KernelSymbolizer implements Symbolizer {
  readonly rung = "kallsyms";
  readonly #ranges: KernelRanges;

  constructor(ranges: KernelRanges) {
    this.#ranges = ranges;
  }

  async names(lookups: Lookups, rows: NameRows): Promise<void> {
    for (let i = 0; i < lookups.length; i++) {
      const found = this.#ranges.find(lookups.address[i] ?? 0);
      if (found < 0) continue;
      const row = lookups.row[i] ?? 0;
      const name = this.#ranges.name(found);
      if (!rows.hasSymbol(row)) rows.symbol(row, rows.string(name));
      if (rows.isNamed(row)) continue;
      rows.begin(row, this.rung);
      rows.line(rows.func(name), -1, 0);
    }
  }
}
