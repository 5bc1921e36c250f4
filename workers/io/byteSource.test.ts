import { expect, it } from "vitest";
import { fileSource } from "./byteSource";

const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7) & 0xff);
const source = fileSource(new File([bytes], "a.bin"));

it("reads a part of a file, into memory that it is given too", async () => {
  for (const memory of [undefined, new ArrayBuffer(90_000), new ArrayBuffer(10)]) {
    expect(await source.read(10_000, 90_000, memory)).toEqual(bytes.slice(10_000, 90_000));
  }
});

it("gives what there is at the end of a file, and nothing of what was in the memory", async () => {
  const memory = new Uint8Array(50_000).fill(0xee).buffer;
  expect(await source.read(80_000, 130_000, memory)).toEqual(bytes.slice(80_000));
  expect(await source.read(200_000, 210_000, new ArrayBuffer(10_000))).toEqual(new Uint8Array(0));
});
