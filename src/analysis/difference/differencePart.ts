import type { HeapSeries } from "../../model/growth";
import type { ReportDifference } from "../../model/report";
import type { ProfileEntry } from "../../model/session";
import { functionTable } from "../functionTable";
import { stackWeights } from "../stackWeights";
import { difference } from "./difference";
import { differenceSide } from "./differenceSide";

const MOST_FUNCTIONS = 200;

/** `difference` of a series in the report: what the difference view says of its first and last judged point. */
export function differencePart(
  { fileIds, sampleType, judged }: HeapSeries,
  profiles: readonly ProfileEntry[],
): ReportDifference | null {
  const [base, later] = [judged[0], judged[1] - 1].map((point) =>
    profiles.find(({ file, profile }) => file.id === fileIds[point] && profile.event === sampleType),
  );
  if (base === undefined || later === undefined) return null;
  const { named, samples } = difference(differenceSide(base), differenceSide(later), false);
  const weights = stackWeights(named, { samples });
  const { self, total } = functionTable(named, samples);
  const changed = [...self.keys()].filter((func) => self[func] !== 0 || total[func] !== 0);
  changed.sort((a, b) => Math.abs(self[b]) - Math.abs(self[a]) || Math.abs(total[b]) - Math.abs(total[a]) || a - b);
  return {
    base: base.file.name,
    later: later.file.name,
    total: weights.total,
    functions: changed.slice(0, MOST_FUNCTIONS).map((func) => ({
      function: named.strings[named.funcs.name[func]],
      self: self[func],
      total: total[func],
    })),
  };
}
