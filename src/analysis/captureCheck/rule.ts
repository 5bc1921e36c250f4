import type { CheckRuleId } from "../../model/checkText";
import type { Severity } from "../../model/report";
import type { CheckFacts } from "./facts";

/** A rule of the capture check: what it says when it fires, null when it does not. */
export interface Rule {
  readonly id: CheckRuleId;
  readonly check: (facts: CheckFacts) => Hit | null;
}

export interface Hit {
  readonly severity: Severity;
  /** Of the rule's sentences (model/checkText.ts): names that end in `Share` are 0 to 1, in `Count` numbers. */
  readonly params: Readonly<Record<string, string | number>>;
  /** To be copied; null where no other recording helps. */
  readonly command: string | null;
}

/** From which share on a figure is told, is a warning, spoils the capture. */
export interface Limits {
  readonly told: number;
  readonly warning: number;
  readonly error: number;
}

/** Null below what is told. */
export function severityOf(share: number, { told, warning, error }: Limits): Severity | null {
  if (share < told) return null;
  return share >= error ? "error" : share >= warning ? "warning" : "info";
}

/** Names as part of a sentence: the first three, and how many more. */
export function listed(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const more = distinct.length > 3 ? ` +${distinct.length - 3}` : "";
  return distinct.slice(0, 3).join(", ") + more;
}
