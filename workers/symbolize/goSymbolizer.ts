import type { GoFunction } from "../object/gopclntab/goFunction";
import type { GoTable } from "../object/gopclntab/goTable";
import type { NameRows } from "./nameRows";
import type { Lookups, Symbolizer } from "./symbolizer";

/** Go's pc-line table: functions, files, lines and inlined calls of every Go binary, stripped or not. */
export class GoSymbolizer implements Symbolizer {
  readonly rung = "gopclntab";
  readonly #table: GoTable;

  constructor(table: GoTable) {
    this.#table = table;
  }

  async names(lookups: Lookups, rows: NameRows): Promise<void> {
    const emit = (func: string, file: string | null, line: number): void =>
      rows.line(rows.string(func), file === null ? -1 : rows.string(file), line);
    let opened = -1;
    let current: GoFunction | null = null;
    for (let i = 0; i < lookups.length; i++) {
      const row = lookups.row[i] ?? 0;
      const address = lookups.address[i] ?? 0;
      const found = this.#table.find(address);
      if (found < 0 || rows.isNamed(row)) continue;
      if (current === null || found !== opened) current = await this.#table.function(found);
      opened = found;
      if (current.name === "") continue; // a damaged table: the symbols may know better
      rows.begin(row, this.rung);
      current.lines(address, emit);
    }
  }
}
