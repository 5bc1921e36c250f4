import type { Rung } from "../../src/model/stacks";
import type { NameRows } from "./nameRows";

/**
 * One rung of the symbol ladder for one module. Asked for many addresses at once, ascending, so that what lies
 * together in the file is decoded once; answers into columns, with no object per frame.
 */
export interface Symbolizer {
  readonly rung: Rung;
  /** Names those of the rows that have no name yet and that this rung knows. */
  names(lookups: Lookups, rows: NameRows): Promise<void>;
}

/** Addresses to be named, ascending, and the row of each. */
export interface Lookups {
  readonly length: number;
  readonly address: Float64Array; // Svma; Avma minus the KASLR slide for the kernel
  readonly row: Int32Array;
}

/** Sorts addresses to be looked up; rows whose address is NaN are in none of the module's segments and left out. */
export function sortedLookups(address: Float64Array): Lookups {
  const known = Int32Array.from(address, (_, row) => row).filter((row) => !Number.isNaN(address[row]));
  const row = known.sort((a, b) => (address[a] ?? 0) - (address[b] ?? 0));
  return { length: row.length, address: Float64Array.from(row, (at) => address[at] ?? 0), row };
}
