import { expect, it } from "vitest";
import { bytesSource } from "../../io/byteSource";
import { formats } from "../registry";
import { addresses } from ".";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

it.each([
  "0x473208\n0x473209\n",
  "473208a0",
  "leakd 0x473208\n\n# from the crash\nlibc.so.6+0x9b5f4\n",
  "ffffffff81000123\r\n[kernel.kallsyms] ffffffff81000456\r\n",
  `${"0x1\n".repeat(20_000)}0x`, // the head may be cut anywhere
])("a list of addresses: %j", (text) => {
  expect(formats.find((format) => format.recognises(bytes(text)))?.id).toBe("addresses");
});

it.each([
  "12\n34\n", // figures of something else
  "main;f 12\nmain;g 3\n", // folded stacks
  "ffffffff81000000 T _text\n", // kallsyms
  "7f0010000 40 Builtin:f\n", // perf map
  "package main\n\nfunc main() {}\n",
  "0x10\nand then it crashed\n",
  "",
  "0x1\n\0",
])("something else: %j", (text) => {
  expect(addresses.recognises(bytes(text))).toBe(false);
});

it("keeps the text, counts its lines", async () => {
  const text = "# two\n0x1\n\nleakd 0x2\n";
  const capture = await addresses.decode(bytesSource("list.txt", bytes(text)), { progress: () => undefined });
  expect(capture).toMatchObject({ kind: "addresses", facts: { lines: 2 }, losses: [], text });
});
