import { MAX_LINE_PROGRAM_BYTES, MAX_NAME_BYTES } from "../limits";
import { SLOT } from "./abbreviations";
import { ByteReader } from "./byteReader";
import type { DwarfFile } from "./dwarfFile";
import { type LineHeader, type LinePath, parseLineHeader } from "./lineHeader";
import { type Lines, runLineProgram } from "./lineProgram";
import type { SequenceEnds } from "./lineRepair";
import { joinPath } from "./paths";
import { readString } from "./stringForms";
import type { DwarfUnit } from "./unit";
import { readUnitLength } from "./unitHeader";

/** The line program of one unit, its header read. */
export class LineTable {
  readonly header: LineHeader;
  readonly #bytes: Uint8Array;
  readonly #unit: DwarfUnit;
  readonly #file: DwarfFile;
  readonly #paths = new Map<number, string | null>();
  #defined: readonly LinePath[] = [];

  /** Null where the unit has none. Throws DecodeError. */
  static async open(unit: DwarfUnit): Promise<LineTable | null> {
    const file = unit.skeleton?.file ?? unit.file;
    return unit.stmtList === null ? null : LineTable.#read(unit, file, unit.stmtList);
  }

  /** The stub in a split file, whose files are those that its DIEs count. */
  static async openSplit(unit: DwarfUnit): Promise<LineTable | null> {
    return LineTable.#read(unit, unit.file, unit.root.get(SLOT.stmtList) ?? 0);
  }

  static async #read(unit: DwarfUnit, file: DwarfFile, offset: number): Promise<LineTable | null> {
    const source = await file.source("line");
    if (source === null || !(offset >= 0 && offset < source.size)) return null;
    const reader = new ByteReader(await source.read(offset, Math.min(offset + 12, source.size)));
    const { length } = readUnitLength(reader);
    const end = Math.min(offset + reader.at + length, offset + MAX_LINE_PROGRAM_BYTES, source.size);
    file.limit("line", source.size).take(end - offset);
    const bytes = await source.read(offset, end);
    return new LineTable(unit, file, parseLineHeader(bytes, offset, unit.header.addressBytes), bytes);
  }

  private constructor(unit: DwarfUnit, file: DwarfFile, header: LineHeader, bytes: Uint8Array) {
    this.#unit = unit;
    this.#file = file;
    this.header = header;
    this.#bytes = bytes;
  }

  /** What the program says of ascending addresses. */
  run(addresses: Float64Array, minimumInstructionLength: number | null, ends: SequenceEnds): Lines {
    const { tombstones } = this.#unit;
    const lines = runLineProgram(this.#bytes, this.header, addresses, { minimumInstructionLength, tombstones, ends });
    this.#defined = lines.defined;
    return lines;
  }

  /** The path of a file by its number, as rows and DIEs give it; null for none. */
  async path(number: number): Promise<string | null> {
    const known = this.#paths.get(number);
    if (known !== undefined) return known;
    const path = await this.#readPath(number);
    this.#paths.set(number, path);
    return path;
  }

  async #readPath(number: number): Promise<string | null> {
    const { files, directories, version } = this.header;
    const index = version >= 5 ? number : number - 1;
    const file = files[index] ?? this.#defined[index - files.length];
    if (file === undefined) return null;
    const name = await this.#string(file);
    if (name === null || name === "") return null;
    const directoryIndex = version >= 5 ? file.directory : file.directory - 1;
    const entry = directories[directoryIndex];
    const directory = entry === undefined ? "" : ((await this.#string(entry)) ?? "");
    const stated = (await (this.#unit.skeleton ?? this.#unit).rootString(SLOT.compDir)) ?? "";
    // In version 5 directory 0 is the compilation directory already; Go writes "" or "." there.
    const compDir = version >= 5 && file.directory === 0 && directory === stated ? "" : stated;
    return joinPath(compDir, directory, name).slice(0, MAX_NAME_BYTES);
  }

  #string({ form, value }: LinePath): Promise<string | null> {
    const { alt, strOffsetsBase } = this.#unit.strings;
    const { offsetBytes } = this.header;
    return readString({ file: this.#file, alt, offsetBytes, strOffsetsBase }, form, value, this.#bytes);
  }
}
