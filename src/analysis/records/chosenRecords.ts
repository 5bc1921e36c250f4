import type { PerfThread } from "../../model/capture";
import type { Profile } from "../../model/profile";
import type { NamedStacks } from "../../model/stacks";
import { recordColumns } from "./recordColumn";
import { matchingSamples, sortedSamples } from "./recordOrder";

/** The samples of a profile that have a text in them, sorted by a column (-> RecordColumn.id). */
export function chosenRecords(
  named: NamedStacks,
  profile: Profile,
  threads: readonly PerfThread[],
  search: string,
  column: string,
  descending: boolean,
): Int32Array {
  const columns = recordColumns(profile, named, threads);
  const found = matchingSamples(columns, profile.samples.length, search);
  const isSorted = column === "time" && !descending; // samples are in the order of time from the start
  const by = isSorted ? undefined : columns.find(({ id }) => id === column);
  return by === undefined ? found : sortedSamples(found, by, descending);
}
