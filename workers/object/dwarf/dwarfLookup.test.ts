import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bytesSource } from "../../io/byteSource";
import { dwarfSections } from "../elf/dwarfSections";
import { openElf } from "../elf/elf";
import { DW_AT, DW_FORM, DW_TAG_inlined_subroutine, DW_TAG_subprogram } from "./constants";
import { DwarfLookup } from "./dwarfLookup";
import type { FrameSink } from "./frameSink";
import type { DwarfSections } from "./sections";
import { ALL_ONES, repeat, text, u8, u16, u32, u64, uleb } from "./testing/bytes";

const DW_TAG_compile_unit = 0x11;
const DW_TAG_lexical_block = 0x0b;
const BASE = 0x1000;

function sectionsOf(bytes: Readonly<Record<string, readonly number[] | Uint8Array>>): DwarfSections {
  return {
    hasCodeAtZero: false,
    section: async (name) => {
      const of = bytes[name.replace(".debug_", "")];
      return of === undefined ? null : bytesSource(name, Uint8Array.from(of));
    },
  };
}

/** Frames as "function:line", by address, and the codes of what was left out. */
async function lookUp(
  main: DwarfSections,
  addresses: readonly number[] = [BASE],
  splits: readonly DwarfSections[] = [],
): Promise<{ readonly frames: readonly string[][]; readonly codes: readonly string[] }> {
  const strings: string[] = [];
  const frames: string[][] = addresses.map(() => []);
  let current: string[] = [];
  const add = (value: string): number => strings.push(value) - 1;
  const sink: FrameSink = {
    text: add,
    func: add,
    symbolAt: async () => -1,
    begin: (index) => {
      current = frames[index] ?? [];
    },
    frame: (func, _file, line) => current.push(`${strings[func]}:${line}`),
    lineOnly: (index, _file, line) => frames[index]?.push(`:${line}`),
  };
  const files = { main, alt: null, missingAlt: null, splits, minimumInstructionLength: null };
  const lookup = new DwarfLookup(files, sink);
  await lookup.names(Float64Array.from(addresses));
  return { frames, codes: lookup.losses.list().map(({ first }) => `${first.code} ${first.where}`) };
}

type Attribute = readonly [attribute: number, form: number];

function declare(code: number, tag: number, hasChildren: boolean, ...attributes: readonly Attribute[]): number[] {
  const pairs = [...attributes, [0, 0] as const].flatMap(([attribute, form]) => [...uleb(attribute), ...uleb(form)]);
  return [...uleb(code), ...uleb(tag), hasChildren ? 1 : 0, ...pairs];
}

/** A unit of version 4, 32-bit format, 8-byte addresses. */
function unit(dies: readonly number[]): number[] {
  const body = [...u16(4), ...u32(0), ...u8(8), ...dies];
  return [...u32(body.length), ...body];
}

const RANGE: readonly Attribute[] = [
  [DW_AT.low_pc, DW_FORM.addr],
  [DW_AT.high_pc, DW_FORM.data4],
];
const ROOT = declare(1, DW_TAG_compile_unit, true, ...RANGE, [DW_AT.stmt_list, DW_FORM.sec_offset]);
const FUNCTION = declare(2, DW_TAG_subprogram, true, ...RANGE, [DW_AT.name, DW_FORM.string]);
const abbrev = [...ROOT, ...FUNCTION, 0];
const range = (start: number, bytes: number): number[] => [...u64(start), ...u32(bytes)];
const root = [1, ...range(BASE, 0x1000), ...u32(0)];
const main = [2, ...range(BASE, 0x100), ...text("main")];
const HEADER_BYTES = 11;

/** The header of a version 4 line program with one file, and its opcodes. */
function lineProgram(opcodes: readonly number[], lineRange = 14): number[] {
  const lengths = [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1];
  const tables = [0, ...text("a.c"), 0, 0, 0, 0];
  const header = [1, 1, 1, 0xfb, lineRange, 13, ...lengths, ...tables];
  const body = [...u16(4), ...u32(header.length), ...header, ...opcodes];
  return [...u32(body.length), ...body];
}
const setAddress = (address: number): number[] => [0, 9, 2, ...u64(address)];
const END = [0, 1, 1];
const line = lineProgram([...setAddress(BASE), 3, 41, 1, 2, ...uleb(0x100), ...END]);

