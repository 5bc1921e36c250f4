import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bytesSource } from "../../io/byteSource";
import { type Elf, openElf } from "./elf";
import { readSw64Symtab } from "./sw64Symtab";
import { SymbolRanges } from "./symbolRanges";

const file = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`fixtures/sw64symtab/${name}`, import.meta.url)));
const open = (name: string, bytes = file(name)): Promise<Elf> => openElf(bytesSource(name, bytes));

interface Row {
  readonly start: number;
  readonly size: number;
  readonly name: string;
}

/** The functions that were put in: info 2 or 12 in hex is FUNC. */
function functions(name: string): Row[] {
  const lines = new TextDecoder()
    .decode(file(`${name}.syms.tsv`))
    .trim()
    .split("\n")
    .slice(1);
  return lines
    .map((line) => line.split("\t"))
    .filter(([, , , info = ""]) => (Number(`0x${info}`) & 15) === 2)
    .map(([, address = "", size = "", , symbol = ""]) => ({
      start: Number(`0x${address}`),
      size: Number(`0x${size}`),
      name: symbol,
    }));
}

async function expectNames(elf: Elf, rows: readonly Row[], shift = 0): Promise<void> {
  const symbols = await readSw64Symtab(elf);
  const ranges = symbols === null ? null : new SymbolRanges(symbols);
  expect(rows.length).toBeGreaterThan(15);
  for (const { start, size, name } of rows) {
    for (const address of [start, start + size - 4]) {
      expect([name, await ranges?.name(ranges.find(address + shift))]).toEqual([name, name]);
    }
  }
}

describe(".sw64.symtab", () => {
  it.each(["own.g32", "own.g64", "own.g32low", "own.g32low.ent0"])("of %s", async (name) => {
    await expectNames(await open(name), functions(name));
  });

  it("may count from .text", async () => {
    const elf = await open("own.g32low");
    const text = elf.sections.find(({ name }) => name === ".text")?.addr ?? 0;
    const { offset = 0, size = 0 } = elf.sections.find(({ name }) => name === ".sw64.symtab") ?? {};
    const bytes = file("own.g32low");
    const view = new DataView(bytes.buffer);
    for (let at = offset; at < offset + size; at += 16)
      view.setUint32(at + 4, view.getUint32(at + 4, true) - text, true);
    await expectNames(await open("own.g32low", bytes), functions("own.g32low"));
  });

  it("finds its names without sh_link", async () => {
    const elf = await open("own.g64");
    const unlinked = elf.sections.map((section) =>
      section.name === ".sw64.symtab" ? { ...section, link: 0 } : section,
    );
    await expectNames({ ...elf, sections: unlinked }, functions("own.g64"));
  });

  it("is not in other files", async () => {
    const bytes = new Uint8Array(readFileSync(new URL("fixtures/own.d4", import.meta.url)));
    expect(await readSw64Symtab(await open("own.d4", bytes))).toBeNull();
  });
});
