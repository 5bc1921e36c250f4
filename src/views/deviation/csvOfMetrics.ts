import type { MetricRow } from "../../model/deviation";

const SIDES = ["baseline", "candidate"] as const;

/** The comparison as numbers, shares from 0 to 1; empty where there is none. */
export function csvOfMetrics(rows: readonly MetricRow[]): readonly (readonly (string | number)[])[] {
  const ofSides = SIDES.flatMap((side) =>
    ["", " sd", " low", " high", " n", " clusters", " missing"].map((what) => `${side}${what}`),
  );
  const ofDifference = ["difference", "difference low", "difference high", "distinguishable", "chance high", "p"];
  const head = ["metric", "measure", "source", "unit", "headline", ...ofSides, ...ofDifference];
  return [head, ...rows.map(csvRow)];
}

function csvRow(row: MetricRow): readonly (string | number)[] {
  const sides = SIDES.flatMap((side) => {
    const { estimate = "", sd = "", ci = null, n = "", clusters = "" } = row[side] ?? {};
    return [estimate, sd, ci?.[0] ?? "", ci?.[1] ?? "", n, clusters, row.missing[side]?.reason ?? ""];
  });
  return [
    row.name,
    row.measure,
    row.source,
    row.unit,
    String(row.headline),
    ...sides,
    row.difference ?? "",
    row.differenceCi?.[0] ?? "",
    row.differenceCi?.[1] ?? "",
    row.distinguishable === null ? "" : String(row.distinguishable),
    row.chance?.high ?? "",
    row.chance?.pValue ?? "",
  ];
}
