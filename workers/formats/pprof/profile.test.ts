import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StackCapture } from "../../../src/model/capture";
import { RUNGS } from "../../../src/model/stacks";
import { MAX_CHAIN } from "../../io/limits";
import { assertCaptureIntegrity } from "../../profile/integrity";
import { readProfile } from "./profile";
import { content, type Field, int, message, packed, text, unpacked } from "./profileBytes";

const STRINGS = [
  "",
  "cpu",
  "nanoseconds",
  "main",
  "helper",
  "main.go",
  "/bin/app",
  "00AAff",
  "samples",
  "count",
  "mangled",
];
const S = (value: string): number => STRINGS.indexOf(value);

const strings = message(...STRINGS.map((value) => text(6, value)));
const types = message(
  content(1, int(1, S("samples")), int(2, S("count"))),
  content(1, int(1, S("cpu")), int(2, S("nanoseconds"))),
);
const mapping = content(
  3,
  int(1, 1),
  int(2, 0x40_0000),
  int(3, 0x50_0000),
  int(4, 0x1000),
  int(5, S("/bin/app")),
  int(6, S("00AAff")),
);
const functions = message(
  content(5, int(1, 1), int(2, S("main")), int(3, S("mangled")), int(4, S("main.go"))),
  content(5, int(1, 2), int(2, S("helper")), int(4, S("main.go"))),
);
const line = (func: number | bigint, lineNumber: number) => content(4, int(1, func), int(2, lineNumber));
const location = (id: number | bigint, ...fields: Field[]) =>
  content(4, int(1, id), int(2, 1), int(3, 0x40_0000 + Number(id) * 16), ...fields);
const main = location(1, line(1, 10));
const helper = location(2, line(2, 20));
const sample = (locations: readonly (number | bigint)[], values: readonly (number | bigint)[]) =>
  content(2, packed(1, locations), packed(2, values));
const head = message(types, mapping, functions, main, helper, strings);

function decode(...fields: Field[]): StackCapture {
  const capture = readProfile(message(...fields), "pprof", null);
  assertCaptureIntegrity(capture);
  return capture;
}

/** Stacks as text, root first; "func:line" per line, the address where there is none. */
function stacksOf({ codes, given, stacks, profiles }: StackCapture): string[] {
  return Array.from(profiles[0].samples.stack, (leaf) => {
    const frames: string[] = [];
    for (let row = leaf; row >= 0; row = stacks.prefix[row]) {
      const code = stacks.frame[row];
      const [start = 0, end = 0] = given === null ? [] : [given.start[code], given.start[code + 1]];
      if (start === end) frames.push(`0x${codes.address[code].toString(16)}`);
      for (let i = start; i < end; i++) frames.push(`${given?.strings[given.func[i]]}:${given?.line[i]}`);
    }
    return frames.reverse().join(" ");
  });
}

const losses = (capture: StackCapture) =>
  capture.losses.map(({ count, first }) => `${count} × ${first.code} ${first.message}`);

