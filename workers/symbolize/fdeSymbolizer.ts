import type { CfiTable } from "../object/dwarf/cfiTable";
import type { Fde } from "../object/dwarf/fde";
import type { SymbolRanges } from "../object/elf/symbolRanges";
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
  readonly #symbols: SymbolRanges | null;
  #tables: readonly CfiTable[] | null = null;

  /** `open`: called when an address is left for this rung. */
  constructor(open: () => Promise<readonly CfiTable[]>, module: string, symbols: SymbolRanges | null) {
    this.#open = open;
    this.#module = module;
    this.#symbols = symbols;
  }

  async names(lookups: Lookups, rows: NameRows): Promise<void> {
    for (let i = 0; i < lookups.length; i++) {
      const row = lookups.row[i] ?? 0;
      if (rows.isNamed(row)) continue;
      const fde = await this.#fde(lookups.address[i] ?? 0);
      if (fde === null || fde.start < 0) continue;
      const trampoline = await this.#trampoline(fde);
      rows.begin(row, trampoline === "" ? this.rung : "symtab");
      rows.line(rows.string(trampoline || `${this.#module}!sub_${fde.start.toString(16)}`), -1, 0);
    }
  }

  async #fde(address: number): Promise<Fde | null> {
    this.#tables ??= await this.#open();
    for (const table of this.#tables) {
      const fde = await orNull(async () => table.fde(address));
      if (fde !== null) return fde;
    }
    return null;
  }

  /**
   * Signal handlers return to the first byte of a trampoline, and return addresses are looked up one byte before: the FDE
   * of a trampoline begins there, its symbol does not.
   */
  async #trampoline({ cie, start }: Fde): Promise<string> {
    const found = cie.isSignalFrame ? (this.#symbols?.findStart(start + 1) ?? -1) : -1;
    return found < 0 ? "" : ((await this.#symbols?.name(found)) ?? "");
  }
}
