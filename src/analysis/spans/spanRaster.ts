import type { SpanLives } from "../../model/spanLives";
import type { SpanWindow } from "../../model/spans";
import type { AddressAxis } from "./addressAxis";

/** What a picture of lives is made of, a value per pixel, row by row; time to the right, addresses downward. */
export interface SpanRaster {
  readonly width: number;
  readonly height: number;
  readonly group: Uint8Array; // of the lives that cover most of the pixel; meaningless where nothing does
  readonly cover: Float32Array; // 0 to 1: how much of the pixel's pages and time any life has
}

/**
 * Draws lives as rectangles, whatever their number: each adds what it covers of a pixel's pages where it begins and takes
 * it away where it ends, and one pass from left to right sums that. Costs the rows of every life in the window and the
 * pixels once per group.
 */
export function spanRaster(
  { length, pages, birthNs, deathNs, endNs }: SpanLives,
  { placeOf }: AddressAxis,
  groupOf: Uint8Array, // per life: below `groups`, or HIDDEN
  groups: number,
  { fromNs, toNs, fromPlace, toPlace }: SpanWindow,
  width: number,
  height: number,
): SpanRaster {
  const stride = width + 2; // a life may end one pixel behind the last
  const changes = new Float32Array(groups * height * stride);
  const perNs = width / (toNs - fromNs);
  const perPlace = height / (toPlace - fromPlace);
  for (let life = 0; life < length; life++) {
    const group = groupOf[life];
    const death = deathNs[life];
    const [born, died] = [birthNs[life], Number.isNaN(death) ? endNs : death];
    if (group >= groups || died < fromNs || born > toNs) continue;
    const top = (placeOf[life] - fromPlace) * perPlace;
    const bottom = top + pages[life] * perPlace;
    if (bottom <= 0 || top >= height) continue;
    const left = Math.max(0, (born - fromNs) * perNs);
    const right = Math.min(width, (died - fromNs) * perNs);
    const [first, last] = [Math.floor(left), Math.floor(right)];
    for (let row = Math.max(0, Math.floor(top)); row < height && row < bottom; row++) {
      const high = Math.min(bottom, row + 1) - Math.max(top, row);
      const at = (group * height + row) * stride;
      // Between pixels a beginning and an end are shared by the two, so that short lives weigh little.
      changes[at + first] += high * (first + 1 - left);
      changes[at + first + 1] += high * (left - first);
      changes[at + last] -= high * (last + 1 - right);
      changes[at + last + 1] -= high * (right - last);
    }
  }
  return summed(changes, groups, width, height);
}

/** In place of a group: is not drawn. */
export const HIDDEN = 255;

function summed(changes: Float32Array, groups: number, width: number, height: number): SpanRaster {
  const stride = width + 2;
  const [group, cover] = [new Uint8Array(width * height), new Float32Array(width * height)];
  const most = new Float32Array(width);
  for (let row = 0; row < height; row++) {
    most.fill(0);
    for (let one = 0; one < groups; one++) {
      let sum = 0;
      const at = (one * height + row) * stride;
      for (let x = 0; x < width; x++) {
        sum += changes[at + x];
        if (sum < LEAST) continue;
        cover[row * width + x] = Math.min(1, cover[row * width + x] + sum);
        if (sum <= most[x]) continue;
        most[x] = sum;
        group[row * width + x] = one;
      }
    }
  }
  return { width, height, group, cover };
}

/** Of a pixel: less is what rounding leaves. */
const LEAST = 1e-4;
