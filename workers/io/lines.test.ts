import fc from "fast-check";
import { expect, it } from "vitest";
import { bytesSource } from "./byteSource";
import { LINE_MAX_BYTES } from "./limits";
import { headLines, walkLines } from "./lines";

interface Line {
  readonly text: string;
  readonly offset: number;
  readonly ended: boolean;
}

async function linesOf(text: string, chunkBytes: number): Promise<{ lines: Line[]; tooLong: number[] }> {
  const lines: Line[] = [];
  const tooLong: number[] = [];
  const done: number[] = [];
  const source = bytesSource("test", new TextEncoder().encode(text));
  await walkLines(
    source,
    {
      line(bytes, start, end, offset, ended) {
        lines.push({ text: new TextDecoder().decode(bytes.subarray(start, end)), offset, ended });
      },
      tooLong: (offset) => tooLong.push(offset),
    },
    (bytesDone) => done.push(bytesDone),
    chunkBytes,
  );
  if (source.size > 0) expect(done.at(-1)).toBe(source.size);
  return { lines, tooLong };
}

it("gives the same lines whatever the chunks", async () => {
  const text = fc
    .array(fc.constantFrom("a", "bc", "\n", "\r\n", "\n\n", "é"), { maxLength: 40 })
    .map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 20 }), async (whole, chunkBytes) => {
      const { lines } = await linesOf(whole, chunkBytes);
      const parts = whole.split("\n");
      const rest = parts.pop();
      const expected = parts.map((part) => part.replace(/\r$/, ""));
      expect(lines.filter(({ ended }) => ended).map(({ text }) => text)).toEqual(expected);
      expect(lines.filter(({ ended }) => !ended).map(({ text }) => text)).toEqual(rest === "" ? [] : [rest]);
    }),
  );
});

it("tells where each line begins", async () => {
  for (const chunkBytes of [1, 3, 100]) {
    const { lines } = await linesOf("ab\r\n\nc\nd", chunkBytes);
    expect(lines.map(({ offset }) => offset)).toEqual([0, 4, 5, 7]);
  }
});

it("passes over lines that are too long, whole or in pieces", async () => {
  const long = "x".repeat(LINE_MAX_BYTES + 1);
  for (const chunkBytes of [1 << 16, 1 << 23]) {
    const { lines, tooLong } = await linesOf(`a\n${long}\nb\n${long}${long}\nc\n${long}`, chunkBytes);
    expect(lines.map(({ text }) => text)).toEqual(["a", "b", "c"]);
    expect(tooLong).toEqual([2, long.length + 5, 3 * long.length + 8]);
  }
});

it("stops where a source has fewer bytes than it said", async () => {
  const lines: number[] = [];
  const source = {
    name: "cut",
    size: 100,
    read: async (start: number) => new Uint8Array(start === 0 ? [0x61, 0x0a] : []),
  };
  await walkLines(source, { line: (_, start) => lines.push(start), tooLong() {} }, () => {}, 10);
  expect(lines).toEqual([0]);
});

it("shows the whole lines of a head of text, and nothing of other bytes", () => {
  const head = (text: string) => headLines(new TextEncoder().encode(text), 2);
  expect(head("a\nb\r\nc\nd")).toEqual(["a", "b"]);
  expect(head("a\nb")).toEqual(["a"]);
  expect(head("only")).toEqual(["only"]);
  expect(head("a\u0000\n")).toBeNull();
});
