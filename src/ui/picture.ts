import { escaped, px } from "./svgText";

/** A drawing of boxes and lines of text, in CSS pixels: the same as SVG and on a canvas. Colours are as CSS writes them. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly ground: string;
  readonly ink: string;
  readonly boxes: readonly Box[];
  readonly texts: readonly { readonly x: number; readonly y: number; readonly text: string; readonly end?: boolean }[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
}

const FONT_PX = 12;

export function pictureSvg({ width, height, ground, ink, boxes, texts }: Picture): string {
  const box = ({ x, y, width, height, colour }: Box) =>
    `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" fill="${colour}"/>`;
  const parts = [
    box({ x: 0, y: 0, width, height, colour: ground }),
    ...boxes.map(box),
    ...texts.map(
      ({ x, y, text, end }) =>
        `<text x="${px(x)}" y="${px(y)}" text-anchor="${end ? "end" : "start"}" fill="${ink}">${escaped(text)}</text>`,
    ),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="${FONT_PX}">${parts.join("\n")}</svg>\n`;
}

export function pictureCanvas({ width, height, ground, ink, boxes, texts }: Picture): HTMLCanvasElement | null {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  drawBoxes(context, [{ x: 0, y: 0, width, height, colour: ground }, ...boxes]);
  context.font = `${FONT_PX}px sans-serif`;
  context.fillStyle = ink;
  for (const { x, y, text, end } of texts) {
    context.textAlign = end ? "right" : "left";
    context.fillText(text, x, y);
  }
  return canvas;
}

export function drawBoxes(context: CanvasRenderingContext2D, boxes: readonly Box[]): void {
  for (const { x, y, width, height, colour } of boxes) {
    context.fillStyle = colour;
    context.fillRect(x, y, width, height);
  }
}
