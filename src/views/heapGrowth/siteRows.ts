import type { HeapSeries, SiteTrend, Trend } from "../../model/growth";

/** A line of the table: the total, or a call site. */
export interface GrowthRow {
  readonly key: string;
  readonly trend: Trend;
  readonly site: SiteTrend | null; // null for the total
}

export function growthRows({ total, sites }: HeapSeries): readonly GrowthRow[] {
  return [
    { key: "total", trend: total, site: null },
    ...sites.map((site, index) => ({ key: `site ${index}`, trend: site, site })),
  ];
}

/** "server.go:120"; the whole path is said on hover. */
export function placeOf({ file, line }: SiteTrend): string {
  if (file === null) return "";
  const name = file.slice(file.lastIndexOf("/") + 1);
  return line > 0 ? `${name}:${line}` : name;
}
