import { drawFrames, type FrameLook, type PlacedFrames, ROW_PX } from "./icicleDrawing";
import { icicleSvg } from "./icicleSvg";
import { SaveButtons } from "./SaveButtons";
import { type Colours, useColours } from "./useColours";

interface IcicleSaveProps {
  readonly fileName: string;
  readonly title: string;
  readonly frames: PlacedFrames; // as wide as they are seen
  readonly look: FrameLook;
  readonly figures: { readonly head: readonly string[]; readonly of: (node: number) => readonly (string | number)[] };
  readonly width: number;
  readonly root: number;
}

/** No browser draws a higher canvas; deeper frames are cut from the PNG. */
const MAX_CANVAS_PX = 16_384;

/** Saves the whole picture, also what is scrolled away; as CSV a row per frame, from left to right and down. */
export function IcicleSave({ fileName, title, frames, look, figures, width, root }: IcicleSaveProps) {
  const colours = useColours();
  if (colours === null) return null;
  const rows = () => [
    ["depth", ...figures.head],
    ...Array.from(frames.node.subarray(0, frames.length), (node) => [look.depthOf(node), ...figures.of(node)]),
  ];
  return (
    <SaveButtons
      fileName={fileName}
      svg={() => icicleSvg(frames, look, colours, { width, title, root })}
      canvas={() => wholeCanvas(frames, look, colours, width, root)}
      rows={rows}
    />
  );
}

function wholeCanvas(
  frames: PlacedFrames,
  look: FrameLook,
  colours: Colours,
  width: number,
  root: number,
): HTMLCanvasElement | null {
  let depth = 0;
  for (let i = 0; i < frames.length; i++) depth = Math.max(depth, look.depthOf(frames.node[i]));
  const canvas = document.createElement("canvas");
  const scale = devicePixelRatio;
  const height = Math.min((depth + 1) * ROW_PX, Math.floor(MAX_CANVAS_PX / scale));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  drawFrames(context, frames, look, colours, { scrollTop: 0, width, height, selected: -1, root });
  return canvas;
}
