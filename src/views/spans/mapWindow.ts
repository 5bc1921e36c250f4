import type { MapWindow } from "../../analysis/spans/spanRaster";

/** Everything that a window can show: it never leaves this. */
export type MapBounds = MapWindow;

/** No window is smaller: 1 µs of time, a quarter of a page of Go's heap. */
const LEAST_NS = 1000;
const LEAST_PLACES = 0.25;

/** The window with `factor` times its extent around a point of it, given as shares of its width and height. */
export function zoomed(window: MapWindow, bounds: MapBounds, factor: number, x: number, y: number): MapWindow {
  const [fromNs, toNs] = scaled(window.fromNs, window.toNs, factor, x, LEAST_NS);
  const [fromPlace, toPlace] = scaled(window.fromPlace, window.toPlace, factor, y, LEAST_PLACES);
  return within({ fromNs, toNs, fromPlace, toPlace }, bounds);
}

function scaled(from: number, to: number, factor: number, at: number, least: number): [number, number] {
  const extent = Math.max(least, (to - from) * factor);
  const fixed = from + (to - from) * at;
  return [fixed - extent * at, fixed + extent * (1 - at)];
}

/** The window moved by shares of its width and height. */
export function panned(window: MapWindow, bounds: MapBounds, right: number, down: number): MapWindow {
  const ns = (window.toNs - window.fromNs) * right;
  const places = (window.toPlace - window.fromPlace) * down;
  return within(
    {
      fromNs: window.fromNs + ns,
      toNs: window.toNs + ns,
      fromPlace: window.fromPlace + places,
      toPlace: window.toPlace + places,
    },
    bounds,
  );
}

/** The same extent inside the bounds, or the bounds where it is larger. */
function within(window: MapWindow, bounds: MapBounds): MapWindow {
  const [fromNs, toNs] = inside(window.fromNs, window.toNs, bounds.fromNs, bounds.toNs);
  const [fromPlace, toPlace] = inside(window.fromPlace, window.toPlace, bounds.fromPlace, bounds.toPlace);
  return { fromNs, toNs, fromPlace, toPlace };
}

function inside(from: number, to: number, first: number, last: number): [number, number] {
  if (to - from >= last - first) return [first, last];
  const by = Math.max(first - from, 0) + Math.min(last - to, 0);
  return [from + by, to + by];
}

/** What a key does to the window; null for a key that means nothing here. */
export function windowByKey(window: MapWindow, bounds: MapBounds, key: string): MapWindow | null {
  const pan = PANS[key];
  if (pan !== undefined) return panned(window, bounds, pan[0], pan[1]);
  const zoom = ZOOMS[key];
  if (zoom !== undefined) return zoomed(window, bounds, zoom, 0.5, 0.5);
  return key === "Home" || key === "0" ? bounds : null;
}

const PANS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  a: [-0.2, 0],
  d: [0.2, 0],
  w: [0, -0.2],
  s: [0, 0.2],
  PageUp: [0, -0.8],
  PageDown: [0, 0.8],
};

const ZOOMS: Readonly<Record<string, number>> = { "+": 0.5, "=": 0.5, "-": 2 };
