import type { SpanWindow } from "../../model/spans";
/** Everything that a window can show: it never leaves this. */
export type MapBounds = SpanWindow;

/** No window is smaller: 1 µs of time, a quarter of a page of Go's heap. */
const LEAST_NS = 1000;
const LEAST_PLACES = 0.25;

/** The window with `factor` times its extent around a point of it, given as shares of its width and height. */
export function zoomed(window: SpanWindow, bounds: MapBounds, factor: number, x: number, y: number): SpanWindow {
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
export function panned(window: SpanWindow, bounds: MapBounds, right: number, down: number): SpanWindow {
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
function within(window: SpanWindow, bounds: MapBounds): SpanWindow {
  const [fromNs, toNs] = inside(window.fromNs, window.toNs, bounds.fromNs, bounds.toNs);
  const [fromPlace, toPlace] = inside(window.fromPlace, window.toPlace, bounds.fromPlace, bounds.toPlace);
  return { fromNs, toNs, fromPlace, toPlace };
}

function inside(from: number, to: number, first: number, last: number): [number, number] {
  if (to - from >= last - first) return [first, last];
  const by = Math.max(first - from, 0) + Math.min(last - to, 0);
  return [from + by, to + by];
}

/** The window between two points of it, given as shares; itself where they are too close to mean one. */
export function boxed(
  window: SpanWindow,
  from: readonly [x: number, y: number],
  to: readonly [x: number, y: number],
): SpanWindow {
  const [left, right] = [from[0], to[0]].sort((a, b) => a - b);
  const [top, bottom] = [from[1], to[1]].sort((a, b) => a - b);
  if (right - left < LEAST_SHARE || bottom - top < LEAST_SHARE) return window;
  const [ns, places] = [window.toNs - window.fromNs, window.toPlace - window.fromPlace];
  return {
    fromNs: window.fromNs + ns * Math.max(0, left),
    toNs: window.fromNs + ns * Math.min(1, right),
    fromPlace: window.fromPlace + places * Math.max(0, top),
    toPlace: window.fromPlace + places * Math.min(1, bottom),
  };
}

const LEAST_SHARE = 0.005;

/** What a key does to the window; null for a key that means nothing here. */
export function windowByKey(window: SpanWindow, bounds: MapBounds, key: string): SpanWindow | null {
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