it("names what a small program says", async () => {
  const info = unit([...root, ...main, 0, 0]);
  expect(await lookUp(sectionsOf({ info, abbrev, line }))).toEqual({ frames: [["main:42"]], codes: [] });
});

it("finds a function that lies inside another one, and one that a unit without ranges has", async () => {
  const inner = [2, ...range(BASE + 0x800, 16), ...text("inner")];
  const nested = unit([...root, ...main, ...inner, 0, 0, 0]);
  const bare = declare(3, DW_TAG_compile_unit, true);
  const info = [...nested, ...unit([3, 2, ...range(0x9000, 16), ...text("elsewhere"), 0, 0])];
  const tables = { info, abbrev: [...ROOT, ...FUNCTION, ...bare, 0], line };
  const { frames } = await lookUp(sectionsOf(tables), [BASE, BASE + 0x808, 0x9004]);
  expect(frames).toEqual([["main:42"], ["inner:0"], ["elsewhere:0"]]);
});

it("gives a line where no function is", async () => {
  const info = unit([...root, 0]);
  expect((await lookUp(sectionsOf({ info, abbrev, line }))).frames).toEqual([[":42"]]);
});

it("the last of several rows at an address counts, and rows may go back", async () => {
  const back = [...setAddress(BASE + 8), 3, 9, 1, ...setAddress(BASE), 3, 10, 1, 3, 10, 1, 2, 32, ...END];
  const info = unit([...root, ...main, 0, 0]);
  const { frames } = await lookUp(sectionsOf({ info, abbrev, line: lineProgram(back) }), [BASE, BASE + 9]);
  expect(frames).toEqual([["main:30"], ["main:10"]]);
});

describe("what was thrown away by the linker covers nothing", () => {
  it.each([0, 1, -1, -2])("at %i", async (start) => {
    const dead = [2, ...range(start, 0x2000), ...text("dead")];
    const low = [...u32(start >>> 0), ...u32(start < 0 ? 0xffffffff : 0)];
    const sequences = [
      0,
      9,
      2,
      ...low,
      3,
      6,
      1,
      2,
      ...uleb(0x2000),
      ...END,
      ...setAddress(BASE),
      3,
      41,
      1,
      2,
      64,
      ...END,
    ];
    const info = unit([...root, ...main, 0, 2, ...low, ...dead.slice(9), 0, 0]);
    expect((await lookUp(sectionsOf({ info, abbrev, line: lineProgram(sequences) }))).frames).toEqual([["main:42"]]);
  });

  it("but 0 is an address like others where code may lie there", async () => {
    const info = unit([1, ...range(0, 64), ...u32(0), 2, ...range(0, 64), ...text("zero"), 0, 0]);
    const tables = sectionsOf({ info, abbrev, line: lineProgram([...setAddress(0), 1, 2, 64, ...END]) });
    expect((await lookUp({ ...tables, hasCodeAtZero: true }, [4])).frames).toEqual([["zero:1"]]);
    expect((await lookUp(tables, [4])).frames).toEqual([[]]);
  });
});

