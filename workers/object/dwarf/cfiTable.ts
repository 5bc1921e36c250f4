import { DecodeError } from "../../../src/model/decodeError";
import { MAX_FDES } from "../limits";
import { CfiMachine } from "./cfiInstructions";
import type { CfiSection } from "./cfiSection";
import type { EhFrameHdr } from "./ehFrameHdr";
import { type Fde, FdeReader } from "./fde";

/** The call frame information of one section, found by address. */
export class CfiTable {
  readonly section: CfiSection;
  readonly #hdr: EhFrameHdr | null;
  readonly #fdes: FdeReader;
  #scanned: FdeIndex | null = null;
  #machine: CfiMachine | null = null;

  constructor(section: CfiSection, hdr: EhFrameHdr | null) {
    this.section = section;
    this.#hdr = hdr;
    this.#fdes = new FdeReader(section);
  }

  /** The FDE that covers an address, null when none does. */
  fde(svma: number): Fde | null {
    return this.#byHeader(svma) ?? this.#byScan(svma);
  }

  /**
   * The row at an address, until the next one is asked for; null without an FDE. Throws DecodeError where its
   * instructions cannot be carried out.
   */
  row(svma: number): CfiMachine | null {
    const fde = this.fde(svma);
    if (fde === null) return null;
    if (this.#machine === null) this.#machine = new CfiMachine(this.section, fde);
    else this.#machine.restart(fde);
    this.#machine.runTo(svma);
    return this.#machine;
  }

  /** Every FDE that can be read, in the section's order. */
  *fdes(): Generator<Fde> {
    for (const entry of this.section.entries()) {
      if (entry.kind !== "fde") continue;
      const fde = orNull(() => this.#fdes.read(entry));
      if (fde !== null && fde.end > fde.start) yield fde;
    }
  }

  #byHeader(svma: number): Fde | null {
    const found = this.#hdr?.find(svma) ?? null;
    return found === null ? null : this.#covering(found - this.section.address, svma);
  }

  #byScan(svma: number): Fde | null {
    this.#scanned ??= this.#scan();
    const { starts, offsets } = this.#scanned;
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] as number) <= svma) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? null : this.#covering(offsets[low - 1] as number, svma);
  }

  #covering(offset: number, svma: number): Fde | null {
    return orNull(() => {
      const entry = this.section.entry(offset);
      const fde = entry?.kind === "fde" ? this.#fdes.read(entry) : null;
      return fde !== null && svma >= fde.start && svma < fde.end ? fde : null;
    });
  }

  #scan(): FdeIndex {
    const rows: { readonly start: number; readonly offset: number }[] = [];
    for (const entry of this.section.entries()) {
      if (rows.length >= MAX_FDES) break;
      if (entry.kind !== "fde") continue;
      const fde = orNull(() => this.#fdes.read(entry));
      if (fde !== null && fde.end > fde.start) rows.push({ start: fde.start, offset: entry.offset });
    }
    rows.sort((a, b) => a.start - b.start);
    return {
      starts: Float64Array.from(rows, ({ start }) => start),
      offsets: Float64Array.from(rows, ({ offset }) => offset),
    };
  }
}

/** FDEs by the start of their functions. */
interface FdeIndex {
  readonly starts: Float64Array;
  readonly offsets: Float64Array;
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}
