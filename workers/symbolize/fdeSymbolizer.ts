import type { CfiTable } from "../object/dwarf/cfiTable";
import { orNull } from "./moduleObjects";
import type { NameRows } from "./nameRows";
import type { Lookups, Symbolizer } from "./symbolizer";

/**
 * Outside every symbol: functions as unwind information bounds them, called by their start, "libfoo.so!sub_1a40". Better
 * than the nearest symbol, which is another function, and than an address, which is another row for every sample.
 */
export class FdeSymbolizer implements Symbolizer {
  readonly rung = "fde";
  readonly #open: () => Promise<readonly CfiTable[]>;
  readonly #module: string;
  #tables: readonly CfiTable[] | null = null;

  /** `open`: called when an address is left for this rung. */
  constructor(open: () => Promise<readonly CfiTable[]>, module: string) {
    this.#open = open;
    this.#module = module;
  }

  async names(lookups: Lookups, rows: NameRows): Promise<void> {
    for (let i = 0; i < lookups.length; i++) {
      const row = lookups.row[i] ?? 0;
      if (rows.isNamed(row)) continue;
      const start = await this.#start(lookups.address[i] ?? 0);
      if (start === null || start < 0) continue;
      rows.begin(row, this.rung);
      rows.line(rows.string(`${this.#module}!sub_${start.toString(16)}`), -1, 0);
    }
  }

  async #start(address: number): Promise<number | null> {
    this.#tables ??= await this.#open();
    for (const table of this.#tables) {
      const fde = await orNull(async () => table.fde(address));
      if (fde !== null) return fde.start;
    }
    return null;
  }
}
