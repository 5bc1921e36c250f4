import { GO_PAGE_BYTES } from "./spanLives";

/**
 * Size classes of Go's allocator (runtime/sizeclasses.go, the same from Go 1.16 to 1.27): bytes of an object and pages
 * of a span, by size class. Class 0 is a span of one large object.
 */
const SIZE_CLASSES: readonly (readonly [elemBytes: number, pages: number])[] =
  `0/0 8/1 16/1 24/1 32/1 48/1 64/1 80/1 96/1 112/1 128/1 144/1 160/1 176/1 192/1 208/1 224/1 240/1 256/1 288/1 320/1
  352/1 384/1 416/1 448/1 480/1 512/1 576/1 640/1 704/1 768/1 896/1 1024/1 1152/1 1280/1 1408/2 1536/1 1792/2 2048/1
  2304/2 2688/1 3072/3 3200/2 3456/3 4096/1 4864/3 5376/2 6144/3 6528/4 6784/5 6912/6 8192/1 9472/7 9728/6 10240/5
  10880/4 12288/3 13568/5 14336/7 16384/2 18432/9 19072/7 20480/5 21760/8 24576/3 27264/10 28672/7 32768/4`
    .split(/\s+/)
    .map((text): [number, number] => {
      const [elemBytes = 0, pages = 0] = text.split("/").map(Number);
      return [elemBytes, pages];
    });

/** Size class of a spanclass; -1 for MANUAL_SPAN, UNKNOWN_SPAN and what is none. */
export function sizeClassOf(spanclass: number): number {
  const sizeClass = spanclass >> 1;
  return spanclass < 0 || sizeClass >= SIZE_CLASSES.length ? -1 : sizeClass;
}

/** Bytes of an object of a span, which is all of it where there is one object or no objects. */
export function elemBytesOf(spanclass: number, pages: number): number {
  const sizeClass = sizeClassOf(spanclass);
  return sizeClass > 0 ? (SIZE_CLASSES[sizeClass]?.[0] ?? 0) : pages * GO_PAGE_BYTES;
}

/** The size class that objects of so many bytes are in; 0 for large ones, whose spans are as many pages as they need. */
export function sizeClassFor(objectBytes: number): number {
  const found = SIZE_CLASSES.findIndex(([elemBytes]) => elemBytes >= objectBytes && elemBytes > 0);
  return Math.max(0, found);
}
