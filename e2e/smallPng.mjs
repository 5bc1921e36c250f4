// Pictures of the page with few colours and without filtering: a third of the bytes of what the browser writes. Plain areas and text lose nothing visible.
import { crc32, deflateSync } from "node:zlib";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {{ readonly width: number, readonly height: number, readonly palette: readonly number[], readonly indices: Uint8Array }} Picture */

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 64;
const PALETTE_COLOUR = 3; // PNG, 11.2.1: each pixel is an index into PLTE

/**
 * Writes a PNG anew.
 * @param {Page} page any page that the browser shows
 * @param {Buffer} png
 */
export async function smallPng(page, png) {
  const { width, height, palette, base64 } = await page.evaluate(indexed, {
    png: png.toString("base64"),
    colours: COLOURS,
  });
  return encoded({ width, height, palette, indices: Buffer.from(base64, "base64") });
}

/**
 * Runs inside the page, which can decode: the picture by its most frequent colours, all others by the nearest of these.
 * @param {{ png: string, colours: number }} work the PNG as base64
 */
async function indexed({ png, colours }) {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("the browser gives no canvas");
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer); // ABGR
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, colours)
    .map(([pixel]) => pixel & 0xffffff);
  const nearest = new Map([...counts.keys()].map((pixel) => [pixel, nearestOf(pixel)]));
  const text = Array.from(pixels, (pixel) => String.fromCharCode(nearest.get(pixel) ?? 0)).join("");
  return { width, height, palette, base64: btoa(text) };

  /** @param {number} pixel */
  function nearestOf(pixel) {
    let best = 0;
    let bestDistance = Number.POSITIVE_INFINITY;
    for (const [index, colour] of palette.entries()) {
      const [r, g, b] = [0, 8, 16].map((shift) => ((pixel >>> shift) & 0xff) - ((colour >>> shift) & 0xff));
      const distance = r * r + g * g + b * b;
      if (distance < bestDistance) [best, bestDistance] = [index, distance];
    }
    return best;
  }
}

/** @param {Picture} picture */
function encoded({ width, height, palette, indices }) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, PALETTE_COLOUR], 8); // bits of an index; then compression, filter and interlace methods: 0
  const colours = Buffer.from(palette.flatMap((colour) => [0, 8, 16].map((shift) => (colour >>> shift) & 0xff)));
  const rows = Buffer.alloc(height * (width + 1)); // before each row its filter: 0, none
  for (let y = 0; y < height; y++) rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const data = deflateSync(rows, { level: 9, memLevel: 9 });
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), chunk("PLTE", colours), chunk("IDAT", data), chunk("IEND")]);
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data = Buffer.alloc(0)) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
