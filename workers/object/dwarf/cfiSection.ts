import { viewOf } from "../elf/layout";
import { CfiReader } from "./cfiReader";

/**
 * A section of call frame information, held whole: entries, each a length and a CIE or an FDE.
 *
 *              length  id                     CIE when       an FDE's id is
 *   .eh_frame    4/12  4 bytes                0              the way back to its CIE, from the id itself
 *   .debug_frame 4/12  4 bytes, 8 in 64-bit   all ones       the offset of its CIE
 */
export class CfiSection {
  readonly name: string;
  readonly isEh: boolean;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly address: number; // Svma of the first byte, for pointers that are relative to themselves
  readonly fileOffset: number;
  readonly addressBytes: 4 | 8; // of the ELF class; a version 4 CIE may differ
  /** What "textrel" and "datarel" pointers count from. */
  readonly bases: PointerBases;

  constructor(place: CfiPlace) {
    this.name = place.isEh ? ".eh_frame" : ".debug_frame";
    this.isEh = place.isEh;
    this.bytes = place.bytes;
    this.view = viewOf(place.bytes);
    this.address = place.address;
    this.fileOffset = place.fileOffset;
    this.addressBytes = place.addressBytes;
    this.bases = { text: place.text, data: place.data };
  }

  /** The entry at an offset; null where the section ends or a terminator lies. */
  entry(offset: number): CfiEntry | null {
    if (!(offset >= 0 && offset + 4 <= this.bytes.length)) return null;
    const reader = new CfiReader(this, offset, this.bytes.length);
    const first = reader.u32();
    if (first === 0) return { offset, idAt: reader.at, bodyAt: reader.at, end: reader.at, id: 0, kind: "terminator" };
    const is64 = first === DWARF64;
    if (first >= RESERVED && !is64) throw reader.fail("Malformed", `length 0x${first.toString(16)} is reserved`);
    const length = is64 ? reader.i64() : first;
    const idBytes = is64 && !this.isEh ? 8 : 4;
    const idAt = reader.at;
    const end = idAt + length;
    if (!(length >= idBytes && end <= this.bytes.length)) {
      throw reader.fail("Truncated", `an entry of ${length} bytes, ${this.bytes.length - idAt} are left`);
    }
    const id = idBytes === 8 ? reader.i64() : reader.u32();
    const isCie = this.isEh ? id === 0 : id === -1 || (idBytes === 4 && id === DWARF64);
    return { offset, idAt, bodyAt: reader.at, end, id, kind: isCie ? "cie" : "fde" };
  }

  /** Every CIE and FDE. Stops, with what it has, at an entry that cannot be one. */
  *entries(): Generator<CfiEntry> {
    let offset = 0;
    for (;;) {
      let entry: CfiEntry | null;
      try {
        entry = this.entry(offset);
      } catch {
        return; // what follows an impossible length cannot be found
      }
      if (entry === null) return;
      // Terminators of several inputs lie between entries where a linker did not drop them.
      if (entry.kind !== "terminator") yield entry;
      offset = entry.end;
    }
  }

  /** Where the CIE of an FDE begins. */
  cieOffset({ id, idAt }: CfiEntry): number {
    return this.isEh ? idAt - id : id;
  }
}

export interface CfiPlace {
  readonly isEh: boolean;
  readonly bytes: Uint8Array;
  readonly address: number;
  readonly fileOffset: number;
  readonly addressBytes: 4 | 8;
  readonly text: number;
  readonly data: number;
}

export interface PointerBases {
  readonly text: number;
  readonly data: number;
}

export interface CfiEntry {
  readonly offset: number;
  readonly idAt: number;
  readonly bodyAt: number;
  readonly end: number;
  readonly id: number;
  readonly kind: "cie" | "fde" | "terminator";
}

const DWARF64 = 0xffff_ffff;
const RESERVED = 0xffff_fff0;
