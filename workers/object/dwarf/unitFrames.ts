import { DecodeError } from "../../../src/model/decodeError";
import { AddressFrames } from "./addressFrames";
import type { DieNames } from "./dieNames";
import type { FrameSink } from "./frameSink";
import { FunctionScan } from "./functionScan";
import type { Lines } from "./lineProgram";
import { SequenceEnds } from "./lineRepair";
import { type LineRepairVotes, vote } from "./lineRepairVotes";
import { LineTable } from "./lineTable";
import { whenLoaded } from "./sectionWindow";
import type { SplitFiles } from "./splitFiles";
import type { DwarfUnit } from "./unit";

interface Parts {
  readonly names: DieNames;
  readonly splits: SplitFiles;
  readonly minimumInstructionLength: number | null;
  readonly repairs: LineRepairVotes;
  readonly sink: FrameSink;
  readonly onLoss: (error: DecodeError) => void;
}

const NONE = -1;

/** The frames of the addresses of one unit. */
export class UnitFrames {
  readonly #parts: Parts;
  readonly #lineOnly = new Map<number, { readonly file: number; readonly line: number; readonly column: number }>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `indexes` -> addresses, ascending. Calls `onDone` for those whose function is found. */
  async emit(
    unit: DwarfUnit,
    addresses: Float64Array,
    indexes: Int32Array,
    onDone: (index: number) => void,
  ): Promise<void> {
    const own = Float64Array.from(indexes, (index) => addresses[index]);
    const splitUnit = await this.#orNull(() => this.#splitOf(unit));
    const scanned = splitUnit ?? unit;
    const scan = await this.#scan(scanned, own);
    const table = await this.#orNull(() => LineTable.open(unit));
    const lines = table === null ? null : await this.#orNull(() => this.#runLines(unit, table, own));
    const callTable =
      splitUnit === null ? table : ((await this.#orNull(() => LineTable.openSplit(splitUnit))) ?? table);
    const { names, sink } = this.#parts;
    const frames = new AddressFrames({ names, sink, unit: scanned, scan, table, callTable, lines });
    for (let i = 0; i < own.length; i++) {
      const index = indexes[i];
      if (await frames.emit(i, index, splitUnit === null ? "main" : "split")) {
        onDone(index);
        this.#lineOnly.delete(index);
      } else if (!this.#lineOnly.has(index)) {
        const place = await frames.place(i);
        if (place !== null) this.#lineOnly.set(index, place);
      }
    }
  }

  /** Gives the lines of addresses for which no unit had a function. */
  finish(): void {
    for (const [index, { file, line, column }] of this.#lineOnly) this.#parts.sink.lineOnly(index, file, line, column);
    this.#lineOnly.clear();
  }

  async #splitOf(unit: DwarfUnit): Promise<DwarfUnit | null> {
    return unit.dwoId === null ? null : this.#parts.splits.unitOf(unit, unit.dwoId);
  }

  async #scan(unit: DwarfUnit, addresses: Float64Array): Promise<FunctionScan> {
    const scan = new FunctionScan(unit, await unit.bytes(), addresses);
    for (const skipBodies of [true, false]) {
      await this.#orNull(() => whenLoaded(() => scan.run(skipBodies)));
      if (scan.innermost.indexOf(NONE) < 0) break;
    }
    return scan;
  }

  async #runLines(unit: DwarfUnit, table: LineTable, addresses: Float64Array): Promise<Lines> {
    const ends = new SequenceEnds();
    const lines = table.run(addresses, this.#parts.minimumInstructionLength, ends);
    const start: number[] = [];
    const end: number[] = [];
    await whenLoaded(() => {
      start.length = 0;
      end.length = 0;
      unit.eachRange(unit.root, (from, to) => {
        start.push(from);
        end.push(to);
      });
    });
    vote(this.#parts.repairs, table.header.minimumInstructionLength, ends, { start, end });
    return lines;
  }

  async #orNull<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.#parts.onLoss(error);
      return null;
    }
  }
}
