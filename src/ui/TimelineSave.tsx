import type { Range } from "./brush";
import { type Picture, pictureCanvas, pictureSvg } from "./picture";
import { SaveButtons } from "./SaveButtons";
import { type Bars, timelineBoxes } from "./timelineBoxes";
import { useColours } from "./useColours";

interface TimelineSaveProps {
  readonly bars: Bars;
  readonly span: number;
  readonly range: Range;
  readonly textOf: (range: Range) => string;
  readonly title: string;
  readonly units: { readonly x: string; readonly y: string };
}

const [WIDTH, STRIP_PX, LINE_PX, MARGIN] = [960, 160, 20, 12];

/** Buttons that save a strip over time: as a picture with its range in words, or a row for each bar. */
export function TimelineSave({ bars, span, range, textOf, title, units }: TimelineSaveProps) {
  const colours = useColours();
  if (colours === null) return null;
  const picture = (): Picture => {
    const [width, top] = [WIDTH - 2 * MARGIN, LINE_PX + MARGIN];
    const boxes = timelineBoxes(bars, range, { span, width, height: STRIP_PX, colours });
    return {
      width: WIDTH,
      height: top + STRIP_PX + LINE_PX + MARGIN,
      ground: colours.bg,
      ink: colours.fg,
      boxes: [
        ...boxes.map((box) => ({ ...box, x: box.x + MARGIN, y: box.y + top })),
        { x: MARGIN, y: top + STRIP_PX, width, height: 1, colour: colours.border },
      ],
      texts: [
        { x: MARGIN, y: LINE_PX, text: title },
        { x: MARGIN, y: top + STRIP_PX + LINE_PX, text: textOf(range) },
      ],
    };
  };
  const rows = () => {
    const { all, chosen } = bars;
    const edge = (bin: number) => Math.round((bin / all.length) * span);
    const head = [`from (${units.x})`, `to (${units.x})`, `all (${units.y})`, `filtered (${units.y})`];
    return [head, ...Array.from(all, (weight, bin) => [edge(bin), edge(bin + 1), weight, chosen[bin]])];
  };
  return (
    <SaveButtons
      fileName="timeline"
      svg={() => pictureSvg(picture())}
      canvas={() => pictureCanvas(picture())}
      rows={rows}
    />
  );
}
