import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Svma } from "../../../src/model/address";
import { FLOWS, type Instructions } from "../../../src/model/disassembly";
import { bytesSource } from "../../io/byteSource";
import { openElf } from "../../object/elf/elf";
import { disassemble } from "./disasm";

const wasm = createRequire(import.meta.url).resolve("iced-x86/iced_x86_bg.wasm");
const library = readFileSync(wasm, "base64");
const tree = readFileSync(new URL("../../object/elf/fixtures/tree", import.meta.url));
const elf = await openElf(bytesSource("tree", new Uint8Array(tree)));

function disassembled(start: number, bytes: Uint8Array): Promise<Instructions> {
  return disassemble({ elf, start: start as Svma, bytes, isEntry: true, cpu: null, library });
}

interface Row {
  readonly address: number;
  readonly bytes: string;
  readonly text: string;
}

/** Rows of a listing, cut where the addresses leave a gap. */
function listing(name: string): readonly (readonly Row[])[] {
  const bytes = readFileSync(new URL(`fixtures/${name}`, import.meta.url));
  const lines = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString().trimEnd().split("\n");
  const pieces: Row[][] = [];
  let end = -1;
  for (const line of lines) {
    const [address = "", bytes = "", text = ""] = line.split("\t");
    const row = { address: Number.parseInt(address, 16), bytes, text };
    if (row.address !== end) pieces.push([]);
    pieces.at(-1)?.push(row);
    end = row.address + bytes.length / 2;
  }
  return pieces;
}

function asRows({ length, address, size, bytes, text }: Instructions): Row[] {
  return Array.from({ length }, (_, row) => {
    const at = (address[row] ?? 0) - (address[0] ?? 0);
    return {
      address: address[row] ?? 0,
      bytes: Buffer.from(bytes.subarray(at, at + (size[row] ?? 0))).toString("hex"),
      text: (text[row] ?? "").replace("\t", " ").trimEnd(),
    };
  });
}

it.each([
  ["tree.dis.tsv.gz", 298],
  ["leakd.dis.tsv.gz", 2154],
  ["odd.dis.tsv", 54],
])("%s is as objdump prints it: boundaries and text", async (name, count) => {
  const pieces = listing(name);
  expect(pieces.flat().length).toBe(count);
  for (const rows of pieces) {
    const bytes = new Uint8Array(Buffer.from(rows.map((row) => row.bytes).join(""), "hex"));
    expect(asRows(await disassembled(rows[0]?.address ?? 0, bytes))).toEqual(rows);
  }
});

describe("one instruction", () => {
  const one = async (hex: string) => {
    const code = await disassembled(0x401000, new Uint8Array(Buffer.from(hex, "hex")));
    return { flow: FLOWS[code.flow[0] ?? 9], target: code.target[0], refers: code.refers[0] };
  };

  it.each([
    ["a call", "e8fb000000", { flow: "call", target: 0x401100, refers: NaN }],
    ["a call through a register", "ffd0", { flow: "call", target: NaN, refers: NaN }],
    ["a call through a slot", "ff15fa1f0000", { flow: "call", target: NaN, refers: 0x403000 }],
    ["a jump", "ebfe", { flow: "jump", target: 0x401000, refers: NaN }],
    ["a branch", "0f84fa000000", { flow: "branch", target: 0x401100, refers: NaN }],
    ["a return", "c3", { flow: "return", target: NaN, refers: NaN }],
    ["a system call", "0f05", { flow: "next", target: NaN, refers: NaN }],
    ["an address", "488d05f91f0000", { flow: "next", target: NaN, refers: 0x403000 }],
    ["a trap", "0f0b", { flow: "next", target: NaN, refers: NaN }],
  ])("knows where %s goes", async (_, hex, expected) => {
    expect(await one(hex)).toEqual(expected);
  });

  it("in the kernel has an address as a signed number", async () => {
    const code = await disassembled(-0x7effffff - 1, new Uint8Array([0xe8, 0xfb, 0, 0, 0]));
    expect([...code.target]).toEqual([-0x7effff00]);
    expect(code.text).toEqual(["call\tffffffff81000100"]);
  });
});

it("makes rows of what is no instruction, whatever the bytes", async () => {
  let state = 0x2545f491;
  const bytes = Uint8Array.from({ length: 1 << 16 }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state;
  });
  const code = await disassembled(0, bytes);
  expect(code.size.reduce((sum, size) => sum + size, 0)).toBe(bytes.length);
  expect(code.text.filter((text) => text === "(bad)\t").length).toBeGreaterThan(0);
  expect(code.text.every((text) => text.includes("\t"))).toBe(true);
  expect((await disassembled(0, new Uint8Array(0))).length).toBe(0);
});
