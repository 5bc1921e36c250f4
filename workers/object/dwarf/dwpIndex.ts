import { DecodeError } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { MAX_DWP_SLOTS } from "../limits";
import { ByteReader } from "./byteReader";
import { readId } from "./unitHeader";

/** Where the sections of one unit lie in a package (.dwp): by section name without ".debug_" and ".dwo". */
export type Contributions = ReadonlyMap<string, { readonly offset: number; readonly size: number }>;

/** DW_SECT_* (7.3.5.3), and GNU's numbers of version 2. */
const SECTIONS: Readonly<Record<number, ReadonlyMap<number, string>>> = {
  2: new Map([
    [1, "info"],
    [3, "abbrev"],
    [4, "line"],
    [6, "str_offsets"],
  ]),
  5: new Map([
    [1, "info"],
    [3, "abbrev"],
    [4, "line"],
    [6, "str_offsets"],
    [8, "rnglists"],
  ]),
};

/**
 * .debug_cu_index (7.3.5): an open hash table from dwo_id to a row of offsets and sizes.
 *
 *     version 4 (5: 2, padding 2) │ sections N │ units U │ slots M │ ids M × 8 │ rows M × 4, from 1
 *     │ section numbers N × 4 │ offsets U × N × 4 │ sizes U × N × 4
 */
export class DwpIndex {
  readonly #units: ReadonlyMap<bigint, Contributions>;

  static async read(source: ByteSource): Promise<DwpIndex> {
    const head = new ByteReader(await source.read(0, Math.min(HEADER_BYTES, source.size)));
    const version = head.u16();
    head.u16();
    const [columns, units, slots] = [head.u32(), head.u32(), head.u32()];
    const names = SECTIONS[version];
    if (names === undefined) throw new DecodeError("Unsupported", WHERE, 0, `version ${version}`);
    const size = HEADER_BYTES + 12 * slots + 4 * columns * (1 + 2 * units);
    if (slots > MAX_DWP_SLOTS || columns > MAX_COLUMNS || size > source.size) {
      throw new DecodeError("Truncated", WHERE, 0, `${slots} slots, ${units} units × ${columns} sections`);
    }
    const reader = new ByteReader(await source.read(0, size));
    const rowsAt = HEADER_BYTES + 8 * slots;
    const numbersAt = rowsAt + 4 * slots;
    const offsetsAt = numbersAt + 4 * columns;
    const sizesAt = offsetsAt + 4 * columns * units;
    const u32 = (at: number): number => {
      reader.at = at;
      return reader.u32();
    };
    const found = new Map<bigint, Contributions>();
    const carries = new Map<string, number>();
    const rowIds = new Map<number, bigint>();
    for (let slot = 0; slot < slots; slot++) {
      const row = u32(rowsAt + 4 * slot);
      if (row === 0 || row > units) continue;
      reader.at = HEADER_BYTES + 8 * slot;
      rowIds.set(row, readId(reader));
    }
    // Offsets have 32 bits: in a larger section they start again, and rows are in the section's order.
    const last = new Map<string, number>();
    for (let row = 1; row <= units; row++) {
      const contributions = new Map<string, { offset: number; size: number }>();
      for (let column = 0; column < columns; column++) {
        const name = names.get(u32(numbersAt + 4 * column));
        if (name === undefined) continue;
        const at = 4 * (columns * (row - 1) + column);
        const low = u32(offsetsAt + at);
        if (name === "info" && low < (last.get(name) ?? 0)) carries.set(name, (carries.get(name) ?? 0) + 2 ** 32);
        last.set(name, low);
        contributions.set(name, { offset: low + (carries.get(name) ?? 0), size: u32(sizesAt + at) });
      }
      const id = rowIds.get(row);
      if (id !== undefined) found.set(id, contributions);
    }
    return new DwpIndex(found);
  }

  private constructor(units: ReadonlyMap<bigint, Contributions>) {
    this.#units = units;
  }

  ids(): bigint[] {
    return [...this.#units.keys()];
  }

  find(dwoId: bigint): Contributions | null {
    return this.#units.get(dwoId) ?? null;
  }
}

const WHERE = ".debug_cu_index";
const HEADER_BYTES = 16;
const MAX_COLUMNS = 64;
