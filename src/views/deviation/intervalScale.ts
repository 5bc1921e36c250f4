import type { Figure, MetricRow } from "../../model/deviation";

/** Where a figure lies on the scale of its row, 0 to 1. */
export interface PlacedFigure {
  readonly side: "baseline" | "candidate";
  readonly low: number;
  readonly high: number;
  readonly at: number;
}

/** Room at both ends, so that no mark lies on the edge. */
const MARGIN = 0.04;

/** Both sides of a row on one scale from 0, or from the least value that there is; empty without figures. */
export function placedFigures({ baseline, candidate }: Pick<MetricRow, "baseline" | "candidate">): PlacedFigure[] {
  const figures = [
    ["baseline", baseline],
    ["candidate", candidate],
  ] as const;
  const all = figures.flatMap(([, figure]) => (figure === null ? [] : ends(figure)));
  if (all.length === 0) return [];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const width = high - low;
  const place = (value: number): number => (width === 0 ? 0.5 : MARGIN + ((value - low) / width) * (1 - 2 * MARGIN));
  return figures.flatMap(([side, figure]): PlacedFigure[] => {
    if (figure === null) return [];
    const [from, to] = ends(figure).map(place);
    return [{ side, low: from, high: to, at: place(figure.estimate) }];
  });
}

/** The interval, and the estimate where it has none or lies outside. */
function ends({ estimate, ci }: Figure): readonly [number, number] {
  return [Math.min(estimate, ci?.[0] ?? estimate), Math.max(estimate, ci?.[1] ?? estimate)];
}
