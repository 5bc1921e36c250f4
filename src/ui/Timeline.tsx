import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { gripAt, moved, normalized, type Range, rangeByKey } from "./brush";
import { drawBoxes } from "./picture";
import css from "./Timeline.module.css";
import { TimelineSave } from "./TimelineSave";
import { type Bars, timelineBoxes } from "./timelineBoxes";
import { useColours } from "./useColours";
import { useSize } from "./useSize";

interface TimelineProps {
  readonly label: string;
  /** How it is used. */
  readonly hint: string;
  /** The axis goes from 0 to here. */
  readonly span: number;
  readonly range: Range;
  readonly onRange: (range: Range) => void;
  /** What is drawn, in so many bins; a new function draws anew, and until it answers what was drawn stays. */
  readonly barsOf: (binCount: number) => Bars | Promise<Bars>;
  /** The range in words. */
  readonly textOf: (range: Range) => string;
  /** The range under the pointer while it is dragged, undefined when it has settled. */
  readonly onPreview: (range: Range | undefined) => void;
  /** What is saved: a title above the picture, and what bars and axis count. */
  readonly title: string;
  readonly units: { readonly x: string; readonly y: string };
  /** Between the strip and the buttons that save it. */
  readonly children: ReactNode;
}

const BIN_PX = 3;
const CLOSE_PX = 5;
/** A press that moves less is a click. */
const CLICK_PX = 3;

/** What a pointer that is down has taken hold of. */
interface Drag {
  readonly grip: ReturnType<typeof gripAt>;
  readonly startX: number;
  readonly before: Range;
}

/** A strip of bars over time, of which a part can be chosen by dragging or by the keys of brush.ts. */
export function Timeline(props: TimelineProps) {
  const { label, hint, span, range, onRange, barsOf, textOf, onPreview } = props;
  const strip = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = useSize(strip);
  const colours = useColours();
  const drag = useRef<Drag | null>(null);
  const [preview, setPreview] = useState<Range | undefined>(undefined);
  const [grip, setGrip] = useState<Drag["grip"]>("axis");
  const shown = preview === undefined ? range : preview;
  const bars = useBars(barsOf, Math.floor(width / BIN_PX));

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined || canvas.current === null || colours === null) return;
    if (bars === null) return;
    canvas.current.width = Math.round(width * devicePixelRatio);
    canvas.current.height = Math.round(height * devicePixelRatio);
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, width, height);
    drawBoxes(context, timelineBoxes(bars, shown, { span, width, height, colours }));
  }, [bars, shown, span, width, height, colours]);

  const xOf = (event: PointerEvent): number => event.clientX - (strip.current?.getBoundingClientRect().left ?? 0);
  const at = (x: number): number => (width === 0 ? 0 : (x / width) * span);
  const show = (next: Range | undefined): void => {
    setPreview(next);
    onPreview(next);
  };
  const dragged = ({ grip, startX, before }: Drag, x: number): Range => {
    if (before === null || grip === "axis") return normalized([at(startX), at(x)], span);
    if (grip === "range") return moved(before, at(x) - at(startX), span);
    return normalized(grip === "start" ? [at(x), before[1]] : [before[0], at(x)], span);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0 || span <= 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const startX = xOf(event);
    drag.current = { grip: gripAt(range, at(startX), at(CLOSE_PX)), startX, before: range };
  };
  const onPointerMove = (event: PointerEvent): void => {
    const x = xOf(event);
    if (drag.current === null) setGrip(gripAt(range, at(x), at(CLOSE_PX)));
    else show(dragged(drag.current, x));
  };
  const onPointerUp = (event: PointerEvent): void => {
    const held = drag.current;
    if (held === null) return;
    drag.current = null;
    show(undefined);
    const x = xOf(event);
    if (Math.abs(x - held.startX) >= CLICK_PX) onRange(dragged(held, x));
    else if (held.grip === "axis") onRange(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = rangeByKey(range, span, event.key, event.shiftKey);
    if (next === undefined) return;
    event.preventDefault();
    onRange(next);
  };
  return (
    <>
      <div
        ref={strip}
        className={css["strip"]}
        data-grip={grip}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={span <= 0 ? 0 : Math.round(((shown?.[0] ?? 0) / span) * 100)}
        aria-valuetext={textOf(shown)}
        title={hint}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          drag.current = null;
          show(undefined);
        }}
        onDoubleClick={() => onRange(null)}
      >
        <canvas ref={canvas} style={{ width, height }} />
      </div>
      {props.children}
      {bars !== null && <TimelineSave {...props} bars={bars} />}
    </>
  );
}

/** Null before there are any. */
function useBars(barsOf: TimelineProps["barsOf"], binCount: number): Bars | null {
  const [bars, setBars] = useState<Bars | null>(null);
  useLayoutEffect(() => {
    if (binCount < 1) return;
    const made = barsOf(binCount);
    if (!(made instanceof Promise)) return setBars(made);
    let isGone = false;
    const later = (answer: Bars): void => {
      if (!isGone) setBars(answer);
    };
    made.then(later, () => undefined); // the view below says that it failed
    return () => {
      isGone = true;
    };
  }, [barsOf, binCount]);
  return bars;
}
