import type { Grouping } from "../../analysis/growth/groupedPoints";
import type { HeapSeries, SiteTrend, Trend } from "../../model/growth";

/** A line of the table: the total, or a call site. */
export interface GrowthRow {
  readonly key: string; // of a site: the same whatever the points that are judged
  readonly trend: Trend;
  readonly allocPerS: number | null;
  readonly site: SiteTrend | null; // null for the total
  readonly name: string; // of the site, "" for the total
}

export function growthRows({ total, allocPerS, sites }: HeapSeries, grouping: Grouping): readonly GrowthRow[] {
  return [
    { key: "total", trend: total, allocPerS, site: null, name: "" },
    ...sites.map((site) => {
      const way = grouping === "stack" ? site.stack : [];
      const key = [site.func, site.file, site.line, ...way].join("\n");
      return { key, trend: site, allocPerS: site.allocPerS, site, name: nameOf(site, grouping) };
    }),
  ];
}

/** Calls of a stack that are named in a line of the table. */
const MOST_CALLS = 4;

/** A site by its function; a stack by its innermost calls. */
export function nameOf({ func, stack }: SiteTrend, grouping: Grouping): string {
  if (grouping !== "stack") return func;
  return stack.slice(0, MOST_CALLS).join(" ← ") + (stack.length > MOST_CALLS ? " …" : "");
}

/** "server.go:120"; the whole path is said on hover. */
export function placeOf({ file, line }: SiteTrend): string {
  if (file === null) return "";
  const name = file.slice(file.lastIndexOf("/") + 1);
  return line > 0 ? `${name}:${line}` : name;
}
