/** How the samples and frames of a profile are narrowed. */

/**
 * pprof's filters: what they do to samples (focus, ignore, tagfocus, tagignore), to the frames of their stacks (hide, show,
 * …_from), in this order; and before all of them, which labels become frames (tagroot, tagleaf).
 */
export const RULE_KINDS = [
  "focus",
  "ignore",
  "hide",
  "show",
  "show_from",
  "prune_from",
  "tagfocus",
  "tagignore",
  "tagroot",
  "tagleaf",
] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

export interface FilterRule {
  readonly kind: RuleKind;
  /**
   * In RE2's syntax; of tagfocus and tagignore also `key=regexp` or a range of amounts, `key=1kb:10kb`; of tagroot and tagleaf
   * the keys, parted by commas.
   */
  readonly pattern: string;
}

/** What is one row: pprof's `-functions`, `-filefunctions`, `-files`, `-lines` and `-addresses`. */
export const GRANULARITIES = ["functions", "filefunctions", "files", "lines", "addresses"] as const;
export type Granularity = (typeof GRANULARITIES)[number];

/**
 * Which samples of a profile are shown. Each criterion is a list of which one must fit, empty for all; a sample has to
 * fit every criterion. A profile without the column that a criterion asks for has no sample that fits.
 */
export interface SampleFilter {
  readonly processes: readonly number[]; // pids
  readonly threads: readonly number[]; // tids
  readonly cpus: readonly number[];
  readonly nodes: readonly number[]; // NUMA nodes: those of the CPUs
  readonly cgroups: readonly number[]; // analysis/cgroups.ts: checksums of paths
  readonly fromNs: number | null; // since Profile.startNs
  readonly toNs: number | null; // exclusive
  /** Words that the stack must have in a function, file or module; with a leading "-" must not have. */
  readonly text: string;
  readonly rules: readonly FilterRule[];
  readonly granularity: Granularity;
  /** Inlined calls are counted with the function that they were compiled into. */
  readonly noInlines: boolean;
}

export const EMPTY_FILTER: SampleFilter = {
  processes: [],
  threads: [],
  cpus: [],
  nodes: [],
  cgroups: [],
  fromNs: null,
  toNs: null,
  text: "",
  rules: [],
  granularity: "functions",
  noInlines: false,
};
