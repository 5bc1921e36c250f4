import { DecodeError } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { StringTable } from "../elf/strings";
import { ABBREVIATION_CACHE, ABBREVIATION_CHUNK_BYTES, MAX_UNITS } from "../limits";
import { type Abbreviations, parseAbbreviations } from "./abbreviations";
import type { Encoding } from "./forms";
import { type DwarfSections, dwoName } from "./sections";
import { SectionWindow } from "./sectionWindow";
import { MAX_UNIT_HEADER_BYTES, parseUnitHeader, type UnitHeader, UnusableUnit } from "./unitHeader";
import { WorkLimit } from "./workLimit";

/** One file with DWARF: the executable, its debug file, a .dwo, or what dwz moved out of several files. */
export class DwarfFile {
  readonly sections: DwarfSections;
  readonly #isSplit: boolean;
  readonly #sources = new Map<string, Promise<ByteSource | null>>();
  readonly #strings = new Map<string, Promise<StringTable | null>>();
  readonly #abbreviations = new Map<string, Promise<Abbreviations>>(); // in the order of use, oldest first
  readonly #limits = new Map<string, WorkLimit>();
  readonly #windows = new Map<string, Promise<SectionWindow | null>>();
  #headers: Promise<readonly UnitHeader[]> | null = null;

  /** In a split file (.dwo, or one unit's part of a .dwp) all sections are called ".debug_….dwo". */
  constructor(sections: DwarfSections, isSplit: boolean) {
    this.sections = sections;
    this.#isSplit = isSplit;
  }

  /** The section ".debug_NAME" or, of a split file, ".debug_NAME.dwo". */
  source(name: string): Promise<ByteSource | null> {
    const known = this.#sources.get(name);
    if (known !== undefined) return known;
    const full = `.debug_${name}`;
    const source = this.sections.section(this.#isSplit ? dwoName(full) : full);
    this.#sources.set(name, source);
    return source;
  }

  /** What may still be read of the section, whose size that is. */
  limit(name: string, sectionBytes: number): WorkLimit {
    const limit = this.#limits.get(name) ?? new WorkLimit(`.debug_${name}`, sectionBytes);
    this.#limits.set(name, limit);
    return limit;
  }

  /** For reading the section without waiting. */
  window(name: string): Promise<SectionWindow | null> {
    const known = this.#windows.get(name);
    const window = known ?? this.source(name).then((source) => source && new SectionWindow(source));
    this.#windows.set(name, window);
    return window;
  }

  /** A string of the section, "" behind its end; null where there is no such section. */
  async string(name: string, offset: number): Promise<string | null> {
    const known = this.#strings.get(name);
    const table = known ?? this.source(name).then((source) => source && new StringTable(source, 0, source.size));
    this.#strings.set(name, table);
    const source = await this.source(name);
    const text = (await (await table)?.get(offset)) ?? null;
    if (text !== null && source !== null) this.limit(name, source.size).take(text.length);
    return text;
  }

  /** The table at that place in .debug_abbrev; the ones used last are kept. */
  abbreviations(offset: number, encoding: Encoding): Promise<Abbreviations> {
    const { version, offsetBytes, addressBytes } = encoding;
    const key = `${offset} ${offsetBytes} ${addressBytes} ${version <= 2}`; // what the size of a form depends on
    const table = this.#abbreviations.get(key) ?? this.#readAbbreviations(offset, encoding);
    this.#abbreviations.delete(key);
    this.#abbreviations.set(key, table);
    for (const oldest of this.#abbreviations.keys()) {
      if (this.#abbreviations.size <= ABBREVIATION_CACHE) break;
      this.#abbreviations.delete(oldest);
    }
    return table;
  }

  async #readAbbreviations(offset: number, encoding: Encoding): Promise<Abbreviations> {
    const source = await this.source("abbrev");
    if (source === null || !(offset < source.size)) {
      throw new DecodeError("Malformed", ".debug_abbrev", offset, "a table behind the end of the section");
    }
    for (let bytes = ABBREVIATION_CHUNK_BYTES; ; bytes *= 4) {
      const end = Math.min(offset + bytes, source.size);
      const limit = this.limit("abbrev", source.size);
      const table = parseAbbreviations(await source.read(offset, end), offset, encoding, limit);
      if (table !== null) return table;
      if (end === source.size) throw new DecodeError("Truncated", ".debug_abbrev", offset, "a table without an end");
    }
  }

  /** The headers of all units, in the section's order; those that cannot be read are left out. */
  headers(): Promise<readonly UnitHeader[]> {
    this.#headers ??= this.#readHeaders();
    return this.#headers;
  }

  async #readHeaders(): Promise<readonly UnitHeader[]> {
    const info = await this.source("info");
    const headers: UnitHeader[] = [];
    for (let offset = 0; info !== null && offset < info.size && headers.length < MAX_UNITS; ) {
      const header = await this.#headerAt(info, offset);
      if (header instanceof DecodeError) {
        if (!(header instanceof UnusableUnit) || header.end <= offset) break;
        offset = header.end;
        continue;
      }
      headers.push(header);
      offset = header.end;
    }
    return headers;
  }

  /** The header of the unit that begins at that place. Throws DecodeError. */
  async header(offset: number): Promise<UnitHeader> {
    const info = await this.source("info");
    const header =
      info === null || !(offset >= 0 && offset < info.size)
        ? new DecodeError("Malformed", ".debug_info", Math.max(0, offset), "no unit begins here")
        : await this.#headerAt(info, offset);
    if (header instanceof DecodeError) throw header;
    return header;
  }

  async #headerAt(info: ByteSource, offset: number): Promise<UnitHeader | DecodeError> {
    try {
      const bytes = await info.read(offset, Math.min(offset + MAX_UNIT_HEADER_BYTES, info.size));
      return parseUnitHeader(bytes, offset, info.size);
    } catch (error) {
      if (error instanceof DecodeError) return error;
      throw error;
    }
  }

  /** The header of the unit that holds the place; null where none does. */
  async headerAround(offset: number): Promise<UnitHeader | null> {
    const headers = await this.headers();
    let low = 0;
    let high = headers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((headers[middle]?.offset ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const header = headers[low - 1];
    return header !== undefined && offset < header.end ? header : null;
  }
}