describe("a profile", () => {
  it("becomes one profile per sample type, on one tree of stacks", () => {
    const capture = decode(head, sample([2, 1], [3, 30]), sample([1], [1, 10]), sample([2, 1], [2, 20]));
    expect(stacksOf(capture)).toEqual(["main:10 helper:20", "main:10", "main:10 helper:20"]);
    expect(capture.stacks.length).toBe(2);
    expect(capture.profiles.map(({ event, unit }) => `${event}/${unit}`)).toEqual(["samples/count", "cpu/nanoseconds"]);
    expect(Array.from(capture.profiles[1].samples.weight)).toEqual([30, 10, 20]);
    expect(capture.profiles[0].samples.stack).toBe(capture.profiles[1].samples.stack);
    expect(capture.losses).toEqual([]);
  });

  it("places addresses in files", () => {
    const { modules, mappings, codes, given } = decode(
      head,
      content(3, int(1, 2), int(2, 5)),
      content(4, int(1, 9), int(3, -4096)),
    );
    expect(modules).toEqual([
      { path: "/bin/app", buildId: "00aaff", addressing: "file-offset", pid: -1, anchor: null },
    ]);
    expect(mappings).toEqual([{ module: 0, start: 0x40_0000, end: 0x50_0000, fileOffset: 0x1000 }]);
    expect(Array.from(codes.address)).toEqual([0x1010, 0x1020, -4096]);
    expect(Array.from(codes.module)).toEqual([0, 0, -1]);
    expect(Array.from(codes.flags)).toEqual([0, 0, 0]);
    expect(Array.from(given?.rung ?? [], (rung) => RUNGS[rung])).toEqual(["capture", "capture", "none"]);
  });

  it("keeps addresses of the kernel and of unnamed memory as they are, and one module per file", () => {
    const names = ["", "t", "u", "[kernel.kallsyms]", "/bin/app"].map((name) => text(6, name));
    const one = (id: number, start: number, path: number) =>
      content(3, int(1, id), int(2, start), int(4, 64), int(5, path));
    const at = (id: number, mappingId: number, address: number) =>
      content(4, int(1, id), int(2, mappingId), int(3, address));
    const { modules, codes, pprof } = decode(
      content(1, int(1, 1), int(2, 2)),
      one(1, 0x1000, 4),
      one(2, 0x8000, 4),
      one(3, -0x8000_0000, 3),
      one(4, 0, 0),
      message(at(1, 1, 0x1001), at(2, 2, 0x8002), at(3, 3, -0x7000_0000), at(4, 4, 0x7777)),
      ...names,
    );
    expect(modules.map(({ path, addressing }) => `${path} ${addressing}`)).toEqual([
      "/bin/app file-offset",
      "[kernel.kallsyms] absolute",
    ]);
    expect(Array.from(codes.module)).toEqual([0, 0, 1, -1]);
    expect(Array.from(codes.address)).toEqual([65, 66, -0x7000_0000, 0x7777]);
    expect(pprof?.mappingStarts).toEqual([0x1000, 0x8000, -0x8000_0000, 0]);
  });

  it("keeps inlined lines innermost first, and takes the last as the symbol", () => {
    const capture = decode(
      types,
      mapping,
      functions,
      strings,
      location(7, line(2, 21), line(1, 11)),
      sample([7], [1, 1]),
    );
    expect(stacksOf(capture)).toEqual(["main:11 helper:21"]);
    expect(capture.given?.strings[capture.given.symbol[0]]).toBe("main");
    expect(capture.given?.strings[capture.given.file[0]]).toBe("main.go");
  });

  it("reads any 64-bit id, function 0 with a warning", () => {
    const ids = [2n ** 63n + 1n, 2n ** 53n, 2n ** 53n + 1n, 5_000_000_000n, 0x7fff_ffffn, -1n];
    const capture = decode(
      types,
      content(5, int(2, S("main"))),
      ...ids.map((id, i) => content(4, int(1, id), line(0, i))),
      strings,
      ...ids.map((id) => sample([id], [1, 1])),
    );
    expect(stacksOf(capture)).toEqual(ids.map((_, i) => `main:${i}`));
    expect(losses(capture)).toEqual([expect.stringMatching(/^1 × Malformed pprof function .*id 0 is reserved/)]);
  });

  it("takes the system name where there is no name, and no line where there is neither", () => {
    const nameless = message(content(5, int(1, 1), int(3, S("mangled"))), content(5, int(1, 2)));
    const capture = decode(types, mapping, nameless, main, helper, strings, sample([2, 1], [1, 1]));
    expect(stacksOf(capture)).toEqual(["mangled:10 0x1020"]);
    expect(losses(capture)).toEqual([expect.stringContaining("1 × Malformed pprof line")]);
  });

  it("says what its head says", () => {
    const capture = decode(
      head,
      int(9, 1_700_000_000_123_456_789n),
      int(10, 2_500_000_000),
      content(11, int(1, S("cpu")), int(2, S("nanoseconds"))),
      int(12, 10_000_000),
      packed(13, [S("main")]),
      int(13, S("helper")),
      int(14, S("samples")),
    );
    expect(capture.pprof).toEqual({
      timeNs: 1_700_000_000_123_456_789n,
      durationNs: 2_500_000_000n,
      periodType: "cpu",
      periodUnit: "nanoseconds",
      period: 10_000_000,
      defaultSampleType: 0,
      mappingStarts: [0x40_0000],
      comments: ["main", "helper"],
    });
    expect(capture.facts).toMatchObject({
      sample_types: ["samples/count", "cpu/nanoseconds"],
      default_sample_type: "samples",
      samples: 0,
      locations: 2,
      functions: 2,
      mappings: 1,
      duration_s: 2.5,
      time: "2023-11-14T22:13:20.123Z",
      build_id: "00aaff",
    });
  });

  it.each([[int(14, S("main"))], [int(14, 0)], [message()]])("defaults to the last sample type", (field) => {
    expect(decode(head, field).pprof?.defaultSampleType).toBe(1);
  });

  it("rounds values beyond 2^53 and says so, and keeps negative ones", () => {
    const capture = decode(head, sample([1], [-5, 2n ** 53n]), sample([1], [2n ** 53n + 1n, -(2n ** 62n) - 1n]));
    expect(Array.from(capture.profiles[0].samples.weight)).toEqual([-5, 2 ** 53]);
    expect(Array.from(capture.profiles[1].samples.weight)).toEqual([2 ** 53, -(2 ** 62)]);
    expect(losses(capture)).toEqual([expect.stringContaining("3 × TooLarge pprof sample value")]);
  });

  it("replaces invalid UTF-8", () => {
    const names = message(text(6, ""), text(6, "cpu"), content(6, Uint8Array.of(0x61, 0xff, 0x62)));
    expect(decode(content(1, int(1, 1), int(2, 2)), names).profiles[0].unit).toBe("a\ufffdb");
  });

  it("skips labels, unknown fields and the other wire types", () => {
    const fixed = Uint8Array.of(0x99, 0x06, 1, 2, 3, 4, 5, 6, 7, 8, 0x9d, 0x06, 1, 2, 3, 4); // field 99 as fixed64, fixed32
    const labelled = content(2, content(3, int(1, 3), int(3, 64)), packed(1, [1]), fixed, packed(2, [1, 10]));
    expect(decode(head, fixed, labelled, text(77, "new")).losses).toEqual([]);
    expect(stacksOf(decode(head, labelled))).toEqual(["main:10"]);
  });
});

