/** What a chart is made of. */

import type { PointRange } from "./chartFocus";
import type { Token } from "./useColours";

export interface ChartSeries {
  readonly label: string;
  readonly values: ArrayLike<number>; // NaN where there is none
  readonly colour: Token;
}

/** What every chart says in the reader's language. */
export interface ChartWords {
  readonly keys: string; // how it is used
  readonly everything: string; // button that ends the zoom
  readonly legend: string;
  readonly legendHint: string;
  readonly chosen: (from: string, to: string) => string; // the points that the keys have chosen
}

export interface ChartProps {
  readonly label: string;
  /** What pictures of it are saved as, without the ending. */
  readonly fileName: string;
  readonly xs: ArrayLike<number>;
  readonly lines: readonly ChartSeries[];
  readonly stack: readonly ChartSeries[]; // areas on top of each other, first at the bottom
  /** Vertical lines with a word: the process started again. */
  readonly marks: readonly { readonly x: number; readonly label: string }[];
  /** The part of the x axis that the figures are computed on; the rest is shaded. */
  readonly judged: readonly [number, number] | null;
  readonly formatX: (x: number) => string;
  readonly formatY: (y: number) => string;
  /** Distances that axis marks may have, smallest first. */
  readonly stepsX: readonly number[];
  readonly stepsY: readonly number[];
  readonly heightPx: number;
  /** Told the first and the last point that are shown, after zooming. */
  readonly onRange?: (first: number, last: number) => void;
  /** The points that are shown. Without it the chart keeps its zoom to itself. */
  readonly range?: PointRange;
  /** The figures behind the picture, for those who cannot see it or want to copy them. */
  readonly table: { readonly summary: string; readonly x: string; readonly rowTitle: (point: number) => string };
}

/** The value of a series at a point in words, "" where it has none. */
export function figureOf({ formatY }: Pick<ChartProps, "formatY">, { values }: ChartSeries, point: number): string {
  const value = values[point];
  return value === undefined || Number.isNaN(value) ? "" : formatY(value);
}
