import type { ArgColumn, SampleTable } from "../../model/profile";
import type { ProfileEntry } from "../../model/session";
import type { CodeTable, NamedStacks } from "../../model/stacks";

/** What a difference needs of one profile. */
export interface DifferenceSide {
  readonly named: NamedStacks;
  readonly samples: SampleTable;
  /** Of pprof samples: those of one stack with different labels stay apart, as pprof keeps them. */
  readonly labels: readonly ArgColumn[];
  readonly codes: CodeTable | null; // null where the capture has no addresses
}

/** Plain columns, and the same object for the same profile: it is sent to a worker once. */
export function differenceSide({ named, profile, file: { capture } }: ProfileEntry): DifferenceSide {
  const known = made.get(profile);
  if (known?.named === named) return known;
  const side = {
    named,
    samples: profile.samples,
    labels: capture?.kind === "pprof" ? profile.args : NO_LABELS,
    codes: capture !== null && "codes" in capture ? capture.codes : null,
  };
  made.set(profile, side);
  return side;
}

const NO_LABELS: readonly ArgColumn[] = [];
const made = new WeakMap<ProfileEntry["profile"], DifferenceSide>();
