/** Which points a chart shows, by their numbers; null for all. */
export type PointRange = readonly [first: number, last: number] | null;

/** What the keys of a chart act on: points by their numbers, -1 for none. */
export interface ChartFocus {
  readonly cursor: number;
  readonly anchor: number; // the other end of the chosen points
}

export const NO_FOCUS: ChartFocus = { cursor: -1, anchor: -1 };

interface FocusedChart {
  readonly focus: ChartFocus;
  readonly range: PointRange;
}

/** How far a page goes, as a share of the points that are shown. */
const PAGE = 0.1;

/**
 * What a key does to a chart of `count` points; undefined for a key that means nothing here. Arrows, Page Up, Page Down,
 * Home and End move the cursor, and what is shown follows it; with Shift they choose the points on the way. Enter shows
 * the chosen ones alone, + and - half or twice as many around the cursor. Escape lets go of the choice, then of the zoom,
 * then of the cursor.
 */
export function focusByKey(
  chart: FocusedChart,
  count: number,
  key: string,
  isShift: boolean,
): FocusedChart | undefined {
  if (count < 2) return undefined;
  const { focus, range } = chart;
  const { cursor, anchor } = focus;
  const shown = range ?? ([0, count - 1] as const);
  const factor = ZOOMS.get(key);
  if (factor !== undefined) return { focus, range: zoomed(shown, factor, cursor, count) };
  if (key === "Enter") {
    if (anchor < 0 || anchor === cursor) return undefined;
    return { focus: { cursor, anchor: -1 }, range: rangeOf(Math.min(anchor, cursor), Math.max(anchor, cursor), count) };
  }
  if (key === "Escape") {
    if (anchor >= 0) return { focus: { cursor, anchor: -1 }, range };
    if (range !== null) return { focus, range: null };
    return cursor < 0 ? undefined : { focus: NO_FOCUS, range };
  }
  const to = target(shown, cursor, key, isShift);
  if (to === undefined) return undefined;
  const at = Math.max(0, Math.min(count - 1, to));
  const from = cursor < 0 ? startOf(shown, key) : cursor;
  return {
    focus: { cursor: at, anchor: isShift ? (anchor < 0 ? from : anchor) : -1 },
    range: range === null ? null : following(shown, at),
  };
}

/** A range that knows when it is all there is. */
export function rangeOf(first: number, last: number, count: number): PointRange {
  return first <= 0 && last >= count - 1 ? null : [first, last];
}

const ZOOMS: ReadonlyMap<string, number> = new Map([
  ["+", 0.5],
  ["=", 0.5],
  ["-", 2],
]);

const DIRECTIONS: ReadonlyMap<string, -1 | 1> = new Map([
  ["ArrowLeft", -1],
  ["ArrowRight", 1],
  ["ArrowDown", -1],
  ["ArrowUp", 1],
  ["PageDown", -1],
  ["PageUp", 1],
]);

/** Where a key goes to; it may lie outside. Without a cursor, the first key goes to where it starts from. */
function target(
  [first, last]: readonly [number, number],
  cursor: number,
  key: string,
  isShift: boolean,
): number | undefined {
  if (key === "Home") return first;
  if (key === "End") return last;
  const direction = DIRECTIONS.get(key);
  if (direction === undefined) return undefined;
  if (cursor < 0 && !isShift) return startOf([first, last], key);
  const step = key.startsWith("Page") ? Math.max(1, Math.round((last - first) * PAGE)) : 1;
  return (cursor < 0 ? startOf([first, last], key) : cursor) + direction * step;
}

/** Keys that lead on begin at the first point, those that lead back at the last; so do the choices of Home and End. */
function startOf([first, last]: readonly [number, number], key: string): number {
  return DIRECTIONS.get(key) === 1 || key === "End" ? first : last;
}

function zoomed([first, last]: readonly [number, number], factor: number, cursor: number, count: number): PointRange {
  const extent = Math.max(1, Math.round((last - first) * factor));
  const at = cursor < 0 ? (first + last) / 2 : Math.max(first, Math.min(last, cursor));
  const from = Math.round(at - (extent * (at - first)) / (last - first));
  const inside = Math.max(0, Math.min(count - 1 - extent, from));
  return rangeOf(inside, inside + extent, count);
}

/** The same number of points, moved so far that this one is among them. */
function following([first, last]: readonly [number, number], point: number): PointRange {
  const by = Math.min(0, point - first) + Math.max(0, point - last);
  return [first + by, last + by];
}