describe("damage", () => {
  const good = sample([1], [1, 10]);
  const cases: Record<string, [Field, RegExp]> = {
    "too few values": [sample([1], [1]), /^1 × Malformed pprof sample .*1 values: has not one value per sample type/],
    "too many values": [sample([1], [1, 2, 3]), /^1 × Malformed pprof sample .*3 values/],
    "a group in a sample": [content(2, Uint8Array.of(0x0b)), /^1 × Malformed pprof sample .*wire type 3/],
    "a cut sample": [content(2, Uint8Array.of(0x0a, 9, 1)), /^1 × Malformed pprof sample .*has 9 bytes, 1 are left/],
    "a cut id": [
      content(2, content(1, Uint8Array.of(0x81)), packed(2, [1, 1])),
      /^1 × Malformed pprof sample .*ends inside a varint/,
    ],
    "a long varint": [content(2, int(1, 1), content(2, new Uint8Array(11).fill(0x80))), /more than ten bytes/],
    "a sample that is no message": [int(2, 5), /^1 × Malformed pprof field .*field 2 of Profile has wire type 0/],
    "a bad location": [content(4, Uint8Array.of(0x0f)), /^1 × Malformed pprof location .*wire type 7/],
    "a bad function": [content(5, Uint8Array.of(0x08)), /^1 × Malformed pprof function .*ends inside a varint/],
    "a bad mapping": [content(3, Uint8Array.of(0)), /^1 × Malformed pprof mapping .*field number/],
    "a mapping with id 0": [content(3, int(2, 5)), /id 0 means no mapping/],
    "a second mapping 1": [mapping, /^1 × Malformed pprof id .*Mapping.id: is there already/],
    "a second function 1": [content(5, int(1, 1)), /Function.id/],
    "a second location 1": [location(1, line(2, 5)), /Location.id/],
    "a location with id 0": [content(4, int(3, 1)), /location .*id 0 is reserved/],
    "a location in no mapping": [content(4, int(1, 8), int(2, 9)), /its mapping_id is not in the file/],
    "a line of no function": [content(4, int(1, 8), line(77, 1)), /its function is not in the file/],
    "a name beyond the table": [
      message(content(5, int(1, 8), int(2, 1000)), location(8, line(8, 1))),
      /index 1000 of 11/,
    ],
    "a string as a line": [content(4, int(1, 8), int(4, 1)), /field 4 of Location/],
  };

  it.each(Object.keys(cases))("%s costs only itself", (name) => {
    const [field, expected] = cases[name];
    const capture = decode(head, good, field, good);
    expect(Array.from(capture.profiles[1].samples.weight)).toEqual([10, 10]);
    expect(stacksOf(capture)).toEqual(["main:10", "main:10"]);
    expect(losses(capture).join("\n")).toMatch(expected);
  });

  it("leaves unknown locations out of a stack", () => {
    const capture = decode(head, sample([2, 99, 1], [1, 1]), content(2, unpacked(1, [77, 1]), packed(2, [1, 1])));
    expect(stacksOf(capture)).toEqual(["main:10 helper:20", "main:10"]);
    expect(losses(capture)).toEqual([expect.stringMatching(/^2 × Malformed pprof sample .*frame left out/)]);
  });

  it("cuts a stack beyond the limit at its callers", () => {
    const capture = decode(head, sample([2, ...Array<number>(MAX_CHAIN + 10).fill(1)], [1, 1]));
    expect(capture.stacks.length).toBe(MAX_CHAIN);
    expect(losses(capture)).toEqual([expect.stringMatching(/^11 × TooLarge pprof sample .*callers left out/)]);
  });

  it("keeps samples without a stack", () => {
    expect(
      Array.from(decode(head, sample([], [1, 1]), content(2, packed(2, [1, 1]))).profiles[0].samples.stack),
    ).toEqual([-1, -1]);
  });

  it("keeps what lies before a cut or a group", () => {
    const cut = message(head, good, good).subarray(0, -2);
    expect(losses(decode(cut))).toEqual([expect.stringMatching(/^1 × Truncated pprof Profile .*field 2 has/)]);
    expect(decode(cut).profiles[0].samples.length).toBe(1);
    expect(losses(decode(head, good, Uint8Array.of(0x0b), good))).toEqual([
      expect.stringContaining("groups are not supported"),
    ]);
  });

  it("reports a cut gzip file once", () => {
    const failure = {
      code: "Truncated",
      message: "gzip at 0x9: ends inside a member",
      where: "gzip",
      offset: 9,
    } as const;
    const capture = readProfile(message(head, good).subarray(0, -1), "pprof (decompressed)", failure);
    expect(capture.losses).toEqual([{ count: 1, first: failure }]);
  });

  it.each<[string, Field, RegExp]>([
    ["nothing", message(), /no sample_type/],
    ["no sample type", message(strings, mapping, sample([], [])), /no sample_type/],
    ["a group at once", Uint8Array.of(0x0b), /wire type 3 of field 1/],
    ["a first string", message(types, text(6, "x")), /string_table at 0x\w+: its first string is not empty/],
    ["two profiles", message(head, int(9, 5), head, int(9, 6)), /a second time_nanos: this is concatenated profiles/],
    ["too many sample types", message(...Array<Field>(65).fill(types)), /more than 64 sampleTypes, the limit/],
  ])("refuses %s", (_, bytes, expected) => {
    expect(() => decode(bytes)).toThrow(expected);
  });
});

