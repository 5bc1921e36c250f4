import { CfiReader } from "./cfiReader";
import type { CfiEntry, CfiSection } from "./cfiSection";
import { type Cie, readCie } from "./cie";
import { readEncodedPointer, readEncodedSize } from "./encodedPointer";

/** A frame description entry: the instructions for one function, or a part of one. */
export interface Fde {
  readonly cie: Cie;
  readonly start: number; // Svma
  readonly end: number; // exclusive
  readonly instructions: number; // offset in the section
  readonly instructionsEnd: number;
}

/** Reads FDEs, and their CIEs once each. */
export class FdeReader {
  readonly #section: CfiSection;
  readonly #cies = new Map<number, Cie>();

  constructor(section: CfiSection) {
    this.#section = section;
  }

  /** Throws DecodeError for an FDE whose CIE cannot be used, or that is none. */
  read(entry: CfiEntry): Fde {
    const section = this.#section;
    const reader = new CfiReader(section, entry.bodyAt, entry.end);
    if (entry.kind !== "fde") throw reader.fail("Malformed", "no FDE here");
    const cie = this.#cie(section.cieOffset(entry), reader);
    reader.skip(cie.segmentBytes);
    const start = readEncodedPointer(reader, cie.fdeEncoding, cie.addressBytes);
    const size = readEncodedSize(reader, cie.fdeEncoding, cie.addressBytes);
    if (cie.hasAugmentationData) reader.skip(reader.uleb());
    return { cie, start, end: start + size, instructions: reader.at, instructionsEnd: entry.end };
  }

  #cie(offset: number, reader: CfiReader): Cie {
    const known = this.#cies.get(offset);
    if (known !== undefined) return known;
    const entry = this.#section.entry(offset);
    if (entry?.kind !== "cie") throw reader.fail("Malformed", `there is no CIE at 0x${offset.toString(16)}`);
    const cie = readCie(this.#section, entry);
    this.#cies.set(offset, cie);
    return cie;
  }
}
