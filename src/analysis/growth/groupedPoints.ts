import type { FramePlace } from "../framePlace";
import { type HeapPoint, siteKey, siteOfKey } from "./heapPoint";

/** What the parts of a series are: call sites (function, file and line), their functions, or whole stacks of names. */
export const GROUPINGS = ["line", "function", "stack"] as const;
export type Grouping = (typeof GROUPINGS)[number];

interface GroupedPoints {
  readonly points: readonly HeapPoint[];
  readonly siteOf: (key: string) => FramePlace;
}

export function groupedPoints(points: readonly HeapPoint[], grouping: Grouping): GroupedPoints {
  if (grouping === "line") return { points, siteOf: siteOfKey };
  if (grouping === "function") {
    const keyOf = (key: string) => siteKey({ ...siteOfKey(key), line: 0 });
    return {
      points: points.map((point) => regrouped(point, (stack) => keyOf(siteOf(point, stack)))),
      siteOf: siteOfKey,
    };
  }
  const sites = new Map<string, FramePlace>(); // a stack's names do not say where its leaf is
  const keyOf = (point: HeapPoint, stack: number): string => {
    const site = siteOf(point, stack);
    const key = `${site}\n${point.stackKeys[stack]}`;
    if (!sites.has(key)) sites.set(key, siteOfKey(site));
    return key;
  };
  return {
    points: points.map((point) => regrouped(point, (stack) => keyOf(point, stack))),
    siteOf: (key) => sites.get(key) ?? siteOfKey(key),
  };
}

function siteOf({ siteKeys, stackSites }: HeapPoint, stack: number): string {
  return siteKeys[stackSites[stack]];
}

/** The point with its stacks put together by another key. */
function regrouped(point: HeapPoint, keyOf: (stack: number) => string): HeapPoint {
  const ids = new Map<string, number>();
  const values: number[] = [];
  const stackSites = point.stackSites.map((_, stack) => {
    const key = keyOf(stack);
    const known = ids.get(key) ?? ids.size;
    ids.set(key, known);
    values[known] = (values[known] ?? 0) + point.stackValues[stack];
    return known;
  });
  return { ...point, siteKeys: [...ids.keys()], siteValues: Float64Array.from(values), stackSites };
}
