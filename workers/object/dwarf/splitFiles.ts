import { DecodeError } from "../../../src/model/decodeError";
import { rangeSource } from "../elf/range";
import { DwarfFile } from "./dwarfFile";
import { type Contributions, DwpIndex } from "./dwpIndex";
import type { DwarfSections } from "./sections";
import { DwarfUnit, type UnitContext } from "./unit";
import type { UnitHeader } from "./unitHeader";

/** A split unit, in the file that has it. */
interface SplitPlace {
  readonly file: DwarfFile;
  readonly header: UnitHeader;
}

/**
 * The split units of some .dwo files and packages (.dwp), found by dwo_id: the paths that skeletons name are those of
 * the machine that compiled. All files are looked through when the first unit is asked for.
 */
export class SplitFiles {
  readonly #files: readonly DwarfSections[];
  readonly #context: UnitContext;
  readonly #opened = new Map<bigint, Promise<DwarfFile>>();
  #loose: Promise<ReadonlyMap<bigint, SplitPlace>> | null = null;
  #packages: Promise<readonly Package[]> | null = null;

  constructor(files: readonly DwarfSections[], context: UnitContext) {
    this.#files = files;
    this.#context = context;
  }

  /** The other half of a skeleton unit; null where no file has it. */
  async unitOf(skeleton: DwarfUnit, dwoId: bigint): Promise<DwarfUnit | null> {
    const place = await this.#find(dwoId);
    return place === null ? null : DwarfUnit.open(place.file, place.header, this.#context, skeleton);
  }

  async #find(dwoId: bigint): Promise<SplitPlace | null> {
    this.#packages ??= packagesIn(this.#files);
    for (const { sections, index } of await this.#packages) {
      const contributions = index.find(dwoId);
      if (contributions === null) continue;
      const file = this.#opened.get(dwoId) ?? Promise.resolve(new DwarfFile(partOf(sections, contributions), true));
      this.#opened.clear(); // a package's unit is used once: its addresses come together
      this.#opened.set(dwoId, file);
      const header = (await (await file).headers())[0];
      if (header !== undefined) return { file: await file, header };
    }
    this.#loose ??= this.#index();
    return (await this.#loose).get(dwoId) ?? null;
  }

  async #index(): Promise<ReadonlyMap<bigint, SplitPlace>> {
    const places = new Map<bigint, SplitPlace>();
    for (const sections of this.#files) {
      const file = new DwarfFile(sections, true);
      try {
        for (const header of await file.headers()) {
          const dwoId = header.dwoId ?? (await DwarfUnit.open(file, header, this.#context)).dwoId;
          if (dwoId !== null) places.set(dwoId, { file, header });
        }
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error; // a damaged file has no units
      }
    }
    return places;
  }
}

interface Package {
  readonly sections: DwarfSections;
  readonly index: DwpIndex;
}

async function packagesIn(files: readonly DwarfSections[]): Promise<readonly Package[]> {
  const packages: Package[] = [];
  for (const sections of files) {
    try {
      const source = await sections.section(".debug_cu_index");
      if (source !== null) packages.push({ sections, index: await DwpIndex.read(source) });
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error; // the units of the others may do
    }
  }
  return packages;
}

/** The sections of one unit of a package, as if they were a .dwo of its own. Strings are common to all. */
function partOf(sections: DwarfSections, contributions: Contributions): DwarfSections {
  return {
    hasCodeAtZero: sections.hasCodeAtZero,
    async section(name) {
      const source = await sections.section(name);
      const part = contributions.get(name.replace(/^\.debug_/, "").replace(/\.dwo$/, ""));
      if (source === null || part === undefined) return source;
      return rangeSource(source, part.offset, part.size);
    },
  };
}
