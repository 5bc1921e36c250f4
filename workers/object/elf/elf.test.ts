import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Avma, Svma } from "../../../src/model/address";
import type { ModuleMapping } from "../../../src/model/stacks";
import { type ByteSource, bytesSource } from "../../io/byteSource";
import { openElf, readMemory } from "./elf";
import { FileOffsets } from "./fileOffsets";
import { machineName } from "./machines";
import { readBuildIds } from "./notes";
import type { ProgramHeader } from "./programHeaders";
import { SymbolRanges } from "./symbolRanges";
import { addressOfSymbol, readCodeSymbols } from "./symbols";

const folder = fileURLToPath(new URL("./fixtures/", import.meta.url));

function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(folder + name));
}

function memory(bytes: Uint8Array): ByteSource {
  return bytesSource("x", bytes);
}

const rows = readFileSync(`${folder}funcs.readelf.tsv`, "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split("\t"))
  .map(([file = "", value = "", size = "", , name = ""]) => ({
    file,
    start: Number(`0x${value}`),
    size: Number(size),
    name,
  }));

describe("symbols", () => {
  it.each([...new Set(rows.map(({ file }) => file))])("of %s are those readelf lists", async (file) => {
    const elf = await openElf(memory(fixture(file)));
    const symtab = await readCodeSymbols(elf, ".symtab");
    const ranges = symtab === null ? null : new SymbolRanges(symtab);
    expect(ranges).not.toBeNull();
    for (const { start, size, name } of rows.filter((row) => row.file === file && row.size > 0)) {
      for (const address of [start, start + size - 1]) {
        const found = ranges?.find(address) ?? -1;
        expect((await ranges?.name(found))?.replace(/@.*/, "")).toBe(name.replace(/@.*/, ""));
      }
    }
  });

  it("of a stripped library come from .dynsym, with or without section headers", async () => {
    const bytes = fixture("libown.so");
    const wanted = rows.filter(({ file, size }) => file === "libown.so" && size > 0);
    const bare = bytes.slice();
    bare.fill(0, 40, 48); // e_shoff
    bare.fill(0, 60, 64); // e_shnum, e_shstrndx
    for (const variant of [bytes, bare]) {
      const symbols = await readCodeSymbols(await openElf(memory(variant)), ".dynsym");
      const ranges = symbols === null ? null : new SymbolRanges(symbols);
      const names = new Set<string>();
      for (const { start } of wanted) names.add((await ranges?.name(ranges.find(start))) ?? "");
      names.delete("");
      expect(symbols?.length).toBeGreaterThan(5);
      expect(names.size).toBe(symbols?.length);
      expect([...names].every((name) => wanted.some((row) => row.name === name))).toBe(true);
    }
  });

  it("are found by name", async () => {
    const symbols = await readCodeSymbols(await openElf(memory(fixture("own.d4"))), ".symtab");
    if (symbols === null) throw new Error("no .symtab");
    expect(await addressOfSymbol(symbols, "one_round")).toBe(0x120000150);
    expect(await addressOfSymbol(symbols, "no_such")).toBeNull();
  });
});

describe("headers", () => {
  it.each([0x9916, 268, 0x1a7])("e_machine %i is SW64", async (machine) => {
    const bytes = fixture("own.d4");
    new DataView(bytes.buffer).setUint16(18, machine, true);
    expect(machineName((await openElf(memory(bytes))).header.machine)).toBe("sw_64");
  });

  it("build ids are equal in a stripped file and its debug file", async () => {
    const ids = await Promise.all(
      ["own.c.stripped", "own.c.debug"].map(async (name) => readBuildIds(await openElf(memory(fixture(name))))),
    );
    expect(ids[0]?.gnu).toMatch(/^[0-9a-f]{40}$/);
    expect(ids[1]?.gnu).toBe(ids[0]?.gnu);
  });

  it.each([
    [4, 12],
    [8, 16],
  ])("notes of a segment with p_align %i are padded to it", async (align, firstBytes) => {
    const bytes = new Uint8Array(512);
    const view = new DataView(bytes.buffer);
    bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
    view.setUint16(18, 62, true);
    view.setUint32(32, 64, true); // e_phoff
    view.setUint16(54, 56, true);
    view.setUint16(56, 1, true);
    view.setUint32(64, 4, true); // PT_NOTE
    view.setUint32(64 + 8, 256, true);
    view.setUint32(64 + 32, 128, true);
    view.setUint32(64 + 48, align, true);
    // NT_GNU_PROPERTY_TYPE_0 with a description of 12 bytes, then NT_GNU_BUILD_ID with 3
    const note = (at: number, type: number, description: readonly number[]): void => {
      view.setUint32(at, 4, true);
      view.setUint32(at + 4, description.length, true);
      view.setUint32(at + 8, type, true);
      bytes.set([0x47, 0x4e, 0x55, 0, ...description], at + 12);
    };
    note(256, 5, new Array(12).fill(0xee));
    note(256 + 16 + firstBytes, 3, [0xab, 0xcd, 0xef]);
    expect((await readBuildIds(await openElf(memory(bytes)))).gnu).toBe("abcdef");
  });

  it("offsets in the running file are addresses, also seen from its debug file", async () => {
    for (const [runtime, debug] of [
      ["own.c.stripped", "own.c.debug"],
      ["tree.stripped", "tree.debug"],
    ]) {
      const [a, b] = await Promise.all([runtime, debug].map((name) => openElf(memory(fixture(name ?? "")))));
      if (a === undefined || b === undefined) throw new Error("no fixture");
      const text = a.sections.find(({ name }) => name === ".text");
      if (text === undefined) throw new Error("no .text");
      for (const inside of [0, 100, text.size - 1]) {
        expect(new FileOffsets(a.programHeaders, []).svma(text.offset + inside)).toBe(text.addr + inside);
        expect(new FileOffsets(b.programHeaders, []).svma(text.offset + inside)).toBe(text.addr + inside);
      }
      expect(new FileOffsets(a.programHeaders, []).svma(1 << 30)).toBeNull();
      expect(await readMemory(a, text.addr, 16)).toEqual(fixture(runtime ?? "").slice(text.offset, text.offset + 16));
      expect(await readMemory(a, -1, 16)).toHaveLength(0);
    }
  });

  it("a debug file's offsets come from how the code was mapped, where that fits one segment", () => {
    // lld: p_vaddr is not p_offset, and the file offsets of what ran can not be told from the addresses
    const load = (vaddr: number, memoryBytes: number, executable: boolean): ProgramHeader => ({
      type: 1,
      offset: 0,
      vaddr: vaddr as Svma,
      fileBytes: 0,
      memoryBytes,
      executable,
      align: 0x1000,
    });
    const headers = [load(0x200000, 0x1234, false), load(0x2025f0, 0x3000, true), load(0x2066a0, 0x900, true)];
    const mapped = (fileOffset: number, bytes: number): ModuleMapping => ({
      module: 0,
      start: 0x7f0000000000 as Avma,
      end: (0x7f0000000000 + bytes) as Avma,
      fileOffset,
    });
    const one = new FileOffsets(headers, [mapped(0x9000, 0x4000), mapped(0x9000, 0x4000)]);
    expect([one.svma(0x95f0), one.svma(0x9600)]).toEqual([0x2025f0, 0x202600]);
    const other = new FileOffsets(headers, [mapped(0x7000, 0x1000)]);
    expect(other.svma(0x76a0)).toBe(0x2066a0);
    // pages that no segment has: by the layout that linkers use
    const none = new FileOffsets(headers, [mapped(0x1000, 0x9000)]);
    expect(none.svma(0x15f0)).toBe(0x2025f0);
  });

  it("reads extended section numbering from section 0", async () => {
    const bytes = fixture("own.d4");
    const view = new DataView(bytes.buffer);
    const shoff = Number(view.getBigUint64(40, true));
    view.setBigUint64(shoff + 32, BigInt(view.getUint16(60, true)), true); // sh_size
    view.setUint32(shoff + 40, view.getUint16(62, true), true); // sh_link
    view.setUint32(shoff + 44, view.getUint16(56, true), true); // sh_info
    view.setUint16(60, 0, true);
    view.setUint16(62, 0xffff, true);
    view.setUint16(56, 0xffff, true);
    const [plain, extended] = [await openElf(memory(fixture("own.d4"))), await openElf(memory(bytes))];
    expect(extended.sections.slice(1)).toEqual(plain.sections.slice(1));
    expect(extended.programHeaders).toEqual(plain.programHeaders);
  });

  it.each<[string, string, (bytes: Uint8Array) => Uint8Array]>([
    ["other bytes", "BadMagic", (bytes) => bytes.fill(0, 0, 4)],
    ["a cut header", "Truncated", (bytes) => bytes.slice(0, 40)],
    ["a cut 64-bit header", "Truncated", (bytes) => bytes.slice(0, 60)],
    ["an unknown class", "Malformed", (bytes) => bytes.fill(9, 4, 5)],
    ["a byte order that is none", "Malformed", (bytes) => bytes.fill(9, 5, 6)],
    ["big-endian", "Unsupported", (bytes) => bytes.fill(2, 5, 6)],
  ])("%s: %s", async (_, code, damage) => {
    await expect(openElf(memory(damage(fixture("own.d4"))))).rejects.toMatchObject({ failure: { code } });
  });

  it.each<[string, string, number, number]>([
    ["sections of 8 bytes", "Malformed", 58, 8],
    ["program headers of 8 bytes", "Malformed", 54, 8],
    ["too many program headers", "Truncated", 56, 0xfff0],
  ])("%s are a failure, not the end", async (_, code, offset, value) => {
    const bytes = fixture("own.d4");
    new DataView(bytes.buffer).setUint16(offset, value, true);
    expect((await openElf(memory(bytes))).failures).toMatchObject([{ code }]);
  });

  it("reads the symbols of 32-bit files", async () => {
    const bytes = elf32();
    const elf = await openElf(memory(bytes));
    const symbols = await readCodeSymbols(elf, ".symtab");
    if (symbols === null) throw new Error("no .symtab");
    const ranges = new SymbolRanges(symbols);
    expect(await ranges.name(ranges.find(0x8048004))).toBe("f");
    expect(ranges.find(0x8048010)).toBe(-1);
  });
});

/** Section 1 .text at 0x8048000, 2 .symtab with "f" of 16 bytes, 3 .strtab. */
function elf32(): Uint8Array {
  const bytes = new Uint8Array(400);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]);
  view.setUint16(18, 3, true);
  view.setUint32(32, 200, true); // e_shoff
  view.setUint16(46, 40, true);
  view.setUint16(48, 4, true);
  const section = (index: number, type: number, flags: number, addr: number, offset: number, size: number, link = 0) =>
    [0, type, flags, addr, offset, size, link].forEach((value, i) => {
      view.setUint32(200 + 40 * index + 4 * i, value, true);
    });
  section(1, 1, 4, 0x8048000, 52, 32);
  section(2, 2, 0, 0, 100, 32, 3);
  section(3, 3, 0, 0, 140, 3);
  view.setUint32(116, 1, true); // st_name
  view.setUint32(120, 0x8048000, true);
  view.setUint32(124, 16, true);
  bytes[128] = 0x12; // GLOBAL FUNC
  view.setUint16(130, 1, true);
  bytes.set([0, 0x66, 0], 140);
  return bytes;
}
