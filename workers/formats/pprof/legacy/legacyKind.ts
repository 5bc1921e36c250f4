import type { PprofFacts } from "../../../../src/model/capture";
import type { Damage } from "../damage";
import type { LegacyStacks } from "./legacyStacks";

/** What the head of a legacy text profile says. */
export interface LegacyHead {
  readonly types: readonly { readonly type: string; readonly unit: string }[];
  readonly periodType: { readonly type: string; readonly unit: string };
  period: number;
  durationNs: bigint;
  readonly dropFrames: NonNullable<PprofFacts["dropFrames"]>;
}

/** Reads the lines of one kind of text behind its header; comments, sections and empty lines do not come here. */
export interface LegacyReader {
  readonly head: LegacyHead;
  line(line: string, stacks: LegacyStacks, damage: Damage, at: number): void;
  /** After the last line: a kind whose samples have several lines. */
  end?(stacks: LegacyStacks, damage: Damage, at: number): void;
}

/** One kind of legacy text: null for a first line that is not its header. */
export type LegacyKind = (header: string) => LegacyReader | null;
