import { expect, it } from "vitest";
import { elemBytesOf, sizeClassFor, sizeClassOf } from "./sizeClasses";
import { MANUAL_SPAN, UNKNOWN_SPAN } from "./spanLives";

// Lines of the comment in runtime/sizeclasses.go: class, bytes/obj, bytes/span, objects.
const LINES = `
         1          8       8192     1024
         3         24       8192      341
         4         32       8192      256
        36       1536       8192        5
        47       6144      24576        4
        57      13568      40960        3
        67      32768      32768        1`
  .trim()
  .split("\n")
  .map((line) => line.trim().split(/ +/).map(Number));

it.each(LINES)("class %i has objects of %i bytes in spans of %i", (sizeClass, elemBytes, spanBytes, objects) => {
  const spanclass = sizeClass * 2 + 1;
  expect(sizeClassOf(spanclass)).toBe(sizeClass);
  expect(elemBytesOf(spanclass, spanBytes / 8192)).toBe(elemBytes);
  expect(Math.floor(spanBytes / elemBytes)).toBe(objects);
  expect(sizeClassFor(elemBytes)).toBe(sizeClass);
  expect(sizeClassFor(elemBytes - 1)).toBe(sizeClass);
  if (sizeClass < 67) expect(sizeClassFor(elemBytes + 1)).toBe(sizeClass + 1);
});

it("has one object in the span of a large one, and none in what the runtime manages itself", () => {
  expect(elemBytesOf(0, 5)).toBe(5 * 8192);
  expect(sizeClassFor(32769)).toBe(0);
  expect([MANUAL_SPAN, UNKNOWN_SPAN, 68 * 2].map(sizeClassOf)).toEqual([-1, -1, -1]);
  expect(elemBytesOf(MANUAL_SPAN, 4)).toBe(4 * 8192);
});
