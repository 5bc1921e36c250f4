/** The factors of minimum_instruction_length that tool chains write: x86, Alpha and SW64, the article's. */
const FACTORS = [1, 4, 8] as const;

/**
 * Where the sequences of one unit's line program end, for any minimum_instruction_length:
 * start + fixed + factor × steps.
 */
export class SequenceEnds {
  readonly #start: number[] = [];
  readonly #fixed: number[] = [];
  readonly #steps: number[] = [];

  get length(): number {
    return this.#start.length;
  }

  add(start: number, fixed: number, steps: number): void {
    if (this.length >= MAX_SEQUENCES) return;
    this.#start.push(start);
    this.#fixed.push(fixed);
    this.#steps.push(steps);
  }

  /** How many of the sequences end under this factor where the range that they begin in does. */
  fitting(factor: number, ranges: CodeRanges): number {
    let fitting = 0;
    for (let i = 0; i < this.length; i++) {
      const start = this.#start[i];
      const end = start + this.#fixed[i] + factor * this.#steps[i];
      for (let range = 0; range < ranges.start.length; range++) {
        if (start < ranges.start[range] || start >= ranges.end[range]) continue;
        if (end === ranges.end[range]) fitting++;
        break;
      }
    }
    return fitting;
  }
}

/** The unit's code: DW_AT_low_pc to DW_AT_high_pc, or DW_AT_ranges. */
export interface CodeRanges {
  readonly start: readonly number[];
  readonly end: readonly number[];
}

/** Enough to tell, and the look at ranges stays short. */
const MAX_SEQUENCES = 64;

/**
 * The minimum_instruction_length under which every sequence of the unit ends where the unit does, when that is not
 * what the header says: some SW64 tool chains write a wrong one. Null when the header is right, or nothing fits.
 */
export function repairFactor(header: number, ends: SequenceEnds, ranges: CodeRanges): number | null {
  if (ends.length === 0 || ends.fitting(header, ranges) === ends.length) return null;
  return FACTORS.find((factor) => factor !== header && ends.fitting(factor, ranges) === ends.length) ?? null;
}
