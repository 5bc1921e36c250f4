import { DecodeError } from "../../../src/model/decodeError";
import { MAX_UNIT_BYTES, ROOT_CHUNK_BYTES } from "../limits";
import { type Abbreviations, SLOT } from "./abbreviations";
import { AddressTable } from "./addressTable";
import { ByteReader } from "./byteReader";
import { DW_FORM } from "./constants";
import { DieValues, unknownForm } from "./dieValues";
import type { DwarfFile } from "./dwarfFile";
import { isAddressIndex } from "./forms";
import { RangeLists, type TakeRange } from "./rangeLists";
import type { SectionWindow } from "./sectionWindow";
import { readString, type StringPlaces } from "./stringForms";
import { Tombstones } from "./tombstones";
import { readId, type UnitHeader } from "./unitHeader";

/** What every unit of one run has in common. */
export interface UnitContext {
  /** What dwz moved out of the file; null where that was not dropped. */
  readonly alt: DwarfFile | null;
}

/** One unit: its header, its first DIE, and where that says its strings, addresses, ranges and lines are. */
export class DwarfUnit {
  readonly file: DwarfFile;
  readonly header: UnitHeader;
  readonly table: Abbreviations;
  readonly strings: StringPlaces;
  readonly addresses: AddressTable;
  readonly tombstones: Tombstones;
  readonly ranges: RangeLists;
  /** The unit of the main file that a split unit belongs to. */
  readonly skeleton: DwarfUnit | null;
  /** The first DIE, and the bytes that it was read from, which begin at the unit. */
  readonly root: DieValues;
  readonly rootTag: number;
  readonly rootBytes: Uint8Array;

  static async open(
    file: DwarfFile,
    header: UnitHeader,
    context: UnitContext,
    skeleton: DwarfUnit | null = null,
  ): Promise<DwarfUnit> {
    const table = await file.abbreviations(header.abbreviations, header);
    const first = await readRoot(file, header, table);
    const main = skeleton?.file ?? file;
    const isOld = header.version < 5;
    const windows = {
      addr: await main.window("addr"),
      ranges: await (isOld ? main.window("ranges") : file.window("rnglists")),
    };
    return new DwarfUnit(file, header, table, first, windows, context, skeleton);
  }

  private constructor(
    file: DwarfFile,
    header: UnitHeader,
    table: Abbreviations,
    first: FirstDie,
    windows: { readonly addr: SectionWindow | null; readonly ranges: SectionWindow | null },
    { alt }: UnitContext,
    skeleton: DwarfUnit | null,
  ) {
    this.file = file;
    this.header = header;
    this.table = table;
    const { root } = first;
    this.root = root;
    this.rootTag = first.tag;
    this.rootBytes = first.bytes;
    this.skeleton = skeleton;
    const { version, offsetBytes, addressBytes } = header;
    const isOld = version < 5;
    const strOffsetsBase = root.get(SLOT.strOffsetsBase) ?? (isOld ? 0 : 2 * offsetBytes);
    this.strings = { file, alt, offsetBytes, strOffsetsBase };
    const addrBase = (skeleton ?? this).root.get(SLOT.addrBase) ?? (isOld ? 0 : 2 * offsetBytes);
    this.addresses = new AddressTable(windows.addr, addrBase, addressBytes);
    this.tombstones = new Tombstones(addressBytes, (skeleton?.file ?? file).sections.hasCodeAtZero);
    const rangesFile = isOld ? (skeleton?.file ?? file) : file;
    this.ranges = new RangeLists({
      encoding: header,
      window: windows.ranges,
      base: isOld
        ? (skeleton?.root.get(SLOT.gnuRangesBase) ?? 0)
        : (root.get(SLOT.rnglistsBase) ?? 3 * offsetBytes - (offsetBytes === 8 ? 4 : 0)),
      lowPc: () => skeleton?.lowPc ?? this.lowPc,
      addresses: this.addresses,
      tombstones: this.tombstones,
      limit: windows.ranges === null ? null : rangesFile.limit(isOld ? "ranges" : "rnglists", windows.ranges.size),
    });
  }

