import type { Picture } from "./picture";

interface BarPart {
  readonly text: string;
  readonly value: number; // above 0
  readonly colour: string;
}

const [WIDTH, MARGIN, LINE_PX, BAR_PX, SWATCH_PX] = [960, 12, 20, 32, 10];

/** A whole as one bar, cut into its parts from left to right, with a line of text for each below it. */
export function barPicture(
  title: string,
  parts: readonly BarPart[],
  { ground, ink }: Pick<Picture, "ground" | "ink">,
): Picture {
  const sum = parts.reduce((all, { value }) => all + value, 0);
  const perPx = (WIDTH - 2 * MARGIN) / (sum || 1);
  const top = LINE_PX + MARGIN;
  const lineOf = (index: number): number => top + BAR_PX + (index + 1) * LINE_PX;
  let x = MARGIN;
  const bar = parts.map(({ value, colour }) => {
    const box = { x, y: top, width: value * perPx, height: BAR_PX, colour };
    x += box.width;
    return box;
  });
  const swatches = parts.map(({ colour }, index) => {
    return { x: MARGIN, y: lineOf(index) - SWATCH_PX, width: SWATCH_PX, height: SWATCH_PX, colour };
  });
  return {
    width: WIDTH,
    height: lineOf(parts.length - 1) + MARGIN,
    ground,
    ink,
    boxes: [...bar, ...swatches],
    texts: [
      { x: MARGIN, y: LINE_PX, text: title },
      ...parts.map(({ text }, index) => ({ x: MARGIN + 2 * SWATCH_PX, y: lineOf(index), text })),
    ],
  };
}
