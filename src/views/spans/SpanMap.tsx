import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from "react";
import type { AddressAxis } from "../../analysis/spans/addressAxis";
import { type MapWindow, spanRaster } from "../../analysis/spans/spanRaster";
import type { SpanHistory } from "../../model/spans";
import { useColours } from "../../ui/useColours";
import { useSize } from "../../ui/useSize";
import { LIFE_GROUPS } from "./lifeGroups";
import { drawChosen, drawCollections, drawLives, type MapPicture, rasterImage } from "./mapDrawing";
import { panned, windowByKey, zoomed } from "./mapWindow";
import { lifeAt, lifeBeside, MOST_LISTED, type PlacedLives } from "./placedLives";
import css from "./spans.module.css";

interface SpanMapProps {
  readonly label: string;
  readonly history: SpanHistory;
  readonly axis: AddressAxis;
  readonly groups: Uint8Array; // per life: of LIFE_GROUPS, or HIDDEN
  readonly bounds: MapWindow;
  readonly window: MapWindow;
  readonly onWindow: (window: MapWindow) => void;
  readonly placed: PlacedLives; // in the window
  readonly chosen: number; // life, -1 for none
  readonly onChosen: (life: number) => void;
  readonly onPointed: (life: number) => void;
}

/** A press that moves less is a click. */
const CLICK_PX = 3;

/**
 * Addresses × time: a rectangle per life. Drag moves the window, the wheel and the keys of mapWindow.ts zoom and move
 * it, arrows go from life to life, a click chooses one.
 */
export function SpanMap(props: SpanMapProps) {
  const { label, history, axis, groups, bounds, window, onWindow, placed, chosen, onChosen, onPointed } = props;
  const { lives, collections } = history;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<{ readonly x: number; readonly y: number; readonly window: MapWindow } | null>(null);
  const { width, height } = useSize(frame);
  const colours = useColours();
  const picture = useMemo(
    (): MapPicture => ({ lives, axis, groups, window, width, height }),
    [lives, axis, groups, window, width, height],
  );
  const isListed = placed.count <= MOST_LISTED;

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined || canvas.current === null || colours === null) return;
    if (width === 0 || height === 0) return;
    const request = requestAnimationFrame(() => {
      const ratio = isListed ? devicePixelRatio : 1;
      context.canvas.width = Math.round(width * ratio);
      context.canvas.height = Math.round(height * ratio);
      if (isListed) {
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        drawLives(context, picture, placed.rows, colours);
      } else {
        const [columns, rows] = [context.canvas.width, context.canvas.height];
        const raster = spanRaster(lives, axis, groups, LIFE_GROUPS.length, window, columns, rows);
        context.putImageData(rasterImage(raster, colours), 0, 0);
      }
      if (collections !== null) drawCollections(context, picture, collections.endNs, colours);
      if (chosen >= 0) drawChosen(context, picture, chosen, colours);
    });
    return () => cancelAnimationFrame(request);
  }, [picture, isListed, placed, lives, axis, groups, window, width, height, collections, chosen, colours]);

  const shareAt = (event: { readonly clientX: number; readonly clientY: number }): [x: number, y: number] => {
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
          drag.current = { x: event.clientX, y: event.clientY, window };
        }}
        onPointerMove={(event) => {
          if (drag.current === null) {
            onPointed(lifeUnder(event));
            return;
          }
          const { x, y, window: before } = drag.current;
          onWindow(panned(before, bounds, (x - event.clientX) / width, (y - event.clientY) / height));
        }}
        onPointerUp={(event) => {
          const from = drag.current;
          drag.current = null;
          if (from === null || Math.hypot(event.clientX - from.x, event.clientY - from.y) > CLICK_PX) return;
          onChosen(lifeUnder(event));
        }}
        onPointerLeave={() => onPointed(-1)}
      />
    </div>
  );
}
