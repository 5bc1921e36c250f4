/** A chosen part [from, to) of an axis from 0 to `span`. Null is the whole axis. */
export type Range = readonly [from: number, to: number] | null;

/** How far a key goes, as a share of the axis. */
const STEP = 0.01;
const PAGE = 0.1;

/**
 * The range after a key, undefined for a key that means nothing here. Arrows, Page Up and Page Down move the range,
 * with Shift they move its end; Home and End move it to an end of the axis, with Shift they widen it to there. Where
 * nothing is chosen yet, moving begins with a tenth of the axis, and Shift takes from the end of all.
 */
export function rangeByKey(range: Range, span: number, key: string, shift: boolean): Range | undefined {
  if (key === "Escape") return null;
  const step = STEPS.get(key);
  const isEdge = key === "Home" || key === "End";
  if (span <= 0 || (step === undefined && !isEdge)) return undefined;
  const tenth: Range = (step ?? (key === "Home" ? 1 : -1)) > 0 ? [0, span * PAGE] : [span * (1 - PAGE), span];
  if (range === null && !shift) return tenth;
  const [from, to] = range ?? [0, span];
  const least = span * STEP;
  if (isEdge && shift) return normalized(key === "Home" ? [0, to] : [from, span], span);
  if (isEdge) return key === "Home" ? moved([from, to], -from, span) : moved([from, to], span - to, span);
  const by = (step ?? 0) * span;
  return shift
    ? normalized([from, Math.max(from + least, Math.min(span, to + by))], span)
    : moved([from, to], by, span);
}

const STEPS: ReadonlyMap<string, number> = new Map([
  ["ArrowLeft", -STEP],
  ["ArrowRight", STEP],
  ["ArrowDown", -STEP],
  ["ArrowUp", STEP],
  ["PageDown", -PAGE],
  ["PageUp", PAGE],
]);

/** The range with the same length elsewhere, as far as the axis goes. */
export function moved(range: Range, by: number, span: number): Range {
  if (range === null) return null;
  const [from, to] = range;
  const allowed = Math.max(-from, Math.min(span - to, by));
  return [from + allowed, to + allowed];
}

/** Ends in order and on the axis; the whole axis is no choice. */
export function normalized(range: Range, span: number): Range {
  if (range === null) return null;
  const [from, to] = [Math.min(...range), Math.max(...range)].map((at) => Math.max(0, Math.min(span, at)));
  return to <= from || (from === 0 && to === span) ? null : [from, to];
}

/** What the pointer takes hold of: an end of the range when it is close, the range itself, or the bare axis. */
export function gripAt(range: Range, at: number, close: number): "start" | "end" | "range" | "axis" {
  if (range === null) return "axis";
  const [from, to] = range;
  if (Math.abs(at - to) <= close) return "end";
  if (Math.abs(at - from) <= close) return "start";
  return at > from && at < to ? "range" : "axis";
}
