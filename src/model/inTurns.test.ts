import { expect, it } from "vitest";
import { blobInTurns, bytesInParts, copyInTurns } from "./inTurns";
import { jsonParts } from "./jsonParts";

const column = Float64Array.from({ length: 140_000 }, (_, row) => row / 7).subarray(5); // more than two parts

it("a Blob has all parts in their order", async () => {
  const blob = await blobInTurns(["one ", ...bytesInParts(column), "last"], "text/plain");
  expect(blob.type).toBe("text/plain");
  expect(blob.size).toBe(8 + column.byteLength);
  const bytes = await blob.arrayBuffer();
  expect(new TextDecoder().decode(bytes.slice(0, 4))).toBe("one ");
  expect(isSame(new Uint8Array(bytes, 4, column.byteLength), column)).toBe(true);
});

it("a copy is of the same kind and shares nothing", async () => {
  const copy = await copyInTurns(column);
  expect(copy).toBeInstanceOf(Float64Array);
  expect(isSame(copy, column)).toBe(true);
  expect(copy.buffer).not.toBe(column.buffer);
  expect(copy.buffer.byteLength).toBe(column.byteLength);
});

function isSame(a: ArrayBufferView, b: ArrayBufferView): boolean {
  const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => Buffer.from(buffer, byteOffset, byteLength);
  return bytesOf(a).equals(bytesOf(b));
}

it("the parts of a value are its JSON text", () => {
  const values = [
    null,
    "a\nb",
    [],
    {},
    [1, [2, { deep: [{}, []] }]],
    { flat: { a: 1, b: undefined, c: null }, left: undefined, list: [{ x: "\n" }, "y"], "odd key\n": [[]] },
  ];
  for (const value of values) expect([...jsonParts(value)].join("")).toBe(JSON.stringify(value, null, 1));
});