describe("properties", () => {
  /** Fields of samples, packed or not or both, and the whole profile's fields in any order. */
  const shape = fc.record({
    ids: fc.uniqueArray(fc.bigInt(1n, 2n ** 64n - 1n), { minLength: 1, maxLength: 12 }),
    small: fc.boolean(),
    samples: fc.array(
      fc.record({
        stack: fc.array(fc.nat(11), { maxLength: 20 }),
        values: fc.tuple(fc.maxSafeInteger(), fc.maxSafeInteger()),
        packing: fc.tuple(fc.boolean(), fc.boolean()),
      }),
      { maxLength: 30 },
    ),
    shuffle: fc.infiniteStream(fc.nat()),
  });

  it("gives back every stack and value, whatever the encoding", () => {
    fc.assert(
      fc.property(shape, ({ ids: drawn, small, samples, shuffle }) => {
        const ids = small ? drawn.map((_, i) => BigInt(i * 7 + 1)) : drawn;
        const id = (index: number) => ids[index % ids.length];
        const sampleFields = samples.map(({ stack, values, packing }) => {
          const refs = stack.map(id);
          const half = refs.length >> 1;
          const first = (packing[0] ? packed : unpacked)(1, refs.slice(0, half));
          const rest = (packing[1] ? packed : unpacked)(1, refs.slice(half));
          return content(2, (packing[1] ? packed : unpacked)(2, values), first, rest);
        });
        const others = [mapping, ...ids.map((one, i) => content(4, int(1, one), int(2, 1), int(3, 0x40_0000 + i)))];
        // Samples keep their order among themselves.
        const slots = [...others.map((field) => ({ field, key: shuffle.next().value ?? 0 }))];
        const order = slots.sort((a, b) => a.key - b.key).map(({ field }) => field);
        const middle = (shuffle.next().value ?? 0) % (order.length + 1);
        const capture = decode(strings, ...order.slice(0, middle), ...sampleFields, ...order.slice(middle), types);
        const address = (index: number) => `0x${(0x1000 + (index % ids.length)).toString(16)}`;
        expect(stacksOf(capture)).toEqual(samples.map(({ stack }) => stack.map(address).reverse().join(" ")));
        expect(capture.losses).toEqual([]);
        for (const type of [0, 1]) {
          expect(Array.from(capture.profiles[type].samples.weight)).toEqual(samples.map(({ values }) => values[type]));
        }
        expect(
          new Set(Array.from(capture.stacks.prefix, (prefix, i) => `${prefix} ${capture.stacks.frame[i]}`)).size,
        ).toBe(capture.stacks.length);
      }),
    );
  });
});
