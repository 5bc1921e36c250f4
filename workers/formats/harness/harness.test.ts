import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HarnessCapture } from "../../../src/model/capture";
import { bytesSource } from "../../io/byteSource";
import { formats } from "../registry";
import { harness } from "./index";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function decode(text: string): Promise<HarnessCapture> {
  const capture = await harness.decode(bytesSource("x.csv", bytesOf(text)), { progress() {} });
  if (capture.kind !== "harness-csv") throw new Error("no harness");
  return capture;
}

const CALLERS = `arch,sample,recursion,depth,truncated_512,full_depth,median_abs_pc_minus_entry,max_abs_pc_minus_entry,sp
sw64,0,863,512,true,978,528,636,0xc0018a0c0
sw64,1,57,71,false,71,527.5,1460,0xc0019a930
`;

it("reads columns by name; the others are labels", async () => {
  const { arch, rows, facts, losses } = await decode(CALLERS);
  expect(losses).toEqual([]);
  expect(arch).toBe("sw_64");
  expect(facts).toMatchObject({ rows: 2, calls: 2, limit: 512, truncated: 1 });
  expect(rows).toMatchObject({
    length: 2,
    limit: 512,
    depth: Float64Array.of(512, 71),
    truncated: Uint8Array.of(1, 0),
    fullDepth: Float64Array.of(978, 71),
    medianOffset: Float64Array.of(528, 527.5),
    sp: Float64Array.of(0xc0018a0c0, 0xc0019a930),
    call: Int32Array.of(0, 1),
    stackHigh: null,
    entryNs: null,
  });
  expect(rows.labels.map(({ name, values }) => [name, [...values]])).toEqual([
    ["arch", [0, 0]],
    ["sample", [0, 1]],
    ["recursion", [863, 57]],
    ["max_abs_pc_minus_entry", [636, 1460]],
  ]);
});

it("is recognised before folded stacks and addresses, with a byte order mark and other line ends too", () => {
  for (const text of [CALLERS, `\ufeff${CALLERS.replaceAll("\n", "\r\n")}`]) {
    expect(formats.find(({ recognises }) => recognises(bytesOf(text)))?.id).toBe("harness-csv");
  }
});

it.each(["a,b\n1,2\n", "depth\n1\n", "main;f 3\n", "depth,limit", ""])("does not recognise %j", (text) => {
  expect(harness.recognises(bytesOf(text))).toBe(false);
});

describe("calls", () => {
  it("begin where record starts again", async () => {
    const { rows } = await decode("record,depth,limit\n0,1,32\n1,1,32\n0,1,32\n0,1,32\n3,1,32\n2,1,32\n");
    expect([...rows.call]).toEqual([0, 0, 1, 2, 2, 3]);
    expect(rows.calls).toBe(4);
  });
});

describe("the limit", () => {
  it.each([
    ["of a column", "depth,limit,truncated\n32,32,true\n32,32,false\n", 32, [1, 0]],
    ["of a column, nothing said", "depth,limit\n32,32\n31,32\n", 32, [1, 0]],
    ["lowest that no stack exceeds", "depth,truncated_512,truncated_32\n32,false,true\n8,false,false\n", 32, [1, 0]],
    ["higher one", "depth,truncated_512,truncated_32\n512,true,true\n60,false,true\n", 512, [1, 0]],
    ["told by the whole depth", "depth,full_depth\n10,20\n20,20\n", Number.NaN, [1, 0]],
  ])("%s", async (_, text, limit, truncated) => {
    const { rows } = await decode(text);
    expect([rows.limit, [...rows.truncated]]).toEqual([limit, truncated]);
  });
});

it("keeps quoted fields, empty ones, and text after numbers; counts what is no row", async () => {
  const text = 'depth,limit,note,sp\n1,32,"a ""b"", c",\n2,32,7,\n\n3,32\nx,32,y,z\n4,32,,0x10\n';
  const { rows, losses } = await decode(text);
  expect([...rows.depth]).toEqual([1, 2, 4]);
  expect(rows.sp).toEqual(Float64Array.of(Number.NaN, Number.NaN, 16));
  expect(rows.labels[0]).toMatchObject({ strings: ['a "b", c', "7"], values: Int32Array.of(0, 1, -1) });
  expect(losses).toMatchObject([{ count: 2, first: { code: "Malformed" } }]);
  const later = await decode("depth,limit,note\n1,32,5\n2,32,\n3,32,late\n");
  expect(later.rows.labels[0]).toMatchObject({ strings: ["5", "late"], values: Int32Array.of(0, -1, 1) });
});

it("throws nothing but DecodeErrors, whatever the bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.nat(150), async (noise, at) => {
      const bytes = bytesOf(CALLERS);
      bytes.set(noise, Math.min(at, bytes.length - noise.length));
      await harness
        .decode(bytesSource("x", bytes), { progress() {} })
        .catch((error: Error) => expect(error.name).toBe("DecodeError"));
    }),
    { numRuns: 200 },
  );
});
