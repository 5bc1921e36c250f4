import type { SpanLives } from "../../model/spanLives";

/**
 * The addresses that spans have been at, without what lies between: Go's heap is a few arenas far apart. A place on
 * this axis is a number of Go's pages, counted over all stretches.
 */
export interface AddressAxis {
  readonly pages: number; // length
  /** Per stretch, ascending: the address where it begins, and its first place. */
  readonly start: Float64Array;
  readonly place: Float64Array;
  /** Per life: the place of its first page. */
  readonly placeOf: Float64Array;
}

/** Empty stretches of fewer pages than this are part of the axis: spans come and go there. */
const GAP_PAGES = 512;

export function addressAxis({ length, address, pages, pageBytes }: SpanLives): AddressAxis {
  const byAddress = Uint32Array.from({ length }, (_, life) => life).sort((a, b) => address[a] - address[b]);
  const [start, place]: [number[], number[]] = [[], []];
  const placeOf = new Float64Array(length);
  let [end, total] = [Number.NEGATIVE_INFINITY, 0]; // of the stretch: its last address, and the places so far
  for (const life of byAddress) {
    const from = address[life];
    const gapPages = (from - end) / pageBytes;
    if (gapPages >= GAP_PAGES) {
      start.push(from);
      place.push(total);
      end = from;
    }
    const stretch = start.length - 1;
    placeOf[life] = place[stretch] + (from - start[stretch]) / pageBytes;
    end = Math.max(end, from + pages[life] * pageBytes);
    total = place[stretch] + (end - start[stretch]) / pageBytes;
  }
  return { pages: total, start: Float64Array.from(start), place: Float64Array.from(place), placeOf };
}

/** The address at a place. */
export function addressAt({ start, place }: AddressAxis, at: number, pageBytes: number): number {
  let stretch = place.length - 1;
  while (stretch > 0 && place[stretch] > at) stretch--;
  return (start[stretch] ?? 0) + Math.floor(at - (place[stretch] ?? 0)) * pageBytes;
}
