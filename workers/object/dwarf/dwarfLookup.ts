import { DecodeError } from "../../../src/model/decodeError";
import { LossLog } from "../../io/lossLog";
import { eachArange } from "./aranges";
import { DW_TAG_partial_unit, DW_UT } from "./constants";
import { DieNames } from "./dieNames";
import { DwarfFile } from "./dwarfFile";
import type { FrameSink } from "./frameSink";
import { type LineRepairVotes, newVotes } from "./lineRepairVotes";
import type { DwarfSections } from "./sections";
import { whenLoaded } from "./sectionWindow";
import { SplitFiles } from "./splitFiles";
import { DwarfUnit, type UnitContext } from "./unit";
import { UnitCandidates, type UnitWork } from "./unitCandidates";
import { UnitFrames } from "./unitFrames";
import type { UnitHeader } from "./unitHeader";

/** The files that together are the DWARF of one module. */
export interface DwarfFiles {
  /** The executable or its debug file. */
  readonly main: DwarfSections;
  /** What dwz moved out of `main`; null where it moved nothing, or where that was not dropped. */
  readonly alt: DwarfSections | null;
  /** What to call functions whose names are in a dwz file that was not dropped; null to leave them without a name. */
  readonly missingAlt: string | null;
  /** .dwo files and packages, in any order. */
  readonly splits: readonly DwarfSections[];
  /** Instead of what line programs say; see lineRepair. */
  readonly minimumInstructionLength: number | null;
}

/**
 * Names addresses from DWARF. Units are looked at one after the other, each once for all its addresses, and nothing
 * of one is kept for the next: memory is that of the largest unit.
 *
 * Where the code of an address is said by .debug_aranges first, because that is read at once. What they do not find is
 * looked for in the ranges of all units, then in the units that state none.
 */
export class DwarfLookup {
  readonly losses = new LossLog();
  readonly repairs: LineRepairVotes = newVotes();
  readonly #main: DwarfFile;
  readonly #context: UnitContext;
  readonly #frames: UnitFrames;
  readonly #added = new Set<number>(); // units, whose ranges are candidates
  readonly #unbounded: number[] = []; // units that state no ranges

  constructor(files: DwarfFiles, sink: FrameSink) {
    this.#main = new DwarfFile(files.main, false);
    const alt = files.alt === null ? null : new DwarfFile(files.alt, false);
    this.#context = { alt };
    this.#frames = new UnitFrames({
      names: new DieNames(this.#context, files.missingAlt),
      splits: new SplitFiles(files.splits, this.#context),
      minimumInstructionLength: files.minimumInstructionLength,
      repairs: this.repairs,
      sink,
      onLoss: (error) => this.losses.add(error.failure),
    });
  }

  /** Gives the sink what is known of some ascending addresses. */
  async names(addresses: Float64Array): Promise<void> {
    await this.#find(addresses);
    this.#frames.finish();
  }

  async #find(addresses: Float64Array): Promise<void> {
    const candidates = new UnitCandidates(addresses);
    await this.#kept(() => eachArange(this.#main, (start, end, unit) => candidates.add(start, end, unit)));
    await this.#run(candidates.take(), addresses, candidates);
    if (candidates.isFinished) return;
    await this.#addAll(candidates);
    await this.#run(candidates.take(), addresses, candidates);
    const left = candidates.left();
    for (const unit of this.#unbounded) candidates.addEverything(unit, left);
    await this.#run(candidates.take(), addresses, candidates);
  }

  async #run(work: readonly UnitWork[], addresses: Float64Array, candidates: UnitCandidates): Promise<void> {
    for (const { unit: offset, indexes } of work) {
      const left = indexes.filter((index) => !candidates.isDone(index));
      if (left.length === 0) continue;
      await this.#kept(async () => {
        const unit = await DwarfUnit.open(this.#main, await this.#main.header(offset), this.#context);
        if (!mayHaveCode(unit.header)) return;
        await this.#add(unit, candidates);
        await this.#frames.emit(unit, addresses, left, (index) => candidates.done(index));
      });
    }
  }

  /** Adds every unit that was not opened so far. */
  async #addAll(candidates: UnitCandidates): Promise<void> {
    for (const header of await this.#main.headers()) {
      if (this.#added.has(header.offset) || !mayHaveCode(header)) continue;
      await this.#kept(async () => this.#add(await DwarfUnit.open(this.#main, header, this.#context), candidates));
    }
  }

  /** Adds a unit by the ranges of its first DIE. */
  async #add(unit: DwarfUnit, candidates: UnitCandidates): Promise<void> {
    const { offset } = unit.header;
    if (this.#added.has(offset) || unit.rootTag === DW_TAG_partial_unit) return;
    this.#added.add(offset);
    let isBounded = false;
    await whenLoaded(() =>
      unit.eachRange(unit.root, (start, end) => {
        isBounded = true;
        candidates.add(start, end, offset);
      }),
    );
    if (!isBounded) this.#unbounded.push(offset);
  }

  /** What is damaged costs what it would have said, and no more. */
  async #kept(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.losses.add(error.failure);
    }
  }
}

function mayHaveCode({ type }: UnitHeader): boolean {
  return type === DW_UT.compile || type === DW_UT.skeleton;
}
