import type { LineRepair } from "../../../src/model/moduleNames";
import { type CodeRanges, repairFactor, type SequenceEnds } from "./lineRepair";

/** What the units of one module say about their minimum_instruction_length. */
export interface LineRepairVotes {
  /** Units by the factor that their headers state. */
  readonly stated: Map<number, number>;
  /** Units that end where they should under another factor, by that. */
  readonly wanted: Map<number, number>;
}

export function newVotes(): LineRepairVotes {
  return { stated: new Map(), wanted: new Map() };
}

export function vote(votes: LineRepairVotes, header: number, ends: SequenceEnds, ranges: CodeRanges): void {
  if (ends.length === 0 || ranges.start.length === 0) return;
  const factor = repairFactor(header, ends, ranges);
  votes.stated.set(header, (votes.stated.get(header) ?? 0) + 1);
  if (factor !== null) votes.wanted.set(factor, (votes.wanted.get(factor) ?? 0) + 1);
}

/** The factor that more than half of the units want; null where the headers are right. */
export function proposal({ stated, wanted }: LineRepairVotes): LineRepair | null {
  const units = [...stated.values()].reduce((sum, count) => sum + count, 0);
  for (const [factor, agreeing] of wanted) {
    if (2 * agreeing <= units) continue;
    const [header = 1] = [...stated].sort(([, a], [, b]) => b - a)[0] ?? [];
    return { header, proposed: factor, units, agreeing };
  }
  return null;
}
