import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bytesSource } from "../../io/byteSource";
import { openElf } from "./elf";
import { type Plt, readPlt } from "./plt";

const file = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
const table = (name: string): string[][] =>
  new TextDecoder()
    .decode(file(name))
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));

async function plt(name: string): Promise<Plt> {
  const found = await readPlt(await openElf(bytesSource(name, file(name))));
  if (found === null) throw new Error(`no stubs in ${name}`);
  return found;
}

const rows = table("plt/plt.objdump.tsv").map(([so = "", address = "", name = ""]) => ({
  so,
  address: Number(`0x${address}`),
  name,
}));

describe("stubs", () => {
  it.each([...new Set(rows.map(({ so }) => so))])("of %s are those objdump names", async (so) => {
    const stubs = await plt(`plt/${so}`);
    const expected = rows.filter((row) => row.so === so);
    const bytes = so.includes("ibt") ? 16 : 8; // .plt.got has stubs of 8 bytes
    expect(expected).toHaveLength(3);
    for (const { address, name } of expected) {
      expect(await stubs.name(stubs.find(address))).toBe(name);
      expect(await stubs.name(stubs.find(address + bytes - 1))).toBe(name);
    }
  });

  it("of lazy binding beside .plt.sec are named by what they push", async () => {
    const stubs = await plt("plt/plt.ibt.so");
    expect(stubs.length).toBe(5); // two of them twice: .plt and .plt.sec
    expect(await stubs.name(stubs.find(0x330))).toBe("ext_b@plt"); // readelf -r: .rela.plt[0]
    expect(await stubs.name(stubs.find(0x340))).toBe("ext_a@plt");
    expect(stubs.find(0x320)).toBe(-1); // the header belongs to nobody
  });

  it("of SW64 lie behind a header of 0x24 bytes", async () => {
    const stubs = await plt("libown.so");
    const expected = table("plt/libown.so.plt.tsv").slice(1);
    expect(stubs.length).toBe(expected.length);
    for (const [address = "", name = ""] of expected) {
      const start = Number(`0x${address}`);
      expect([await stubs.name(stubs.find(start)), await stubs.name(stubs.find(start + 3))]).toEqual([name, name]);
    }
    expect(stubs.find(Number(`0x${expected[0]?.[0]}`) - 1)).toBe(-1);
  });

  it("are none where nothing is called", async () => {
    expect(await readPlt(await openElf(bytesSource("x", file("own.d4"))))).toBeNull();
  });
});
