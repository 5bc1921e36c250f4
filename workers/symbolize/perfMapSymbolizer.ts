import type { PerfMap } from "../object/perfMap/perfMap";
import type { NameRows } from "./nameRows";
import type { Lookups, Symbolizer } from "./symbolizer";

/** perf-PID.map: code made while the process ran. */
export class PerfMapSymbolizer implements Symbolizer {
  readonly rung = "perfmap";
  readonly #map: PerfMap;

  constructor(map: PerfMap) {
    this.#map = map;
  }

  /** Lookups and pieces both ascend: one walk over the two. */
  async names(lookups: Lookups, rows: NameRows): Promise<void> {
    const { length, start, end, line, name } = this.#map;
    let piece = 0;
    for (let i = 0; i < lookups.length; i++) {
      const address = lookups.address[i] ?? 0;
      while (piece < length && (end[piece] ?? 0) <= address) piece++;
      const row = lookups.row[i] ?? 0;
      if (piece === length || address < (start[piece] ?? 0) || rows.isNamed(row)) continue;
      const found = name(line[piece] ?? -1);
      rows.symbol(row, rows.string(found));
      rows.begin(row, this.rung);
      rows.line(rows.func(found), -1, 0);
    }
  }
}
