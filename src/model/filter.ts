/**
 * Which samples of a profile are shown. Each criterion is a list of which one must fit, empty for all; a sample has to
 * fit every criterion. A profile without the column that a criterion asks for has no sample that fits.
 */
export interface SampleFilter {
  readonly processes: readonly number[]; // pids
  readonly threads: readonly number[]; // tids
  readonly cpus: readonly number[];
  readonly cgroups: readonly number[]; // analysis/cgroups.ts: checksums of paths
  readonly fromNs: number | null; // since Profile.startNs
  readonly toNs: number | null; // exclusive
  /** Words that the stack must have in a function, file or module; with a leading "-" must not have. */
  readonly text: string;
}

export const EMPTY_FILTER: SampleFilter = {
  processes: [],
  threads: [],
  cpus: [],
  cgroups: [],
  fromNs: null,
  toNs: null,
  text: "",
};
