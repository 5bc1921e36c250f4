import type { AddressAxis } from "../../analysis/spans/addressAxis";
import { HIDDEN, type SpanRaster, spanRaster } from "../../analysis/spans/spanRaster";
import type { SpanLives } from "../../model/spanLives";
import type { SpanWindow } from "../../model/spans";
import type { Colours } from "../../ui/useColours";
import { LIFE_GROUPS } from "./lifeGroups";
import { MOST_LISTED, type PlacedLives } from "./placedLives";

/** What belongs to one picture. Sizes in CSS pixels. */
export interface MapPicture {
  readonly lives: SpanLives;
  readonly axis: AddressAxis;
  readonly groups: Uint8Array; // per life: of LIFE_GROUPS, or HIDDEN
  readonly window: SpanWindow;
  readonly width: number;
  readonly height: number;
}

/** A raster as a picture: the less of a pixel is covered the more of the ground is seen, but never nothing. */
function rasterImage({ width, height, group, cover }: SpanRaster, colours: Colours): ImageData {
  const image = new ImageData(width, height);
  const palette = LIFE_GROUPS.map(({ colour }) => channels(colours[colour]));
  const ground = channels(colours.bg);
  for (let pixel = 0, at = 0; pixel < cover.length; pixel++, at += 4) {
    const share = cover[pixel] === 0 ? 0 : 0.25 + 0.75 * cover[pixel];
    const ink = palette[group[pixel]];
    for (let channel = 0; channel < 3; channel++)
      image.data[at + channel] = ground[channel] + (ink[channel] - ground[channel]) * share;
    image.data[at + 3] = 255;
  }
  return image;
}

/** "#rrggbb" */
function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/** The rectangle of a life, cut off at the edges of the picture. */
export function boxOf({ lives, axis, window, width, height }: MapPicture, life: number): DOMRectReadOnly {
  const perNs = width / (window.toNs - window.fromNs);
  const perPlace = height / (window.toPlace - window.fromPlace);
  const death = lives.deathNs[life];
  const left = Math.max(0, (lives.birthNs[life] - window.fromNs) * perNs);
  const right = Math.min(width, ((Number.isNaN(death) ? lives.endNs : death) - window.fromNs) * perNs);
  const top = Math.max(0, (axis.placeOf[life] - window.fromPlace) * perPlace);
  const bottom = Math.min(height, (axis.placeOf[life] + lives.pages[life] - window.fromPlace) * perPlace);
  return new DOMRectReadOnly(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
}

/** Everything but what is chosen, in a canvas that it gives its size. */
export function drawMap(
  context: CanvasRenderingContext2D,
  picture: MapPicture,
  placed: PlacedLives,
  collectionsNs: Float64Array | null,
  colours: Colours,
): void {
  const { lives, axis, groups, window, width, height } = picture;
  const isListed = placed.count <= MOST_LISTED;
  const ratio = isListed ? devicePixelRatio : 1;
  const { canvas } = context;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  if (isListed) {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawLives(context, picture, placed.rows, colours);
  } else {
    const raster = spanRaster(lives, axis, groups, LIFE_GROUPS.length, window, canvas.width, canvas.height);
    context.putImageData(rasterImage(raster, colours), 0, 0);
  }
  if (collectionsNs !== null) drawCollections(context, picture, collectionsNs, colours);
}

/** A picture as it is now, for drawMoved. */
export function copyOf(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext("2d")?.drawImage(canvas, 0, 0);
  return copy;
}

/** Whether two pictures differ in their windows only. */
export function isOfSame(a: MapPicture, b: MapPicture): boolean {
  return a.lives === b.lives && a.groups === b.groups && a.width === b.width && a.height === b.height;
}

/** A picture of another window, moved and stretched to where it belongs in this one. */
export function drawMoved(
  context: CanvasRenderingContext2D,
  { window: from }: MapPicture,
  image: HTMLCanvasElement,
  { window: to, width, height }: MapPicture,
  colours: Colours,
): void {
  const { canvas } = context;
  canvas.width = Math.round(width);
  canvas.height = Math.round(height);
  context.fillStyle = colours.bg;
  context.fillRect(0, 0, width, height);
  const perNs = width / (to.toNs - to.fromNs);
  const perPlace = height / (to.toPlace - to.fromPlace);
  const [x, y] = [(from.fromNs - to.fromNs) * perNs, (from.fromPlace - to.fromPlace) * perPlace];
  context.imageSmoothingEnabled = false;
  context.drawImage(image, x, y, (from.toNs - from.fromNs) * perNs, (from.toPlace - from.fromPlace) * perPlace);
}

/** Few lives, one by one, with their edges. */
function drawLives(
  context: CanvasRenderingContext2D,
  picture: MapPicture,
  rows: readonly number[],
  colours: Colours,
): void {
  context.fillStyle = colours.bg;
  context.fillRect(0, 0, picture.width, picture.height);
  for (const life of rows) {
    const group = picture.groups[life];
    if (group === HIDDEN) continue;
    const { x, y, width, height } = boxOf(picture, life);
    context.fillStyle = colours[LIFE_GROUPS[group].colour];
    context.fillRect(x, y, width > 3 ? width - 1 : width, height > 3 ? height - 1 : height);
  }
}

/** Times of collections as lines over everything. */
function drawCollections(
  context: CanvasRenderingContext2D,
  { window, width, height }: MapPicture,
  endNs: Float64Array,
  colours: Colours,
): void {
  context.strokeStyle = colours["fg-muted"];
  context.globalAlpha = 0.6;
  context.setLineDash([2, 3]);
  context.beginPath();
  for (const ns of endNs) {
    if (ns < window.fromNs || ns > window.toNs) continue;
    const x = Math.round(((ns - window.fromNs) / (window.toNs - window.fromNs)) * width) + 0.5;
    context.moveTo(x, 0);
    context.lineTo(x, height);
  }
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** The edge of the chosen life. */
export function drawChosen(
  context: CanvasRenderingContext2D,
  picture: MapPicture,
  life: number,
  colours: Colours,
): void {
  const { x, y, width, height } = boxOf(picture, life);
  context.strokeStyle = colours.fg;
  context.lineWidth = 2;
  context.strokeRect(x, y, Math.max(3, width), Math.max(3, height));
}
