import type { PerfThread } from "../../model/capture";
import type { Profile } from "../../model/profile";
import type { NamedStacks } from "../../model/stacks";
import { recordColumns } from "./recordColumn";
import { matchingSamples, sortedSamples } from "./recordOrder";

/** Samples of a profile, and the columns that say something of all of them. */
interface ChosenRecords {
  readonly samples: Int32Array;
  readonly columns: readonly string[]; // -> RecordColumn.id
}

/** The samples that have a text in them, sorted by a column (-> RecordColumn.id). */
export function chosenRecords(
  named: NamedStacks,
  profile: Profile,
  threads: readonly PerfThread[],
  search: string,
  column: string,
  descending: boolean,
): ChosenRecords {
  const columns = recordColumns(profile, named, threads);
  const found = matchingSamples(columns, profile.samples.length, search);
  const isSorted = column === "time" && !descending; // samples are in the order of time from the start
  const by = isSorted ? undefined : columns.find(({ id }) => id === column);
  return {
    samples: by === undefined ? found : sortedSamples(found, by, descending),
    columns: columns.map(({ id }) => id),
  };
}
