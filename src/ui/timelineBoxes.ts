import type { Range } from "./brush";
import type { Box } from "./picture";
import type { Colours } from "./useColours";

/** What a strip over time shows: in bins of equal length the weight of everything, and of what is chosen. */
export interface Bars {
  readonly all: Float64Array;
  readonly chosen: Float64Array;
}

interface Frame {
  readonly span: number; // of the axis, from 0
  readonly width: number;
  readonly height: number;
  readonly colours: Colours;
}

/** Bars of everything, over them those of what is chosen, and the range as a ground with two edges. */
export function timelineBoxes({ all, chosen }: Bars, range: Range, { span, width, height, colours }: Frame): Box[] {
  const [from, to] = (range ?? [0, span]).map((at) => (span <= 0 ? 0 : (at / span) * width));
  const most = all.reduce((highest, weight) => Math.max(highest, weight), 0);
  const binPx = width / all.length;
  const columns = (values: Float64Array, colour: string, fits: (middle: number) => boolean): Box[] =>
    Array.from(values).flatMap((value, bin) => {
      if (value <= 0 || !fits((bin + 0.5) * binPx)) return [];
      const barPx = Math.max(1, (value / most) * (height - 2));
      return [{ x: bin * binPx, y: height - barPx, width: Math.max(1, binPx - 0.5), height: barPx, colour }];
    });
  const bars = [
    ...columns(all, colours["series-rest"], () => true),
    ...columns(chosen, colours["series-1"], (middle) => range === null || (middle >= from && middle <= to)),
  ];
  if (range === null) return bars;
  const edge = (x: number): Box => ({ x: x - 1, y: 0, width: 2, height, colour: colours.accent });
  const ground = { x: from, y: 0, width: Math.max(1, to - from), height, colour: colours["bg-selected"] };
  return [ground, ...bars, edge(from), edge(to)];
}