describe("hostile input ends soon", () => {
  // Of CPU time: the machine may be busy with other tests.
  let start = process.cpuUsage();
  beforeEach(() => {
    start = process.cpuUsage();
  });
  afterEach(() => {
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(5000);
  });

  const info = unit([...root, ...main, 0, 0]);

  it("an abbreviation table without an end", async () => {
    const endless = repeat(100_000, [...uleb(7), ...uleb(0x34), 0, ...uleb(3), ...uleb(8), 0, 0]);
    expect((await lookUp(sectionsOf({ info, abbrev: endless, line }))).codes).toEqual(["TooLarge .debug_abbrev"]);
    expect((await lookUp(sectionsOf({ info, abbrev: abbrev.slice(0, -3), line }))).codes).toEqual([
      "Truncated .debug_abbrev",
    ]);
  });

  it("units that all have a long table", async () => {
    const long = [...repeat(100, ROOT), ...repeat(60_000, [...uleb(9), ...uleb(0x34), 0, 0, 0]), 0];
    const offsets = Array.from({ length: 2000 }, (_, i) => u32((i % 100) * ROOT.length));
    const many = offsets.flatMap((offset) => unit([...root, 0]).map((byte, at) => offset[at - 6] ?? byte));
    expect((await lookUp(sectionsOf({ info: many, abbrev: long, line }))).codes).toContain("TooLarge .debug_abbrev");
  });

  it("a form that names itself", async () => {
    const indirect = declare(1, DW_TAG_compile_unit, true, [0x99, DW_FORM.indirect]);
    const looping = unit([1, ...repeat(1000, uleb(DW_FORM.indirect))]);
    expect((await lookUp(sectionsOf({ info: looping, abbrev: [...indirect, 0] }))).codes).toEqual([
      "Unsupported .debug_info",
    ]);
  });

  it("DIEs nested without end", async () => {
    const block = declare(3, DW_TAG_lexical_block, true);
    const deep = unit([...root, ...repeat(1_000_000, [3])]);
    expect((await lookUp(sectionsOf({ info: deep, abbrev: [...ROOT, ...block, 0], line }))).codes).toEqual([
      "Malformed .debug_info",
    ]);
  });

  it("inlined calls nested deeper than any compiler would", async () => {
    const call = declare(3, DW_TAG_inlined_subroutine, true, ...RANGE);
    const calls = repeat(900, [3, ...range(BASE, 1)]);
    const deep = unit([...root, ...main, ...calls, ...repeat(902, [0])]);
    const { frames } = await lookUp(sectionsOf({ info: deep, abbrev: [...ROOT, ...FUNCTION, ...call, 0], line }));
    expect(frames[0]?.length).toBe(256);
    expect(frames[0]?.at(-1)).toBe("main:0");
  });

  it("origins that go round", async () => {
    const origin = declare(3, DW_TAG_subprogram, false, ...RANGE, [DW_AT.abstract_origin, DW_FORM.ref4]);
    const at = HEADER_BYTES + root.length;
    const cyclic = unit([...root, 3, ...range(BASE, 16), ...u32(at), 0]);
    expect((await lookUp(sectionsOf({ info: cyclic, abbrev: [...ROOT, ...origin, 0], line }))).frames).toEqual([
      ["??:42"],
    ]);
  });

  it.each([
    ["line_range 0", lineProgram([...setAddress(BASE), 200, ...END], 0), "Malformed .debug_line"],
    [
      "a header behind the program",
      [...u32(100), ...u16(4), ...u32(0xffff), 1, 1, 1, 0, 1, 1],
      "Truncated .debug_line",
    ],
    ["version 77", [...u32(100), ...u16(77)], "Unsupported .debug_line"],
    ["nothing", [1], "Unsupported .debug_line"],
  ])("a line program of %s", async (_, program, code) => {
    const { frames, codes } = await lookUp(sectionsOf({ info, abbrev, line: program }));
    expect(codes).toEqual([code]);
    expect(frames).toEqual([["main:0"]]);
  });

  it.each([
    ["rows", repeat(2_000_000, [255])],
    ["steps of 2^64", repeat(200_000, [2, ...ALL_ONES, 1])],
    ["empty operations", repeat(500_000, [0, 0])],
    ["fixed steps", repeat(400_000, [9, 255, 255, 1])],
    ["sequences", repeat(100_000, [...setAddress(BASE), 1, 2, 16, ...END])],
  ])("a line program of nothing but %s", async (_, opcodes) => {
    await lookUp(sectionsOf({ info, abbrev, line: lineProgram([...setAddress(BASE), ...opcodes]) }));
  });

  it("2^64 files", async () => {
    const entries = [1, ...uleb(1), ...uleb(DW_FORM.flag_present), ...ALL_ONES];
    const header = [1, 1, 1, 0xfb, 14, 1, ...entries, ...entries];
    const body = [...u16(5), 8, 0, ...u32(header.length), ...header];
    await lookUp(sectionsOf({ info, abbrev, line: [...u32(body.length), ...body] }));
  });

  it("every unit having the same long line program", async () => {
    const long = lineProgram(repeat(300_000, [1]));
    const spread = Array.from({ length: 500 }, (_, i) => unit([1, ...range(BASE + i, 1), ...u32(0), 0])).flat();
    const addresses = Array.from({ length: 500 }, (_, i) => BASE + i);
    expect((await lookUp(sectionsOf({ info: spread, abbrev, line: long }), addresses)).codes).toEqual([
      "TooLarge .debug_line",
    ]);
  });

  it("every function having the same long list of ranges", async () => {
    const listed = declare(3, DW_TAG_subprogram, false, [DW_AT.ranges, DW_FORM.sec_offset]);
    const functions = unit([...root, ...repeat(20_000, [3, ...u32(0)]), 0]);
    const ranges = repeat(50_000, [...u64(1), ...u64(2)]);
    const { codes } = await lookUp(sectionsOf({ info: functions, abbrev: [...ROOT, ...listed, 0], line, ranges }));
    expect(codes).toEqual(["TooLarge .debug_ranges"]);
  });

  it("units where .debug_aranges claims one at every byte", async () => {
    const padding = repeat(300_000, [0]);
    const aranges = Array.from({ length: 2000 }, (_, i) => {
      const pairs = [...u64(BASE + i), ...u64(1), ...u64(0), ...u64(0)];
      const body = [...u16(2), ...u32(4 * i), 8, 0, ...u32(0), ...pairs];
      return [...u32(body.length), ...body];
    }).flat();
    const addresses = Array.from({ length: 2000 }, (_, i) => BASE + i);
    await lookUp(sectionsOf({ info: [...info, ...padding], abbrev, line, aranges }), addresses);
  });

  it("units of length 2^64, and tables that say 2^32", async () => {
    const endless = [255, 255, 255, 255, ...repeat(8, [255]), ...info.slice(4)];
    await lookUp(sectionsOf({ info: endless, abbrev, line, aranges: endless }));
    const index = [...u32(2), ...u32(0xffffffff), ...u32(0xffffffff), ...u32(0xffffffff)];
    const v4 = declare(1, DW_TAG_compile_unit, false, ...RANGE, [DW_AT.GNU_dwo_id, DW_FORM.data8]);
    const skeleton = unit([1, ...range(BASE, 16), ...u64(5)]);
    const split = sectionsOf({ cu_index: index, "info.dwo": endless, "abbrev.dwo": abbrev });
    await lookUp(sectionsOf({ info: skeleton, abbrev: [...v4, 0], line }), [BASE], [split]);
  });
});

