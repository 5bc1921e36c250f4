import { DecodeError } from "../../../src/model/decodeError";
import { viewOf } from "../elf/layout";
import type { PclntabBytes } from "./locate";
import type { PclntabVersion } from "./versions";

export const WHERE = ".gopclntab";

/** pcHeader: where the tables of names, files, pc values and functions begin in the section. */
export class PcHeader {
  readonly place: PclntabBytes;
  readonly version: PclntabVersion;
  readonly view: DataView;
  readonly quantum: number;
  readonly pointerBytes: number;
  readonly functionCount: number;
  readonly functab: number;

  constructor(place: PclntabBytes, version: PclntabVersion) {
    this.place = place;
    this.version = version;
    this.view = viewOf(place.bytes);
    this.quantum = place.bytes[6] ?? 1;
    this.pointerBytes = place.bytes[7] ?? 8;
    this.functionCount = this.word("nfunc");
    this.functab = version.words.functab < 0 ? 8 + this.pointerBytes : this.start("functab");
    const need = (2 * this.functionCount + 1) * this.pcBytes;
    if (!(this.functionCount > 0 && this.functab >= 0 && this.functab + need <= place.bytes.length)) {
      const detail = `${this.functionCount} functions at +${this.functab} in ${place.bytes.length} bytes`;
      throw new DecodeError("Malformed", WHERE, place.fileOffset, detail);
    }
  }

  /** Bytes of a functab field. */
  get pcBytes(): number {
    return this.version.relativePcs ? 4 : this.pointerBytes;
  }

  /** The start of a table; all lie in one with the header, and offsets count from its start, before Go 1.16. */
  start(table: "funcname" | "cutab" | "filetab" | "pctab" | "functab"): number {
    return this.version.words[table] < 0 ? 0 : this.word(table);
  }

  word(name: keyof PclntabVersion["words"]): number {
    const index = this.version.words[name];
    return index < 0 ? 0 : this.pointer(8 + index * this.pointerBytes);
  }

  pointer(offset: number): number {
    if (!(offset >= 0 && offset + this.pointerBytes <= this.view.byteLength)) return 0;
    const low = this.view.getUint32(offset, true);
    return this.pointerBytes === 4 ? low : this.view.getInt32(offset + 4, true) * 0x1_0000_0000 + low;
  }

  u32(offset: number): number {
    return offset >= 0 && offset + 4 <= this.view.byteLength ? this.view.getUint32(offset, true) : 0;
  }
}
