import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { bytesSource } from "../../io/byteSource";
import { dwarfSections } from "./dwarfSections";
import { type Elf, openElf } from "./elf";
import { contentsNamed } from "./sectionContents";

const file = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
const open = (name: string): Promise<Elf> => openElf(bytesSource(name, file(name)));
const relocated: [file: string, section: string, sha256: string][] = JSON.parse(
  new TextDecoder().decode(file("relocated.json")),
);

async function contents(elf: Elf, name: string): Promise<Uint8Array> {
  const source = await contentsNamed(elf, name);
  if (source === null) throw new Error(`no ${name}`);
  const bytes = await source.read(0, source.size);
  expect(bytes.length).toBe(source.size);
  return bytes;
}

describe("a section", () => {
  it.each(relocated)("of %s: %s is what ld or readelf makes of it", async (name, section, sha256) => {
    const bytes = await contents(await open(name), section);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
  });

  it("that needs nothing is read from the file by range", async () => {
    const bytes = file("tree");
    const reads: [number, number][] = [];
    const elf = await openElf({
      ...bytesSource("tree", bytes),
      read: async (start, end) => {
        reads.push([start, end]);
        return bytes.slice(start, end);
      },
    });
    const section = elf.sections.find(({ name }) => name === ".debug_info");
    reads.length = 0;
    const source = await contentsNamed(elf, ".debug_info");
    expect(reads).toEqual([]);
    expect(await source?.read(4, 20)).toEqual(bytes.slice((section?.offset ?? 0) + 4, (section?.offset ?? 0) + 20));
    expect(await source?.read(section?.size ?? 0, 1 << 20)).toHaveLength(0);
    expect(reads).toHaveLength(1);
  });

  it("is made once for all who ask", async () => {
    const sections = dwarfSections(await open("small.zlib.o"));
    const source = await sections.section(".debug_info");
    expect(await sections.section(".debug_info")).toBe(source);
    expect((await source?.read(0, 9))?.buffer).toBe((await source?.read(9, 18))?.buffer);
  });

  it.each([
    ["small.d5.o", true],
    ["tree", false],
    ["own.c.debug", false],
  ])("of %s: code at address 0 is %s", async (name, expected) => {
    expect(dwarfSections(await open(name)).hasCodeAtZero).toBe(expected);
  });

  it("without bytes, or that is not there, is null", async () => {
    expect(await contentsNamed(await open("tree.debug"), ".text")).toBeNull();
    expect(await contentsNamed(await open("tree"), ".debug_types")).toBeNull();
  });
});

/** The file with other bytes in a section, which may only become shorter. */
async function withContents(name: string, section: string, bytes: Uint8Array): Promise<Elf> {
  const changed = file(name);
  const { offset = 0, size = 0 } = (await open(name)).sections.find((one) => one.name === section) ?? {};
  if (bytes.length > size) throw new Error(`${bytes.length} bytes do not fit ${size}`);
  changed.fill(0, offset, offset + size).set(bytes, offset);
  const elf = await openElf(bytesSource(name, changed));
  return { ...elf, sections: elf.sections.map((one) => (one.name === section ? { ...one, size: bytes.length } : one)) };
}

/** A compressed section: Elf64_Chdr and streams. */
function chdr(type: number, size: bigint, ...streams: Uint8Array[]): Uint8Array {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(type, 0);
  head.writeBigUInt64LE(size, 8);
  return new Uint8Array(Buffer.concat([head, ...streams]));
}

const halves = ["first, first, ", "second"].map((text) => new Uint8Array(deflateSync(text)));

describe("a compressed section", () => {
  it("may be several zlib streams one behind the other", async () => {
    const elf = await withContents("small.zlib.o", ".debug_abbrev", chdr(1, 20n, ...halves));
    expect(new TextDecoder().decode(await contents(elf, ".debug_abbrev"))).toBe("first, first, second");
  });

  it.each<[string, string, Uint8Array]>([
    ["says 2^64 bytes", "TooLarge", chdr(1, 2n ** 64n - 1n, ...halves)],
    ["says 2^62 bytes", "TooLarge", chdr(1, 2n ** 62n, ...halves)],
    ["says more than comes out", "Truncated", chdr(1, 21n, ...halves)],
    ["says less than comes out", "Malformed", chdr(1, 19n, ...halves)],
    ["ends inside its header", "Truncated", chdr(1, 20n).subarray(0, 20)],
    ["ends inside a stream", "Truncated", chdr(1, 20n, ...halves).subarray(0, -8)],
    ["is packed in a way nobody knows", "Unsupported", chdr(9, 20n, ...halves)],
    ["says zstd and is zlib", "Malformed", chdr(2, 20n, ...halves)],
    [
      "has a wrong checksum",
      "Malformed",
      chdr(
        1,
        14n,
        (halves[0] ?? new Uint8Array(0)).map((byte, i, all) => (i === all.length - 1 ? byte ^ 1 : byte)),
      ),
    ],
  ])("that %s: %s", async (_, code, bytes) => {
    const elf = await withContents("small.zlib.o", ".debug_abbrev", bytes);
    await expect(contents(elf, ".debug_abbrev")).rejects.toMatchObject({ failure: { code, where: ".debug_abbrev" } });
    expect(await dwarfSections(elf).section(".debug_info")).not.toBeNull(); // the others stay
  });
});
