import type { MetricRow } from "../../model/deviation";
import { recordCommand } from "./recordCommand";

/** Rows without a figure for one reason, one at least. */
export type MissingGroup = readonly [MetricRow, ...MetricRow[]];

export function isMeasured({ baseline, candidate, difference }: MetricRow): boolean {
  return baseline !== null || candidate !== null || difference !== null;
}

/** The rows of one metric that nothing tells, taken together where the reason and the remedy are the same. */
export function missingGroups(rows: readonly MetricRow[]): readonly MissingGroup[] {
  const groups = new Map<string, [MetricRow, ...MetricRow[]]>();
  for (const row of rows) {
    if (isMeasured(row)) continue;
    const { name, source, missing } = row;
    const remedies = [missing.baseline, missing.candidate].map((one) => one && recordCommand(one, name, source));
    const key = JSON.stringify([missing, remedies]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}
