import type { Finding } from "../../model/report";
import type { SessionData } from "../../model/session";
import { finding } from "../findings/finding";
import { nodeRows } from "./nodeRows";

/** A node that is used up within this is worth a warning: somebody has to do something. */
const SOON_S = 7 * 86_400;

/** What the overview says of NUMA nodes: those that are used up soon, and a node that grows for certain faster than its control. */
export function numaFindings({ numa }: SessionData): Finding[] {
  if (numa === null) return [];
  const used = nodeRows(numa, null, null).flatMap(({ node, freeBytes, exhaustion }): Finding[] => {
    if (exhaustion === null || exhaustion.ci[0] > SOON_S) return [];
    const params = {
      node: String(node),
      freeBytes: freeBytes ?? 0,
      leftSeconds: exhaustion.s,
      soonSeconds: exhaustion.ci[0],
      lateSeconds: exhaustion.ci[1],
    };
    return [{ ...finding("growth", "warning", "nodeExhausted", params, exhaustion.s, null), ci: exhaustion.ci }];
  });
  return [...used, ...amplified(numa)];
}

function amplified({ series, affected, hotNode, amplifications }: NonNullable<SessionData["numa"]>): Finding[] {
  const [first] = amplifications;
  if (first?.factor == null || first.ci === null || !(first.ci[0] > 1)) return [];
  const isOwn = first.control === affected;
  const params = {
    name: series[affected].name,
    node: String(hotNode),
    factor: threeDigits(first.factor),
    low: threeDigits(first.ci[0]),
    high: threeDigits(first.ci[1]),
    controlNode: first.nodes.join(", "),
    control: series[first.control].name,
  };
  const key = isOwn ? "nodeAmplified" : "nodeAmplifiedOver";
  return [{ ...finding("growth", "info", key, params, first.factor, null), ci: first.ci }];
}

function threeDigits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
