import type { SpanLives } from "../../model/spanLives";
import type { SpanLifetimes } from "../../model/spans";
import { quantileSorted } from "../statistics/quantile";

export function spanLifetimes({ birthNs, deathNs, existed }: SpanLives): SpanLifetimes {
  const lifetimes = deathNs.map((death, life) => (existed[life] === 1 ? Number.NaN : death - birthNs[life]));
  const sorted = lifetimes.filter((ns) => !Number.isNaN(ns)).sort();
  const [p50Ns, p90Ns, p99Ns] = [0.5, 0.9, 0.99].map((share) => quantileSorted(sorted, share));
  return { p50Ns, p90Ns, p99Ns };
}
