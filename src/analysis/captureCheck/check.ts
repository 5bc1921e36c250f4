import { CHECK_TEXT, type CheckRuleId } from "../../model/checkText";
import type { Severity } from "../../model/report";
import type { SessionFile } from "../../model/session";
import { fill } from "../findings/finding";
import { ARTICLE_RULES } from "./articleRules";
import { type CheckFacts, checkFacts } from "./facts";
import { KERNEL_RULES } from "./kernelRules";
import type { Hit, Rule } from "./rule";

/** Something that the capture check has to say of one perf.data file. */
export interface CheckFinding extends Hit {
  readonly rule: CheckRuleId;
  readonly source: "kernel" | "article";
  readonly message: string; // English: what it means, and how to record again
}

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** What fires, worst first; what the article says comes last. Empty for a capture with nothing to be said of. */
export function checkCapture(facts: CheckFacts): readonly CheckFinding[] {
  const kernel = KERNEL_RULES.flatMap((rule) => applied(rule, facts, "kernel"));
  const article = ARTICLE_RULES.flatMap((rule) => applied(rule, facts, "article"));
  return [...kernel.sort((a, b) => ORDER[a.severity] - ORDER[b.severity]), ...article];
}

/** The same for a dropped file: nothing of what is no perf.data. */
export function checkFile({ capture }: SessionFile, arch: string | null): readonly CheckFinding[] {
  if (capture?.kind !== "perf") return [];
  const facts = checkFacts(capture, arch);
  return facts === null ? [] : checkCapture(facts);
}

function applied({ id, check }: Rule, facts: CheckFacts, source: CheckFinding["source"]): CheckFinding[] {
  const hit = check(facts);
  if (hit === null) return [];
  const { means, again } = CHECK_TEXT[id];
  return [{ rule: id, source, ...hit, message: `${fill(means, hit.params)} ${fill(again, hit.params)}` }];
}
