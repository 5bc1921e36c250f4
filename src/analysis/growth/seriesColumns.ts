import type { FramePlace } from "../framePlace";
import type { HeapFile } from "./heapFile";
import { type HeapPoint, siteOfKey } from "./heapPoint";
import type { SeriesInput } from "./series";

/** The columns of a series: what its snapshots say of one gauge, site by site. */

/** The counter beside a gauge: what was ever allocated of what is in use. */
export function counterOf(gauge: string): string {
  return gauge.replace("inuse_", "alloc_");
}

/** The points of one sample type; null unless every file has it. */
export function pointsOf(files: readonly HeapFile[], sampleType: string): HeapPoint[] | null {
  const points = files.flatMap((file) => file.points.filter((point) => point.sampleType === sampleType));
  return points.length === files.length ? points : null;
}

/** What one sample stands for: the sampling period in bytes, or as many objects as fill one period. */
export function quanta(
  points: readonly HeapPoint[],
  spaces: readonly HeapPoint[] | null,
  objects: readonly HeapPoint[] | null,
  period: number,
): (siteKey: string | null) => number {
  if (points !== objects) return () => period;
  const [bytes, counts] = [spaces ?? [], objects].map(sumBySite);
  return (key) => {
    const count = counts.get(key) ?? 0;
    const objectBytes = count > 0 ? (bytes.get(key) ?? 0) / count : 0;
    return objectBytes > 0 ? Math.max(1, period / objectBytes) : 0;
  };
}

/** Sum over all points by site, and under null over all sites: only ever used as a ratio of two such sums. */
function sumBySite(points: readonly HeapPoint[]): Map<string | null, number> {
  const sums = new Map<string | null, number>();
  for (const point of points) {
    sums.set(null, (sums.get(null) ?? 0) + point.total);
    for (const [i, key] of point.siteKeys.entries()) sums.set(key, (sums.get(key) ?? 0) + point.siteValues[i]);
  }
  return sums;
}

export function seriesColumns(
  points: readonly HeapPoint[],
  allocs: readonly HeapPoint[] | null,
  judged: readonly [number, number],
  quantumOf: (siteKey: string | null) => number,
  siteOf: (siteKey: string) => FramePlace = siteOfKey,
): Pick<SeriesInput, "sampleType" | "unit" | "totals" | "sites" | "siteValues" | "allocated" | "totalQuantum"> {
  const ids = new Map<string, number>();
  for (const point of points)
    for (const [i, key] of point.siteKeys.entries())
      if (point.siteValues[i] !== 0 && !ids.has(key)) ids.set(key, ids.size);
  const stacks = growingStacks(points[judged[0]], points[judged[1] - 1]);
  return {
    sampleType: points[0].sampleType,
    unit: points[0].unit,
    totals: totalsOf(points),
    sites: [...ids.keys()].map((key) => ({
      ...siteOf(key),
      stack: stacks.get(key)?.stack.split("\n").slice(0, -1) ?? [siteOf(key).func],
      quantum: quantumOf(key),
    })),
    siteValues: valuesOf(points, ids),
    allocated: allocs === null ? null : { totals: totalsOf(allocs), siteValues: valuesOf(allocs, ids) },
    totalQuantum: quantumOf(null),
  };
}

function totalsOf(points: readonly HeapPoint[]): Float64Array {
  return Float64Array.from(points, (point) => point.total);
}

/** Site by site, a value per point. */
function valuesOf(points: readonly HeapPoint[], ids: ReadonlyMap<string, number>): Float64Array {
  const values = new Float64Array(ids.size * points.length);
  for (const [at, point] of points.entries()) {
    for (const [i, key] of point.siteKeys.entries()) {
      const site = ids.get(key);
      if (site !== undefined) values[site * points.length + at] = point.siteValues[i];
    }
  }
  return values;
}

/** Per site the stack whose value grew most from one point to the other. */
function growingStacks(first: HeapPoint, last: HeapPoint): Map<string, { stack: string; growth: number }> {
  const growth = new Map<string, Map<string, number>>();
  for (const [point, sign] of [
    [last, 1],
    [first, -1],
  ] as const) {
    for (const [i, stack] of point.stackKeys.entries()) {
      const key = point.siteKeys[point.stackSites[i]];
      const stacks = growth.get(key) ?? new Map<string, number>();
      stacks.set(stack, (stacks.get(stack) ?? 0) + sign * point.stackValues[i]);
      growth.set(key, stacks);
    }
  }
  const best = new Map<string, { stack: string; growth: number }>();
  for (const [key, stacks] of growth)
    for (const [stack, grown] of stacks)
      if (grown > (best.get(key)?.growth ?? -Infinity)) best.set(key, { stack, growth: grown });
  return best;
}
