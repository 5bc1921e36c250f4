import type { Figure, MetricName, MetricUnit, Missing } from "../../../model/deviation";
import type { MissingReason } from "../../../model/deviationText";
import type { Source } from "../sources";

/** One figure of a metric: how it is computed from one side's captures of one kind. */
export interface Measure {
  readonly name: MetricName;
  readonly measure: string;
  readonly unit: MetricUnit;
  /** Whether a larger one makes sampling worse, so that it counts in the verdict. */
  readonly inVerdict: boolean;
  /** Left out where it is 0 on both sides. */
  readonly isOptional?: true;
  /** A figure of this page on this machine: the sides have it, their difference says nothing of sampling. */
  readonly isOfThisPage?: true;
  /** Null for a kind of capture that never has it. */
  readonly of: (source: Source) => Measured | null;
}

export type Measured = { readonly figure: Figure } | { readonly missing: Missing };

export function missing(reason: MissingReason, params: Missing["params"] = {}): Measured {
  return { missing: { reason, params } };
}

/** A figure that there are rows for. */
export function measured(figure: Figure | null, otherwise: Measured): Measured {
  return figure === null ? otherwise : { figure };
}
