import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import type { AddressAxis } from "../../analysis/spans/addressAxis";
import type { SpanHistory, SpanWindow } from "../../model/spans";
import { SaveButtons } from "../../ui/SaveButtons";
import { type Colours, useColours } from "../../ui/useColours";
import { useSize } from "../../ui/useSize";
import { copyOf, drawChosen, drawMap, drawMoved, isOfSame, type MapPicture } from "./mapDrawing";
import { mapSvg } from "./mapSvg";
import { boxed, panned, windowByKey, zoomed } from "./mapWindow";
import { lifeAt, lifeBeside, type PlacedLives } from "./placedLives";
import css from "./spans.module.css";

interface SpanMapProps {
  readonly label: string;
  readonly history: SpanHistory;
  readonly axis: AddressAxis;
  readonly groups: Uint8Array; // per life: of LIFE_GROUPS, or HIDDEN
  readonly bounds: SpanWindow;
  readonly window: SpanWindow;
  readonly onWindow: (window: SpanWindow) => void;
  readonly placed: PlacedLives; // in the window
  readonly chosen: number; // life, -1 for none
  readonly onChosen: (life: number) => void;
  readonly onPointed: (life: number) => void;
}

/** A place in the picture, as shares of its width and height. */
type Share = readonly [x: number, y: number];

/** What a pointer that is down has taken hold of: the window, or with Shift the corner of another one. */
interface Drag {
  readonly x: number;
  readonly y: number;
  readonly window: SpanWindow;
  readonly corner: Share | null;
}

/** More take longer than a frame to draw: while the window moves, the last picture moves with it. */
const MOST_AT_ONCE = 50_000;
const SETTLED_MS = 120;

/** A press that moves less is a click. */
const CLICK_PX = 3;

/**
 * Addresses × time: a rectangle per life. Drag moves the window, with Shift it draws the next one, the wheel and the keys of mapWindow.ts zoom and move
 * it, arrows go from life to life, a click chooses one.
 */
export function SpanMap(props: SpanMapProps) {
  const { label, history, axis, groups, bounds, window, onWindow, placed, chosen, onChosen, onPointed } = props;
  const { lives, collections } = history;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<Drag | null>(null);
  const [box, setBox] = useState<{ readonly from: Share; readonly to: Share } | null>(null);
  const drawn = useRef<{ picture: MapPicture; colours: Colours; image: HTMLCanvasElement } | null>(null);
  const { width, height } = useSize(frame);
  const colours = useColours();
  const picture = useMemo(
    (): MapPicture => ({ lives, axis, groups, window, width, height }),
    [lives, axis, groups, window, width, height],
  );

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined || canvas.current === null || colours === null) return;
    if (width === 0 || height === 0) return;
    const draw = () => {
      drawMap(context, picture, placed, collections?.endNs ?? null, colours);
      if (placed.count > MOST_AT_ONCE) drawn.current = { picture, colours, image: copyOf(context.canvas) };
      if (chosen >= 0) drawChosen(context, picture, chosen, colours);
    };
    const last = drawn.current;
    const isMoved = last !== null && placed.count > MOST_AT_ONCE && isOfSame(last.picture, picture);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const request = requestAnimationFrame(() => {
      if (!isMoved || last.colours !== colours) {
        draw();
        return;
      }
      drawMoved(context, last.picture, last.image, picture, colours);
      if (chosen >= 0) drawChosen(context, picture, chosen, colours);
      if (last.picture.window !== window) timer = setTimeout(draw, SETTLED_MS);
    });
    return () => {
      cancelAnimationFrame(request);
      clearTimeout(timer);
    };
  }, [picture, placed, window, width, height, collections, chosen, colours]);

  const shareAt = (event: { readonly clientX: number; readonly clientY: number }): Share => {
    const box = canvas.current?.getBoundingClientRect();
    return box === undefined ? [0, 0] : [(event.clientX - box.left) / width, (event.clientY - box.top) / height];
  };
  const lifeUnder = (event: PointerEvent): number => {
    const [x, y] = shareAt(event);
    const atNs = window.fromNs + (window.toNs - window.fromNs) * x;
    return lifeAt(lives, axis, groups, atNs, window.fromPlace + (window.toPlace - window.fromPlace) * y);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const beside = lifeBeside(lives, placed, chosen, event.key);
    const moved = beside === null ? windowByKey(window, bounds, event.key) : null;
    if (beside !== null) onChosen(beside);
    else if (moved !== null) onWindow(moved);
    else if (event.key === "Escape") onChosen(-1);
    else return;
    event.preventDefault();
  };
  // React's own wheel listener is passive: it could not keep the page from scrolling.
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
      onWindow(zoomed(window, bounds, 1.0015 ** event.deltaY, x, y));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [window, bounds, onWindow]);

  return (
    <>
      <div
        ref={frame}
        className={css["map"]}
        role="application"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is interactive, the keys are above
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <canvas
          ref={canvas}
          style={{ width, height }}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            const corner = event.shiftKey ? shareAt(event) : null;
            drag.current = { x: event.clientX, y: event.clientY, window, corner };
          }}
          onPointerMove={(event) => {
            if (drag.current === null) {
              onPointed(lifeUnder(event));
              return;
            }
            const { x, y, window: before, corner } = drag.current;
            if (corner !== null) setBox({ from: corner, to: shareAt(event) });
            else onWindow(panned(before, bounds, (x - event.clientX) / width, (y - event.clientY) / height));
          }}
          onPointerUp={(event) => {
            const from = drag.current;
            drag.current = null;
            setBox(null);
            if (from !== null && from.corner !== null) onWindow(boxed(window, from.corner, shareAt(event)));
            if (from === null || Math.hypot(event.clientX - from.x, event.clientY - from.y) > CLICK_PX) return;
            onChosen(lifeUnder(event));
          }}
          onPointerLeave={() => onPointed(-1)}
        />
        {box !== null && (
          <div
            className={css["box"]}
            style={{
              left: `${Math.min(box.from[0], box.to[0]) * 100}%`,
              top: `${Math.min(box.from[1], box.to[1]) * 100}%`,
              width: `${Math.abs(box.to[0] - box.from[0]) * 100}%`,
              height: `${Math.abs(box.to[1] - box.from[1]) * 100}%`,
            }}
          />
        )}
      </div>
      <div className={css["save"]}>
        {colours !== null && (
          <SaveButtons fileName="spans" svg={() => mapSvg(picture, placed, colours)} canvas={() => canvas.current} />
        )}
      </div>
    </>
  );
}
