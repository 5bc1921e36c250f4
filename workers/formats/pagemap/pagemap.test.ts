import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dumpedBytes, dumpedPage } from "../../../src/analysis/spans/physical/pageDump";
import { DecodeError } from "../../../src/model/decodeError";
import type { Pagemap, PteLayout } from "../../../src/model/pagemap";
import type { SpanLives } from "../../../src/model/spanLives";
import { bytesSource } from "../../io/byteSource";
import { pagemap } from "./index";

const unzipped = (path: string): Uint8Array => new Uint8Array(gunzipSync(readFileSync(new URL(path, import.meta.url))));
const decode = async (bytes: Uint8Array) => {
  const capture = await pagemap.decode(bytesSource("pagemap.txt", bytes), { progress() {} });
  if (capture.kind !== "pagemap") throw new Error("no pagemap");
  return capture;
};
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("a real dump", () => {
  const bytes = unzipped("./fixtures/pages.pagemap.txt.gz");

  it("has the frames that the process itself read", async () => {
    expect(pagemap.recognises(bytes.subarray(0, 4096))).toBe(true);
    const { dump, losses } = await decode(bytes);
    expect(losses).toEqual([]);
    const truth = new TextDecoder().decode(unzipped("../perf/fixtures/spans/pages.truth.tsv.gz")).trim().split("\n");
    const unlike = truth.filter((line) => {
      const [address = "", frame = ""] = line.split("\t");
      const page = dumpedPage(dump, "core3", Number.parseInt(address, 16));
      return page?.state !== "present" || page.frame !== Number.parseInt(frame, 16);
    });
    expect(unlike).toEqual([]);
    expect(dumpedPage(dump, "core3", 0xbfffffff000)).toBeNull();
  });

  it("cut anywhere keeps what came before, and says what is missing", async () => {
    for (let i = 1; i < 60; i++) {
      const cut = Math.floor((i * bytes.length) / 60);
      const { dump, losses } = await decode(bytes.subarray(0, cut));
      expect(losses.map(({ first: { code } }) => code)).toContain("Truncated");
      expect(dump.low.length).toBeLessThanOrEqual(cut / 17);
      expect(dump.low.length).toBeGreaterThanOrEqual(cut / 17.5 - 8);
    }
  });

  it("whatever the bytes, nothing but DecodeError is thrown", async () => {
    const change = fc.tuple(fc.nat(2000), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1 }), async (changes) => {
        const damaged = bytes.slice(0, 2001);
        for (const [at, value] of changes) damaged[at] = value;
        await decode(damaged).catch((error) => expect(error).toBeInstanceOf(DecodeError));
      }),
    );
  });
});

it("ranges are one after the other, values inside of them", async () => {
  const { dump, losses } = await decode(
    bytesOf(
      "pagemap 4096\nc000000000-c000002000\n 8000000000000001 8000000000000002\n c000000000000003\nc000001000-c000003000\nc000002000-c000003800\nc000004000-c000006000\n 4000000000000000\nnonsense\n",
    ),
  );
  expect([...dump.start]).toEqual([0xc000000000, 0xc000004000]);
  expect([...dump.first]).toEqual([0, 2, 3]);
  expect(losses.map(({ count, first: { code, message } }) => [code, count, message])).toEqual([
    ["Malformed", 4, "pagemap at 0x58: a range that is none, or not after the one before: c000001000-c000003000"],
    ["Truncated", 1, "pagemap at 0xb5: 1 values are missing"],
  ]);
});

it.each(["pagemap 0\n", "pagemap 3000\n", "pte 99999999999\n", ""])("%j is no dump", async (text) => {
  await expect(decode(bytesOf(text))).rejects.toThrow(DecodeError);
});

/** As pfn_pte() of arch/sw_64/include/asm/pgtable.h makes them: frame << _PFN_SHIFT | _PAGE_VALID. */
it.each<[PteLayout, bigint]>([
  ["core3", (0x12_3456_789n << 28n) | 0x60f01n],
  ["core4", (1n << 62n) | (0x12_3456_789n << 24n) | 0x241n],
  ["article", (0x1_2345_678n << 14n) | 1n],
])("page-table entries of SW64 as %s", async (layout, value) => {
  const { dump } = await decode(
    bytesOf(`pte 8192\n900000000-900004000\n ${value.toString(16).padStart(16, "0")} 0000000000000000\n`),
  );
  expect(dumpedPage(dump, layout, 0x900000000)).toEqual({
    state: "present",
    frame: layout === "article" ? 0x12345678 : 0x123456789,
  });
  expect(dumpedPage(dump, layout, 0x900003fff)).toEqual({ state: "absent", frame: Number.NaN });
});

it("adds up what lies under live spans", () => {
  const dump: Pagemap = {
    pageBytes: 4096,
    values: "pagemap",
    start: Float64Array.of(0x10000),
    first: Int32Array.of(0, 6),
    low: Uint32Array.of(7, 0, 0, 8, 9, 9),
    high: Uint32Array.of(2 ** 31, 0, 2 ** 30, 2 ** 31, 2 ** 31, 2 ** 31),
  };
  const spans = {
    length: 3,
    pageBytes: 8192,
    address: Float64Array.of(0x10000, 0x12000, 0x30000),
    pages: Int32Array.of(2, 1, 3),
    deathNs: Float64Array.of(Number.NaN, 5, Number.NaN),
  } as SpanLives;
  expect(dumpedBytes(dump, "core3", spans)).toEqual({
    present: 2 * 4096,
    swapped: 4096,
    absent: 4096,
    outside: 3 * 8192,
    freePresent: 2 * 4096,
  });
});
