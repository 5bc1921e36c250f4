import type { AddressAxis } from "../../analysis/spans/addressAxis";
import { HIDDEN } from "../../analysis/spans/spanRaster";
import type { SpanLives } from "../../model/spanLives";
import type { SpanWindow } from "../../model/spans";

/** Lives in a window, as far as they are listed. */
export interface PlacedLives {
  readonly rows: readonly number[]; // -> SpanLives, in the order of birth; the first MOST_LISTED
  readonly count: number; // of all
}

/** More are drawn as a raster, and not listed. */
export const MOST_LISTED = 5000;

export function livesIn(
  { length, pages, birthNs, deathNs }: SpanLives,
  { placeOf }: AddressAxis,
  groups: Uint8Array,
  { fromNs, toNs, fromPlace, toPlace }: SpanWindow,
): PlacedLives {
  const rows: number[] = [];
  let count = 0;
  for (let life = 0; life < length; life++) {
    if (groups[life] === HIDDEN || birthNs[life] > toNs || deathNs[life] < fromNs) continue;
    if (placeOf[life] >= toPlace || placeOf[life] + pages[life] <= fromPlace) continue;
    if (count++ < MOST_LISTED) rows.push(life);
  }
  return { rows, count };
}

/** The last life that begins at or before a moment on a page, -1 for none. */
export function lifeAt(
  { length, pages, birthNs, deathNs, endNs }: SpanLives,
  { placeOf }: AddressAxis,
  groups: Uint8Array,
  atNs: number,
  place: number,
): number {
  for (let life = length - 1; life >= 0; life--) {
    const top = placeOf[life];
    if (birthNs[life] > atNs || place < top || place >= top + pages[life] || groups[life] === HIDDEN) continue;
    const end = Number.isNaN(deathNs[life]) ? endNs : deathNs[life];
    if (end >= atNs) return life;
  }
  return -1;
}

/** Where an arrow key leads from a life: to the next on its pages in time, or to the nearest one above or below. */
export function lifeBeside(
  { birthNs, address }: SpanLives,
  { rows }: PlacedLives,
  life: number,
  key: string,
): number | null {
  const step = STEPS[key];
  if (step === undefined) return null;
  if (life < 0) return rows[0] ?? null;
  let best = life;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const along = step.by === "address" ? address : birthNs;
    const across = step.by === "address" ? birthNs : address;
    const forward = (along[row] - along[life]) * step.sign;
    // In time first along the same address, in address to the one of about the same time.
    if (row === life || forward < 0 || (forward === 0 && step.by === "address")) continue;
    if (step.by === "time" && across[row] !== across[life]) continue;
    const distance = step.by === "time" ? forward : forward + Math.abs(across[row] - across[life]) * 1e-9;
    if (distance < bestDistance) [best, bestDistance] = [row, distance];
  }
  return best;
}

const STEPS: Readonly<Record<string, { readonly by: "time" | "address"; readonly sign: number }>> = {
  ArrowLeft: { by: "time", sign: -1 },
  ArrowRight: { by: "time", sign: 1 },
  ArrowUp: { by: "address", sign: -1 },
  ArrowDown: { by: "address", sign: 1 },
};
