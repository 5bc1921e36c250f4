import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import css from "./Icicle.module.css";
import { IcicleSave } from "./IcicleSave";
import { drawFrames, type FrameLook, frameAt, frameBeside, type PlacedFrames, ROW_PX } from "./icicleDrawing";
import { useColours } from "./useColours";
import { useSize } from "./useSize";

interface IcicleProps extends FrameLook {
  readonly label: string;
  /** What a saved picture is called, without its ending, and what stands above it. */
  readonly fileName: string;
  readonly title: string;
  readonly layout: {
    readonly maxDepth: number;
    visible(root: number, widthPx: number, leastPx: number): PlacedFrames;
  };
  /** The frame that fills the width, -1 for everything. */
  readonly root: number;
  readonly onRoot: (node: number) => void;
  /** Told the frame that was chosen. */
  readonly onChoose?: (node: number) => void;
  /** The figures of a frame by the names of their columns; for a CSV file. */
  readonly figures: { readonly head: readonly string[]; readonly of: (node: number) => readonly (string | number)[] };
  /** What is said of the frame that is pointed at or chosen, -1 for none. */
  readonly details: (node: number) => ReactNode;
}

/** Narrower frames are not seen, and not drawn. */
const LEAST_PX = 0.5;
const NONE: PlacedFrames = { length: 0, node: new Int32Array(), x: new Float64Array(), width: new Float64Array() };

/**
 * Call stacks as boxes, callers above what they call, on a plain canvas: only the part that is seen is drawn, whatever
 * its size. A click or Enter gives a frame the whole width, Escape goes back; arrows go from frame to frame.
 */
export function Icicle(props: IcicleProps) {
  const { label, layout, root, onRoot, depthOf, textOf, colourOf, isMatch } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = useSize(scroller);
  const colours = useColours();
  const [scrollTop, setScrollTop] = useState(0);
  const [pointed, setPointed] = useState(-1);
  const [selected, setSelected] = useState(-1);
  const frames = useMemo(() => (width === 0 ? NONE : layout.visible(root, width, LEAST_PX)), [layout, root, width]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: node numbers belong to a layout
  useEffect(() => {
    setPointed(-1);
    setSelected(-1);
  }, [layout]);

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined || canvas.current === null || colours === null) return;
    canvas.current.width = Math.round(width * devicePixelRatio);
    canvas.current.height = Math.round(height * devicePixelRatio);
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    const look = { depthOf, textOf, colourOf, isMatch };
    drawFrames(context, frames, look, colours, { scrollTop, width, height, selected, root });
  }, [frames, colours, width, height, scrollTop, selected, root, depthOf, textOf, colourOf, isMatch]);

  const nodeAt = (event: MouseEvent): number => {
    const box = canvas.current?.getBoundingClientRect();
    return box === undefined
      ? -1
      : frameAt(frames, depthOf, event.clientX - box.left, event.clientY - box.top + scrollTop);
  };
  const choose = (node: number) => {
    setSelected(node);
    setPointed(-1);
    if (node >= 0) props.onChoose?.(node);
    const element = scroller.current;
    if (element === null || node < 0) return;
    const top = depthOf(node) * ROW_PX;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW_PX > element.scrollTop + height) element.scrollTop = top + ROW_PX - height;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const beside = frameBeside(frames, depthOf, selected, event.key);
    if (beside !== null) choose(beside);
    else if (event.key === "Enter" && selected >= 0) onRoot(selected);
    else if (event.key === "Escape") onRoot(-1);
    else return;
    event.preventDefault();
  };
  const shown = pointed >= 0 ? pointed : selected >= 0 ? selected : root;
  return (
    <div className={css["frame"]}>
      <div
        ref={scroller}
        className={css["icicle"]}
        role="application"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is interactive, the keys are below
        tabIndex={0}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: (layout.maxDepth + 1) * ROW_PX }}>
          <canvas
            ref={canvas}
            className={css["canvas"]}
            style={{ width, height }}
            onMouseMove={(event) => setPointed(nodeAt(event))}
            onMouseLeave={() => setPointed(-1)}
            onClick={(event) => {
              const node = nodeAt(event);
              setSelected(node);
              if (node >= 0) props.onChoose?.(node);
              if (node >= 0) onRoot(node === root ? -1 : node);
            }}
          />
        </div>
      </div>
      <div className={css["below"]}>
        <div className={css["details"]} aria-live="polite">
          {props.details(shown)}
        </div>
        <IcicleSave {...props} frames={frames} look={props} width={width} />
      </div>
    </div>
  );
}