  /** The base of its range lists. Throws NotLoaded. */
  get lowPc(): number {
    return this.root.has(SLOT.lowPc) ? this.address(this.root, SLOT.lowPc) : 0;
  }

  /** Where its lines are in the main file's .debug_line; null when it has none. */
  get stmtList(): number | null {
    return (this.skeleton ?? this).root.get(SLOT.stmtList);
  }

  /** By which a skeleton and its split unit find each other. */
  get dwoId(): bigint | null {
    if (this.header.dwoId !== null || !this.root.has(SLOT.dwoId)) return this.header.dwoId;
    const reader = new ByteReader(this.rootBytes);
    reader.at = this.root.value[SLOT.dwoId];
    return readId(reader);
  }

  /** A string of the first DIE. */
  async rootString(slot: number): Promise<string | null> {
    const { form, value } = this.root;
    return form[slot] === 0 ? null : readString(this.strings, form[slot], value[slot], this.rootBytes);
  }

  /** The whole unit, for looking at all its DIEs. */
  async bytes(): Promise<Uint8Array> {
    const { offset, end } = this.header;
    const info = await this.file.source("info");
    if (end - offset > MAX_UNIT_BYTES) {
      const detail = `a unit of ${end - offset} bytes, limit ${MAX_UNIT_BYTES}`;
      throw new DecodeError("TooLarge", ".debug_info", offset, detail);
    }
    if (info === null) return new Uint8Array(0);
    this.file.limit("info", info.size).take(end - offset);
    return info.read(offset, end);
  }

  /** The ranges of code that a DIE states. Throws NotLoaded. */
  eachRange(die: DieValues, take: TakeRange): void {
    if (die.has(SLOT.ranges)) {
      this.ranges.each(die.form[SLOT.ranges], die.value[SLOT.ranges], take);
      return;
    }
    if (!die.has(SLOT.lowPc) || !die.has(SLOT.highPc)) return;
    const low = this.address(die, SLOT.lowPc);
    const isAddress = die.form[SLOT.highPc] === DW_FORM.addr || isAddressIndex(die.form[SLOT.highPc]);
    const high = isAddress ? this.address(die, SLOT.highPc) : low + die.value[SLOT.highPc];
    if (high > low && !this.tombstones.has(low)) take(low, high);
  }

  /** An attribute that is an address or says which of .debug_addr. Throws NotLoaded. */
  address(die: DieValues, slot: number): number {
    const value = die.value[slot];
    return isAddressIndex(die.form[slot]) ? this.addresses.get(value) : value;
  }
}

interface FirstDie {
  readonly root: DieValues;
  readonly tag: number;
  readonly bytes: Uint8Array;
}

async function readRoot(file: DwarfFile, header: UnitHeader, table: Abbreviations): Promise<FirstDie> {
  const info = await file.source("info");
  const { offset, end, headerBytes } = header;
  const root = new DieValues();
  for (let size = ROOT_CHUNK_BYTES; ; size *= 16) {
    const to = Math.min(offset + size, end);
    const bytes = info === null ? new Uint8Array(0) : await info.read(offset, to);
    const reader = new ByteReader(bytes);
    reader.at = headerBytes;
    const row = table.row(reader.uleb());
    if (row < 0) throw new DecodeError("Malformed", ".debug_info", offset + headerBytes, "a unit without a first DIE");
    const isKnown = root.read(reader, table, row, header);
    if (reader.at <= reader.end) {
      if (!isKnown) throw unknownForm(offset + headerBytes);
      return { root, tag: table.tag[row], bytes };
    }
    if (to === end) throw new DecodeError("Truncated", ".debug_info", offset, "a unit's first DIE");
  }
}
