import type { Colours, Token } from "./useColours";

/** What is drawn: frames of one screen, as a layout has placed them. */
export interface PlacedFrames {
  readonly length: number;
  readonly node: Int32Array;
  readonly x: Float64Array; // CSS pixels
  readonly width: Float64Array;
}

/** What the frames look like. */
export interface FrameLook {
  readonly depthOf: (node: number) => number;
  readonly textOf: (node: number) => string;
  readonly colourOf: (node: number) => Token;
  /** What a search has found; null when there is none. */
  readonly isMatch: ((node: number) => boolean) | null;
}

export const ROW_PX = 20;
export const TEXT_PX = 12;
export const PADDING_PX = 4;
export const LEAST_TEXT_PX = 24; // of a frame that has a text

export interface Screen {
  readonly scrollTop: number;
  readonly width: number;
  readonly height: number;
  readonly selected: number; // node, -1 for none
  readonly root: number;
}

/** Draws the rows that the screen shows. */
export function drawFrames(
  context: CanvasRenderingContext2D,
  frames: PlacedFrames,
  look: FrameLook,
  colours: Colours,
  { scrollTop, width, height, selected, root }: Screen,
): void {
  context.fillStyle = colours.bg;
  context.fillRect(0, 0, width, height);
  context.font = `${TEXT_PX}px ${colours.mono}`;
  context.textBaseline = "middle";
  const charPx = context.measureText("0").width;
  const rootDepth = root < 0 ? 0 : look.depthOf(root);
  for (let i = 0; i < frames.length; i++) {
    const node = frames.node[i];
    const depth = look.depthOf(node);
    const y = depth * ROW_PX - scrollTop;
    if (y + ROW_PX < 0 || y > height) continue;
    const [x, framePx] = [frames.x[i], frames.width[i]];
    const isMatch = look.isMatch?.(node) ?? null;
    context.globalAlpha = isMatch === false || depth < rootDepth ? 0.45 : 1;
    context.fillStyle = isMatch === true ? colours["frame-match"] : colours[look.colourOf(node)];
    context.fillRect(x, y, framePx > 2 ? framePx - 1 : framePx, ROW_PX - 1);
    if (framePx >= LEAST_TEXT_PX) {
      context.globalAlpha = 1;
      context.fillStyle = colours["frame-fg"];
      const text = fitting(context, look.textOf(node), framePx - 2 * PADDING_PX, charPx);
      context.fillText(text, x + PADDING_PX, y + ROW_PX / 2);
    }
    if (node === selected) {
      context.globalAlpha = 1;
      context.strokeStyle = colours.fg;
      context.lineWidth = 2;
      context.strokeRect(x + 1, y + 1, Math.max(1, framePx - 3), ROW_PX - 3);
    }
  }
  context.globalAlpha = 1;
}

/** As much of a text as there is room for. */
function fitting(context: CanvasRenderingContext2D, text: string, widthPx: number, charPx: number): string {
  const room = Math.floor(widthPx / charPx);
  let shown = text.length <= room ? text : `${text.slice(0, Math.max(0, room - 1))}…`;
  if (/^[ -~…]*$/.test(shown)) return shown;
  // Not every character is as wide as a Latin one.
  while (shown.length > 1 && context.measureText(shown).width > widthPx) shown = `${shown.slice(0, -2)}…`;
  return shown;
}

/** The frame at a place, -1 where there is none. */
export function frameAt(frames: PlacedFrames, depthOf: (node: number) => number, x: number, y: number): number {
  const depth = Math.floor(y / ROW_PX);
  for (let i = 0; i < frames.length; i++) {
    if (x >= frames.x[i] && x < frames.x[i] + frames.width[i] && depthOf(frames.node[i]) === depth)
      return frames.node[i];
  }
  return -1;
}

/** Where an arrow key leads from a frame: up to its caller, down to its heaviest callee, left and right in its row. */
export function frameBeside(
  frames: PlacedFrames,
  depthOf: (node: number) => number,
  node: number,
  key: string,
): number | null {
  const from = frames.node.indexOf(node);
  if (from < 0) return frames.length > 0 && key in STEPS ? frames.node[0] : null;
  const step = STEPS[key];
  if (step === undefined) return null;
  const depth = depthOf(node) + step.down;
  const middle = frames.x[from] + frames.width[from] / 2;
  let best: number | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (let i = 0; i < frames.length; i++) {
    if (i === from || depthOf(frames.node[i]) !== depth) continue;
    const [left, right] = [frames.x[i], frames.x[i] + frames.width[i]];
    let distance: number;
    if (step.down < 0) distance = left <= middle && middle <= right ? 0 : Number.POSITIVE_INFINITY;
    else if (step.down > 0)
      distance =
        left >= frames.x[from] - 0.01 && right <= frames.x[from] + frames.width[from] + 0.01
          ? left
          : Number.POSITIVE_INFINITY;
    else
      distance =
        (left + right) / 2 > middle === step.right > 0
          ? Math.abs((left + right) / 2 - middle)
          : Number.POSITIVE_INFINITY;
    if (distance < bestDistance) [best, bestDistance] = [frames.node[i], distance];
  }
  return best ?? node;
}

const STEPS: Readonly<Record<string, { readonly down: number; readonly right: number }>> = {
  ArrowUp: { down: -1, right: 0 },
  ArrowDown: { down: 1, right: 0 },
  ArrowLeft: { down: 0, right: -1 },
  ArrowRight: { down: 0, right: 1 },
};
