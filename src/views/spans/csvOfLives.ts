import { type Avma, formatAddress } from "../../model/address";
import { elemBytesOf } from "../../model/sizeClasses";
import type { SpanHistory } from "../../model/spans";

/** The listed lives as a table: times in seconds since the start of the recording. */
export function csvOfLives({ lives, candidates }: SpanHistory, rows: readonly number[]): (string | number)[][] {
  return [
    ["address", "pages", "spanclass", "object bytes", "begins s", "ends s", "thread", "leak candidate"],
    ...rows.map((life) => [
      formatAddress(lives.address[life] as Avma),
      lives.pages[life],
      lives.spanclass[life],
      elemBytesOf(lives.spanclass[life], lives.pages[life]),
      lives.birthNs[life] / 1e9,
      Number.isNaN(lives.deathNs[life]) ? "" : lives.deathNs[life] / 1e9,
      lives.thread[life],
      candidates === null ? "" : candidates.isCandidate[life],
    ]),
  ];
}
