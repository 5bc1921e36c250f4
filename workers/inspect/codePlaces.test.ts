import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { CodePlaces } from "../../src/model/codePlaces";
import { CODE_RETURN_ADDRESS, type Module } from "../../src/model/stacks";
import { bytesSource } from "../io/byteSource";
import { codePlaces } from "./codePlaces";

const library = readFileSync(createRequire(import.meta.url).resolve("iced-x86/iced_x86_bg.wasm"), "base64");

function file(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, import.meta.url)));
}

function places(bytes: Uint8Array | null, addresses: readonly number[], flags: number): Promise<CodePlaces> {
  const module: Module = { path: "/bin/program", buildId: null, addressing: "file-offset", pid: -1, anchor: null };
  const runtime = bytes === null ? null : bytesSource("runtime", bytes);
  const sources = { runtime, debug: null, alt: null, split: [], symbols: null };
  const codes = { addresses: Float64Array.from(addresses), flags: new Uint8Array(addresses.length).fill(flags) };
  return codePlaces(module, [], codes, sources, library);
}

interface Listed {
  readonly offset: number; // in the file
  readonly isCall: boolean;
  readonly size: number;
}

/** QEMU's listing of the SW64 program: address, word, mnemonic, operands. */
function sw64Listing(): Listed[] {
  const lines = new TextDecoder().decode(file("../arch/sw64/fixtures/own.d4.dis.txt")).trim().split("\n");
  return lines.map((line) => {
    const [address = "", , mnemonic = ""] = line.split("\t");
    const isCall = mnemonic === "bsr" || mnemonic === "call";
    return { offset: Number.parseInt(address, 16) - 0x1_2000_0000, isCall, size: 4 };
  });
}

/** objdump's listing of the C program. */
function x86Listing(): Listed[] {
  const bytes = gunzipSync(file("../arch/x86_64/fixtures/tree.dis.tsv.gz"));
  return new TextDecoder()
    .decode(bytes)
    .trim()
    .split("\n")
    .flatMap((line) => listedX86(line));
}

function listedX86(line: string): Listed[] {
  const [address = "", hex = "", text = ""] = line.split("\t");
  if (!/^[0-9a-f]+$/.test(address)) return [];
  const size = hex.replaceAll(" ", "").length / 2;
  return [{ offset: Number.parseInt(address, 16), isCall: /^(?:bnd |notrack )*call\b/.test(text), size }];
}

describe.each([
  ["SW64", "own.d4", sw64Listing()],
  ["x86_64", "tree", x86Listing()],
] as const)("%s code", (_, path, listing) => {
  const bytes = file(`../object/elf/fixtures/${path}`);

  it("begins every instruction of an independent listing at distance 0", async () => {
    expect(listing.length).toBeGreaterThan(250);
    const found = await places(
      bytes,
      listing.map(({ offset }) => offset),
      0,
    );
    const known = [...found.error].filter((error) => !Number.isNaN(error));
    expect(new Set(known)).toEqual(new Set([0]));
    expect(known.length / listing.length).toBeGreaterThan(0.9); // between functions lie padding and stubs' heads
  });

  it("is not begun inside an instruction", async () => {
    const long = listing.filter(({ size }) => size >= 4);
    const found = await places(
      bytes,
      long.map(({ offset }) => offset + 2),
      0,
    );
    const known = [...found.error].filter((error) => !Number.isNaN(error));
    expect(known.every((error) => error > 0 && error <= 8)).toBe(true);
  });

  it("returns behind the calls of the listing, and to no call itself", async () => {
    const calls = listing.filter(({ isCall }) => isCall);
    expect(calls.length).toBeGreaterThanOrEqual(20);
    const right = await places(
      bytes,
      calls.map(({ offset, size }) => offset + size),
      CODE_RETURN_ADDRESS,
    );
    expect(new Set([...right.error].filter((error) => !Number.isNaN(error)))).toEqual(new Set([0]));
    const behind = new Set(calls.map(({ offset, size }) => offset + size));
    const others = calls.filter(({ offset }) => !behind.has(offset));
    const wrong = await places(
      bytes,
      others.map(({ offset }) => offset),
      CODE_RETURN_ADDRESS,
    );
    expect([...wrong.error].filter((error) => !Number.isNaN(error)).every((error) => error > 0)).toBe(true);
  });

  it("lies at its distance from the function's entry", async () => {
    const found = await places(
      bytes,
      listing.map(({ offset }) => offset),
      0,
    );
    for (const [row, entry] of found.entry.entries()) {
      if (Number.isNaN(entry)) continue;
      expect(entry).toBeLessThan(found.size[row] ?? 0);
    }
    expect([...found.entry].filter((entry) => entry === 0).length).toBeGreaterThanOrEqual(10);
  });
});

it("has no places without a binary, or outside of it", async () => {
  expect((await places(null, [16], 0)).error).toEqual(Float64Array.of(Number.NaN));
  expect((await places(file("../object/elf/fixtures/own.d4"), [0x7fff_0000], 0)).entry).toEqual(
    Float64Array.of(Number.NaN),
  );
});
