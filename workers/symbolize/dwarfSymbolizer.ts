import type { Rung } from "../../src/model/stacks";
import { type DwarfFiles, DwarfLookup } from "../object/dwarf/dwarfLookup";
import type { FrameOrigin, FrameSink } from "../object/dwarf/frameSink";
import { proposal } from "../object/dwarf/lineRepairVotes";
import type { SymbolRanges } from "../object/elf/symbolRanges";
import { withoutVersion } from "./elfSymbolizer";
import type { NameRows } from "./nameRows";
import type { Lookups, Symbolizer } from "./symbolizer";

/**
 * DWARF: functions with their files, lines and inlined calls. The outermost frame of an address is called as the ELF
 * symbol that begins where the function's range does ("f.cold", "f.constprop.0", one of C++'s several constructors,
 * which DWARF gives one name); where none does, as DWARF's linkage name.
 */
export class DwarfSymbolizer implements Symbolizer {
  readonly rung: "dwarf" | "debugfile";
  readonly #files: DwarfFiles;
  readonly #symbols: SymbolRanges | null;

  constructor(files: DwarfFiles, symbols: SymbolRanges | null, rung: "dwarf" | "debugfile") {
    this.#files = files;
    this.#symbols = symbols;
    this.rung = rung;
  }

  async names(lookups: Lookups, rows: NameRows): Promise<void> {
    const unnamed = Int32Array.from({ length: lookups.length }, (_, i) => i).filter(
      (i) => !rows.isNamed(lookups.row[i] ?? 0),
    );
    if (unnamed.length === 0) return;
    const row = Int32Array.from(unnamed, (i) => lookups.row[i] ?? 0);
    const address = Float64Array.from(unnamed, (i) => lookups.address[i] ?? 0);
    const sink = new NameSink(rows, row, address, this.rung, this.#symbols);
    const lookup = new DwarfLookup(this.#files, sink);
    await lookup.names(address);
    await sink.finish();
    for (const loss of lookup.losses.list()) rows.losses.merge(loss);
    rows.lineRepair ??= proposal(lookup.repairs);
  }
}

interface LineOnly {
  readonly index: number;
  readonly file: number;
  readonly line: number;
  readonly column: number;
}

class NameSink implements FrameSink {
  readonly #rows: NameRows;
  readonly #row: Int32Array; // per address
  readonly #address: Float64Array;
  readonly #rungs: Readonly<Record<FrameOrigin, Rung>>;
  readonly #symbols: SymbolRanges | null;
  readonly #lineOnly: LineOnly[] = [];

  constructor(
    rows: NameRows,
    row: Int32Array,
    address: Float64Array,
    rung: "dwarf" | "debugfile",
    symbols: SymbolRanges | null,
  ) {
    this.#rows = rows;
    this.#row = row;
    this.#address = address;
    this.#rungs = { main: rung, split: "split", alt: "altfile" };
    this.#symbols = symbols;
  }

  text(text: string): number {
    return this.#rows.string(text);
  }

  func(name: string): number {
    return this.#rows.func(name);
  }

  async symbolAt(address: number): Promise<number> {
    return this.#symbol(this.#symbols?.findStart(address) ?? -1);
  }

  begin(index: number, origin: FrameOrigin): void {
    this.#rows.begin(this.#row[index] ?? 0, this.#rungs[origin]);
  }

  frame(func: number, file: number, line: number, column: number): void {
    this.#rows.line(func, file, line, column);
  }

  lineOnly(index: number, file: number, line: number, column: number): void {
    this.#lineOnly.push({ index, file, line, column });
  }

  /** Assembly has lines and no functions: its labels are ELF symbols. */
  async finish(): Promise<void> {
    for (const { index, file, line, column } of this.#lineOnly) {
      const func = await this.#symbol(this.#symbols?.find(this.#address[index] ?? 0) ?? -1);
      if (func < 0) {
        this.#rows.place(this.#row[index] ?? 0, file, line, column);
        continue;
      }
      this.begin(index, "main");
      this.frame(func, file, line, column);
    }
  }

  async #symbol(found: number): Promise<number> {
    const name = found < 0 ? "" : ((await this.#symbols?.name(found)) ?? "");
    return name === "" ? -1 : this.#rows.func(withoutVersion(name));
  }
}
