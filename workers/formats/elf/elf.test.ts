import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ObjectCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { elf } from "./index";

const file = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, import.meta.url)));
const fixtures = "../../object/elf/fixtures/";

function decode(bytes: Uint8Array): Promise<ObjectCapture> {
  const source: ByteSource = { name: "x", size: bytes.length, read: async (start, end) => bytes.slice(start, end) };
  return elf.decode(source, { progress: () => undefined }) as Promise<ObjectCapture>;
}

it("says of a Go program what readelf and go version say", async () => {
  const capture = await decode(file("../../../public/samples/leakd"));
  expect(capture).toMatchObject({
    kind: "elf",
    arch: "x86_64",
    buildId: "15d050526cb767fd78f13742b8e5c891c7b91ab4",
    losses: [],
    facts: {
      machine: "x86_64",
      type: "EXEC",
      go_version: "go1.24.4",
      // as `go version -m` prints them
      go_build: [
        "-buildmode=exe",
        "-compiler=gc",
        "-gcflags=-m",
        "-trimpath=true",
        "CGO_ENABLED=1",
        "GOARCH=amd64",
        "GOOS=linux",
        "GOAMD64=v1",
      ],
      gopclntab: "1.20",
      debug: [".gopclntab", ".symtab"],
      sections: 18,
      e_flags: 0,
    },
  });
  expect(capture.facts["go_build_id"]).toMatch(/^K1jxUPhPnBNbiN26yy93\//);
  expect(capture.segments).toEqual([
    { offset: 0, vaddr: 0x400000, fileBytes: 0xdbf71, memoryBytes: 0xdbf71, executable: true },
    { offset: 0xdc000, vaddr: 0x4dc000, fileBytes: 0xfc6f0, memoryBytes: 0xfc6f0, executable: false },
    { offset: 0x1d9000, vaddr: 0x5d9000, fileBytes: 0xb452, memoryBytes: 0x2f1c0, executable: false },
  ]);
});

it.each([
  ["own.d4", "sw_64", "EXEC", [".debug_info", ".symtab"], 8],
  ["own.c.stripped", "sw_64", "EXEC", [], 8],
  ["own.c.debug", "sw_64", "EXEC", [".debug_info", ".symtab"], 8],
  ["libown.so", "sw_64", "DYN", [".debug_info", ".symtab", ".dynsym"], 8],
  ["tree", "x86_64", "DYN", [".debug_info", ".symtab", ".dynsym"], 0],
])("%s", async (name, arch, type, debug, flags) => {
  const capture = await decode(file(fixtures + name));
  expect(capture).toMatchObject({ arch, losses: [], facts: { machine: arch, type, debug, e_flags: flags } });
});

it("lists what the run-time linker relocates, as readelf -r does", async () => {
  const { facts } = await decode(file(`${fixtures}libown.so`));
  const lines = new TextDecoder()
    .decode(file(`${fixtures}libown.so.relocs.tsv`))
    .trim()
    .split("\n")
    .slice(1);
  const expected = lines.map((line) => {
    const [table, offset, , type = "", symbol, addend] = line.split("\t");
    const plus = addend === "0" ? "" : ` + 0x${Number(addend).toString(16)}`;
    return `${table} 0x${offset} ${type.replace("R_SW_64_", "")}${symbol === "" ? "" : ` ${symbol}`}${plus}`;
  });
  expect(expected.length).toBeGreaterThan(10);
  expect(facts["relocations"]).toEqual(expected);
  expect(facts["relocation_types"]).toEqual(["RELATIVE: 3", "REFQUAD: 3", "GLOB_DAT: 2", "JMP_SLOT: 6"]);
  const tree = (await decode(file(`${fixtures}tree`))).facts;
  expect(tree["relocation_types"]).toEqual(["RELATIVE: 3", "GLOB_DAT: 5", "JUMP_SLOT: 7"]);
  expect(tree["relocations"]).toContain(".rela.plt 0x4008 JUMP_SLOT qsort");
  expect((await decode(file(`${fixtures}small.d5.o`))).facts["relocations"]).toBeUndefined();
});

it("recognises by the magic alone", () => {
  expect(elf.recognises(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46))).toBe(true);
  expect(elf.recognises(new TextEncoder().encode("ELF"))).toBe(false);
});

it("names an unknown machine by its number", async () => {
  const bytes = file(`${fixtures}own.d4`);
  new DataView(bytes.buffer).setUint16(18, 0xabcd, true);
  expect(await decode(bytes)).toMatchObject({ arch: null, facts: { machine: "0xabcd" } });
});

describe("damage", () => {
  it("a cut file keeps its segments and says that the sections are gone", async () => {
    const capture = await decode(file(`${fixtures}own.d4`).slice(0, 20000));
    expect(capture.segments).toHaveLength(1);
    expect(capture.buildId).toMatch(/^[0-9a-f]{40}$/); // the PT_NOTE is at the start
    expect(capture.losses).toMatchObject([{ count: 1, first: { code: "Truncated", where: "ELF section headers" } }]);
  });

  it("a section that ends behind the file is a loss", async () => {
    const bytes = file(`${fixtures}own.d4`);
    new DataView(bytes.buffer).setBigUint64(29016 + 5 * 64 + 32, 1n << 50n, true);
    expect((await decode(bytes)).losses).toMatchObject([{ first: { code: "Truncated", where: "ELF section" } }]);
  });

  it("throws nothing but DecodeError, whatever the bytes", async () => {
    const good = file(`${fixtures}tree`);
    const sectionHeaders = good.length - 36 * 64;
    const at = fc.oneof(fc.integer({ min: 0, max: 0x400 }), fc.integer({ min: sectionHeaders, max: good.length - 1 }));
    const flip = fc.tuple(at, fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(flip, { minLength: 1, maxLength: 8 }), fc.nat(good.length), async (flips, length) => {
        const bytes = good.slice(0, flips.length % 2 === 0 ? length : good.length);
        for (const [offset, value] of flips) if (offset < bytes.length) bytes[offset] = value;
        try {
          expect((await decode(bytes)).kind).toBe("elf");
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
