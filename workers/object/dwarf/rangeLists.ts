import type { AddressTable } from "./addressTable";
import type { ByteReader } from "./byteReader";
import { DW_FORM } from "./constants";
import type { Encoding } from "./forms";
import type { SectionWindow } from "./sectionWindow";
import type { Tombstones } from "./tombstones";
import type { WorkLimit } from "./workLimit";

export type TakeRange = (start: number, end: number) => void;

/** DW_RLE_* (7.25). */
const RLE = {
  end_of_list: 0,
  base_addressx: 1,
  startx_endx: 2,
  startx_length: 3,
  offset_pair: 4,
  base_address: 5,
  start_end: 6,
  start_length: 7,
} as const;

interface Parts {
  readonly encoding: Encoding;
  readonly window: SectionWindow | null; // of .debug_rnglists, before version 5 of .debug_ranges
  readonly base: number; // DW_AT_rnglists_base, in a split unit of version 4 DW_AT_GNU_ranges_base
  readonly lowPc: () => number; // of the unit
  readonly addresses: AddressTable;
  readonly tombstones: Tombstones;
  readonly limit: WorkLimit | null; // of that section
}

/** The values of DW_AT_ranges in one unit. Lists leave out what is empty and what the linker threw away. */
export class RangeLists {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Throws NotLoaded. */
  each(form: number, value: number, take: TakeRange): void {
    const { window, base, encoding } = this.#parts;
    if (window === null) return;
    if (encoding.version < 5) {
      this.#pairs(window, base + value, take);
      return;
    }
    let offset = value;
    if (form === DW_FORM.rnglistx) {
      const entry = base + value * encoding.offsetBytes;
      offset = base + window.at(entry).offset(encoding.offsetBytes);
      window.check(entry);
    }
    this.#entries(window, offset, take);
  }

  /** Pairs of addresses: (-1, x) makes x the base, (0, 0) ends the list. */
  #pairs(window: SectionWindow, offset: number, take: TakeRange): void {
    const { addressBytes } = this.#parts.encoding;
    const { limit, tombstones, lowPc } = this.#parts;
    const selector = addressBytes === 8 ? -1 : 2 ** (8 * addressBytes) - 1;
    const reader = window.at(offset);
    let base = lowPc();
    while (reader.at < reader.end) {
      limit?.take(2 * addressBytes);
      const start = reader.address(addressBytes);
      const end = reader.address(addressBytes);
      if (start === 0 && end === 0) break;
      if (start === selector) base = end;
      else if (end > start && !tombstones.has(base + start)) take(base + start, base + end);
    }
    window.check(offset);
  }

  #entries(window: SectionWindow, offset: number, take: TakeRange): void {
    const { limit, lowPc } = this.#parts;
    const reader = window.at(offset);
    this.#base = lowPc();
    for (let start = reader.at; reader.at < reader.end && this.#entry(reader, take); start = reader.at) {
      limit?.take(reader.at - start);
    }
    window.check(offset);
  }

  #base = 0;

  /** False at the end of the list. */
  #entry(reader: ByteReader, take: TakeRange): boolean {
    const { addresses, tombstones } = this.#parts;
    const { addressBytes } = this.#parts.encoding;
    let start: number;
    let end: number;
    switch (reader.u8()) {
      case RLE.base_addressx:
        this.#base = addresses.get(reader.uleb());
        return true;
      case RLE.base_address:
        this.#base = reader.address(addressBytes);
        return true;
      case RLE.startx_endx:
        start = addresses.get(reader.uleb());
        end = addresses.get(reader.uleb());
        break;
      case RLE.startx_length:
        start = addresses.get(reader.uleb());
        end = start + reader.uleb();
        break;
      case RLE.offset_pair:
        start = this.#base + reader.uleb();
        end = this.#base + reader.uleb();
        if (tombstones.has(this.#base) && this.#base !== 0) return true;
        break;
      case RLE.start_end:
        start = reader.address(addressBytes);
        end = reader.address(addressBytes);
        break;
      case RLE.start_length:
        start = reader.address(addressBytes);
        end = start + reader.uleb();
        break;
      default: // end_of_list, or what no reader could pass over
        return false;
    }
    if (end > start && !tombstones.has(start)) take(start, end);
    return true;
  }
}
