import { type Area, stackedAreas } from "./stackedAreas";
import { escaped, px } from "./svgText";

interface Series {
  readonly label: string;
  readonly values: ArrayLike<number>;
  readonly colour: string; // as CSS writes it
}

/** What is drawn: a Chart's figures, with its colours resolved. */
export interface ChartPicture {
  readonly title: string;
  readonly xs: ArrayLike<number>; // ascending
  readonly lines: readonly Series[];
  readonly stack: readonly Series[];
  readonly marks: readonly { readonly x: number; readonly label: string }[];
  readonly formatX: (x: number) => string;
  readonly formatY: (y: number) => string;
  readonly stepsX: readonly number[];
  readonly stepsY: readonly number[];
  readonly ground: string;
  readonly ink: string;
  readonly grid: string;
}

const [WIDTH, HEIGHT] = [960, 360];
const [LEFT, TOP, BOTTOM, LEGEND_PX] = [90, 34, 30, 18];
const [X_LABEL_PX, Y_LABEL_PX] = [90, 40]; // room for the text of a mark on an axis

/** A chart as a picture of its own: areas, lines, axes with zero in sight, and a legend. Names in it are text only. */
export function chartSvg(picture: ChartPicture): string {
  const { xs, lines, stack, marks, formatX, formatY, ground, ink, grid } = picture;
  const areas = stackedAreas(stack.map(({ values }) => values));
  const [low, high] = extent([...lines.map(({ values }) => values), ...areas.flatMap((area) => [area.low, area.high])]);
  const [first, last] = [xs[0] ?? 0, xs[xs.length - 1] ?? 0];
  const legend = [...lines, ...stack];
  const height = HEIGHT + legend.length * LEGEND_PX;
  const plot = { right: WIDTH - 16, bottom: HEIGHT - BOTTOM };
  const x = (value: number) => LEFT + ((value - first) / (last - first || 1)) * (plot.right - LEFT);
  const y = (value: number) => plot.bottom - ((value - low) / (high - low || 1)) * (plot.bottom - TOP);
  const ticksX = ticks(first, last, picture.stepsX, (plot.right - LEFT) / X_LABEL_PX);
  const ticksY = ticks(low, high, picture.stepsY, (plot.bottom - TOP) / Y_LABEL_PX);
  const text = (at: readonly [number, number], anchor: string, words: string) =>
    `<text x="${px(at[0])}" y="${px(at[1])}" text-anchor="${anchor}" fill="${ink}">${escaped(words)}</text>`;
  const rule = (x1: number, y1: number, x2: number, y2: number, colour: string, dash = "") =>
    `<line x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}" stroke="${colour}"${dash}/>`;
  const points = (values: ArrayLike<number>) =>
    Array.from(xs).flatMap((at, i) => (Number.isNaN(values[i]) ? [] : `${px(x(at))},${px(y(values[i]))}`));
  const parts = [
    `<rect width="${WIDTH}" height="${height}" fill="${ground}"/>`,
    text([LEFT, 20], "start", picture.title),
    ...ticksX.map(
      (at) => rule(x(at), TOP, x(at), plot.bottom, grid) + text([x(at), HEIGHT - 10], "middle", formatX(at)),
    ),
    ...ticksY.map((at) => rule(LEFT, y(at), plot.right, y(at), grid) + text([LEFT - 8, y(at) + 4], "end", formatY(at))),
    ...areas.map(
      (area, i) => `<polygon points="${outline(area, points)}" fill="${stack[i].colour}" fill-opacity="0.72"/>`,
    ),
    ...lines.map(
      ({ values, colour }) =>
        `<polyline points="${points(values).join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ),
    ...marks.map(
      (mark) =>
        rule(x(mark.x), TOP, x(mark.x), plot.bottom, ink, ' stroke-dasharray="4 3"') +
        text([x(mark.x) + 4, TOP + 12], "start", mark.label),
    ),
    ...legend.map(({ label, colour }, i) => {
      const top = HEIGHT + i * LEGEND_PX;
      return `<rect x="${LEFT}" y="${top}" width="10" height="10" fill="${colour}"/>${text([LEFT + 16, top + 9], "start", label)}`;
    }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">${parts.join("\n")}</svg>\n`;
}

/** Along the upper edge and back along the lower one. */
function outline({ low, high }: Area, points: (values: ArrayLike<number>) => readonly string[]): string {
  return [...points(high), ...[...points(low)].reverse()].join(" ");
}

/** Least and largest value, zero among them. */
function extent(columns: readonly ArrayLike<number>[]): [number, number] {
  let [low, high] = [0, 0];
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) {
      if (column[i] < low) low = column[i];
      if (column[i] > high) high = column[i];
    }
  }
  return [low, high === low ? low + 1 : high];
}

/** Multiples of the smallest step that leaves room for their texts. */
function ticks(from: number, to: number, steps: readonly number[], most: number): number[] {
  const step = steps.find((each) => (to - from) / each <= most) ?? to - from;
  const marks: number[] = [];
  if (!(step > 0)) return marks;
  for (let mark = Math.ceil(from / step) * step; mark <= to; mark += step) marks.push(mark);
  return marks;
}
