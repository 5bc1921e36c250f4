import { expect, it } from "vitest";
import { formats } from "../registry";
import { source } from ".";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const kindOf = (name: string, text: string) => formats.find((format) => format.recognises(bytes(text), name))?.id;

it.each([
  ["main.go", "package main\n"],
  ["tree.c", "/* \f */ int main(void) { return 0; }"],
  ["asm_amd64.s", "TEXT ·f(SB), $0-0\n"],
  ["größe.rs", "fn größe() {}\n"],
  ["vector.tcc", "#pragma once\n"],
])("%s", (name, text) => {
  expect(kindOf(name, text)).toBe("source");
});

it.each([
  ["notes.txt", "package main\n"], // the name decides,
  ["main", "package main\n"],
  ["main.go", "\x7fELF\x02\x01\x01\0"], // but only of text,
  ["stacks.c", "main;f 12\nmain;g 3\n"], // and only of text that is nothing else
])("%s is none", (name, text) => {
  expect(kindOf(name, text)).not.toBe("source");
});

it("stays in its file", async () => {
  const empty = { name: "a.c", size: 0, read: async () => new Uint8Array() };
  expect(await source.decode(empty, { progress: () => undefined })).toEqual({
    kind: "source",
    arch: null,
    facts: {},
    losses: [],
  });
});
