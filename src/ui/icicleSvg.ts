import { type FrameLook, LEAST_TEXT_PX, PADDING_PX, type PlacedFrames, ROW_PX, TEXT_PX } from "./icicleDrawing";
import { escaped, px } from "./svgText";
import type { Colours } from "./useColours";

/** Of a monospaced font, about: an SVG is shown with whatever font there is. */
const CHAR_PX = 0.62 * TEXT_PX;

/** Frames as an SVG of its own, a title above them; the whole name of each is its tooltip. */
export function icicleSvg(
  frames: PlacedFrames,
  look: FrameLook,
  colours: Colours,
  { width, title, root }: { readonly width: number; readonly title: string; readonly root: number },
): string {
  const top = 2 * ROW_PX;
  const rootDepth = root < 0 ? 0 : look.depthOf(root);
  let height = top;
  const parts: string[] = [];
  for (let i = 0; i < frames.length; i++) {
    const [node, x, framePx] = [frames.node[i], frames.x[i], frames.width[i]];
    const depth = look.depthOf(node);
    const y = top + depth * ROW_PX;
    height = Math.max(height, y + ROW_PX);
    const isMatch = look.isMatch?.(node) ?? null;
    const opacity = isMatch === false || depth < rootDepth ? ' fill-opacity="0.45"' : "";
    const fill = isMatch === true ? colours["frame-match"] : colours[look.colourOf(node)];
    const text = look.textOf(node);
    const room = Math.floor((framePx - 2 * PADDING_PX) / CHAR_PX);
    const shown = text.length <= room ? text : `${text.slice(0, Math.max(0, room - 1))}…`;
    const widthPx = framePx > 2 ? framePx - 1 : framePx;
    parts.push(
      `<g><title>${escaped(text)}</title><rect x="${px(x)}" y="${y}" width="${px(widthPx)}" height="${ROW_PX - 1}" fill="${fill}"${opacity}/>${
        framePx < LEAST_TEXT_PX
          ? ""
          : `<text x="${px(x + PADDING_PX)}" y="${y + ROW_PX - 6}" fill="${colours["frame-fg"]}">${escaped(shown)}</text>`
      }</g>`,
    );
  }
  const head = `<rect width="${width}" height="${height}" fill="${colours.bg}"/><text x="${PADDING_PX}" y="${ROW_PX}" fill="${colours.fg}">${escaped(title)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="${TEXT_PX}">${head}\n${parts.join("\n")}</svg>\n`;
}
