import { grouped, groupsOf, type Resamples, resamplesOf } from "../statistics/clusterBootstrap";

/** Which rows are like each other: every row belongs to one cluster, and clusters are independent. */
export interface Clusters {
  readonly count: number;
  readonly of: Int32Array; // per row -> clusters
}

/** Sums of a quantity per cluster, and how many rows each cluster has that it is known of. */
export class ClusterSums {
  readonly rows: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array; // around the value that was given first, so that nothing cancels
  #centre = Number.NaN;

  constructor(clusters: number) {
    this.rows = new Float64Array(clusters);
    this.sum = new Float64Array(clusters);
    this.squares = new Float64Array(clusters);
  }

  get centre(): number {
    return Number.isNaN(this.#centre) ? 0 : this.#centre;
  }

  add(cluster: number, value: number): void {
    if (Number.isNaN(this.#centre)) this.#centre = value;
    const centred = value - this.#centre;
    this.rows[cluster]++;
    this.sum[cluster] += centred;
    this.squares[cluster] += centred * centred;
  }

  /** Rows whose sums are known, around 0: not to be mixed with single ones. */
  addAll(cluster: number, rows: number, sum: number, squares: number): void {
    this.rows[cluster] += rows;
    this.sum[cluster] += sum;
    this.squares[cluster] += squares;
  }
}

/** How clusters are drawn: those with a row of the quantity, at most MOST_GROUPS groups of them. */
export interface Grouping {
  readonly clusters: number; // with a row
  readonly groups: number;
  readonly group: Int32Array; // per cluster -> groups; -1 for one without a row
}

/** `rows`: how many each cluster has. */
export function groupingOf(rows: Float64Array): Grouping {
  const kept = Int32Array.from(rows.keys()).filter((cluster) => rows[cluster] > 0);
  const { groups, group: ofKept } = groupsOf(kept.length);
  const group = new Int32Array(rows.length).fill(-1);
  kept.forEach((cluster, i) => {
    group[cluster] = ofKept[i];
  });
  return { clusters: kept.length, groups, group };
}

/** Columns of sums per cluster as what is drawn. */
export interface Drawn {
  readonly clusters: number;
  readonly resamples: Resamples;
  readonly columns: readonly Float64Array[]; // per group, in the order of the given ones
}

/** `rows`: how many each cluster has. `columns`: sums per cluster. */
export function drawn(rows: Float64Array, columns: readonly Float64Array[]): Drawn {
  const { clusters, groups, group } = groupingOf(rows);
  return { clusters, resamples: resamplesOf(groups), columns: columns.map((column) => grouped(column, group, groups)) };
}
