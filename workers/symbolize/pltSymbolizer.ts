import type { Plt } from "../object/elf/plt";
import type { NameRows } from "./nameRows";
import type { Lookups, Symbolizer } from "./symbolizer";

/** Stubs through which calls reach other files: "malloc@plt". */
export class PltSymbolizer implements Symbolizer {
  readonly rung = "plt";
  readonly #plt: Plt;

  constructor(plt: Plt) {
    this.#plt = plt;
  }

  async names(lookups: Lookups, rows: NameRows): Promise<void> {
    for (let i = 0; i < lookups.length; i++) {
      const row = lookups.row[i] ?? 0;
      const found = this.#plt.find(lookups.address[i] ?? 0);
      const name = found < 0 ? "" : await this.#plt.name(found);
      if (name === "") continue;
      if (!rows.hasSymbol(row)) rows.symbol(row, rows.string(name));
      if (rows.isNamed(row)) continue;
      rows.begin(row, this.rung);
      rows.line(rows.func(name), -1, 0);
    }
  }
}