describe("whatever the bytes, nothing is thrown but DecodeError, and that is kept", () => {
  const names = ["info", "abbrev", "line", "str", "aranges", "ranges", "rnglists", "addr", "str_offsets", "line_str"];

  it("of invented sections", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { minLength: 10, maxLength: 10 }), async (all) => {
        await lookUp(sectionsOf(Object.fromEntries(names.map((name, i) => [name, all[i] as Uint8Array]))), [0, BASE]);
      }),
      { numRuns: 200 },
    );
  });

  it.each(["d5", "d5-64", "clang5-lld", "d2", "gc4"])("of %s, cut and changed", async (file) => {
    const bytes = new Uint8Array(readFileSync(new URL(`./fixtures/${file}`, import.meta.url)));
    const elf = await openElf(bytesSource(file, bytes));
    const good = dwarfSections(elf);
    const sections: Record<string, Uint8Array> = {};
    for (const name of names) {
      const source = await good.section(`.debug_${name}`);
      if (source !== null) sections[name] = await source.read(0, source.size);
    }
    const present = Object.keys(sections);
    const addresses = Array.from({ length: 200 }, (_, i) => 0x4000b0 + 3 * i);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...present),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: 0, max: 255 }),
        fc.boolean(),
        async (name, where, value, isCut) => {
          const whole = sections[name] as Uint8Array;
          const at = Math.floor(where * whole.length);
          const damaged = isCut ? whole.slice(0, at) : whole.slice();
          if (!isCut) damaged[at] = value;
          const { frames } = await lookUp(sectionsOf({ ...sections, [name]: damaged }), addresses);
          expect(frames.length).toBe(addresses.length);
        },
      ),
      { numRuns: 80 },
    );
  });
});
