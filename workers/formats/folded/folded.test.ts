import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { framesOfStack } from "../../../src/analysis/shownRows";
import type { StackCapture } from "../../../src/model/capture";
import { CODE_KERNEL } from "../../../src/model/stacks";
import { bytesSource } from "../../io/byteSource";
import { LINE_MAX_BYTES, MAX_CHAIN } from "../../io/limits";
import { assertCaptureIntegrity } from "../../profile/integrity";
import { nameStacks } from "../../profile/testing/nameStacks";
import { formats } from "../registry";
import { folded } from "./index";

async function decode(bytes: Uint8Array): Promise<StackCapture> {
  const capture = await folded.decode(bytesSource("test", bytes), { progress() {} });
  if (capture.kind !== "folded") throw new Error("no folded stacks");
  assertCaptureIntegrity(capture);
  return capture;
}
const decodeText = (text: string) => decode(new TextEncoder().encode(text));

/** Per profile: its lines again, a "!" before what was inlined. */
function linesOf(capture: StackCapture): string[][] {
  const named = nameStacks(capture.modules, capture.codes, capture.stacks, capture.given, []);
  return capture.profiles.map(({ samples }) =>
    Array.from({ length: samples.length }, (_, i) => {
      const frames = framesOfStack(named, samples.stack[i]).map((frame) => {
        const inlined = named.frames.inlined[frame] === 1 ? "!" : "";
        return `${inlined}${named.strings[named.funcs.name[named.frames.func[frame]]]}`;
      });
      return `${frames.reverse().join(";")} ${samples.weight[i]}`;
    }),
  );
}

/** The stacks of a perf script text, folded by expressions. */
function fold(script: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const block of script.split("\n\n").filter((each) => each.trim() !== "")) {
    const [, ...lines] = block.split("\n").filter((line) => line !== "");
    const names = lines.map(
      (line) => /^\s*[0-9a-f]+ (.*) \(.*?\)$/.exec(line)?.[1]?.replace(/\+0x[0-9a-f]+$/, "") ?? "?",
    );
    const stack = ["leakd", ...names.reverse()].join(";");
    counts.set(stack, (counts.get(stack) ?? 0) + 1);
  }
  return counts;
}

it("reads what a real recording folds to", async () => {
  const text = gunzipSync(
    readFileSync(new URL("../script/fixtures/cpu-fp.default.txt.gz", import.meta.url)),
  ).toString();
  const lines = [...fold(text)].map(([stack, count]) => `${stack} ${count}`);
  expect(lines.length).toBeGreaterThan(300);
  const bytes = new TextEncoder().encode(lines.join("\n"));
  expect(formats.find((format) => format.recognises(bytes.subarray(0, 65536)))?.id).toBe("folded");
  const capture = await decode(bytes);
  expect(linesOf(capture)).toEqual([lines]);
  expect(capture.losses).toEqual([]);
  expect(capture.facts).toMatchObject({ samples: 866 + 138 + 228, stacks: lines.length, events: ["samples"] });
});

it.each<[string, string, string[][]]>([
  ["blanks in names", "my prog;operator new(unsigned long) 3\n", [["my prog;operator new(unsigned long) 3"]]],
  ["a number at the end of a name", "a;Thread 12 3\nb;c 4\n", [["a;Thread 12 3", "b;c 4"]]],
  [
    "the semicolon of a Java descriptor",
    "java;Ljava/lang/String;::length;x 2\n",
    [["java;Ljava/lang/String;::length;x 2"]],
  ],
  ["empty frames", "a;;b 1\n;c 2\n", [["a;[unknown];b 1", "[unknown];c 2"]]],
  ["decimals, tabs, line ends of another system", "a;b\t1.5\r\na;c .5\r\n", [["a;b 1.5", "a;c 0.5"]]],
  ["comments and blank lines", "# made by x\n\na;b 1\n", [["a;b 1"]]],
  ["stacks of one frame", "swapper 7\na;b 1\n", [["swapper 7", "a;b 1"]]],
  [
    "calls inlined into their callers",
    "a;b;c_[i];d_[i];e 1\na;b 2\na;b;c_[i] 3\nc_[i];x 4\n",
    [["a;b;!c;!d;e 1", "a;b 2", "a;b;!c 3", "c;x 4"]],
  ],
  [
    "two counts, of a comparison",
    "a;b 1 2\na;c 3 0\n",
    [
      ["a;b 1", "a;c 3"],
      ["a;b 2", "a;c 0"],
    ],
  ],
  ["names that objects have", "__proto__;constructor;toString 1\n", [["__proto__;constructor;toString 1"]]],
])("%s", async (_, text, expected) => {
  const capture = await decodeText(text);
  expect(linesOf(capture)).toEqual(expected);
  expect(capture.losses).toEqual([]);
});

it("takes annotations off the names and keeps what they mean", async () => {
  const capture = await decodeText("a;f;sys_read_[k] 1\na;f;jitted_[j] 2\na;f;sys_read 3\na;x_[w] 4\n");
  expect(linesOf(capture)).toEqual([["a;f;sys_read 1", "a;f;jitted 2", "a;f;sys_read 3", "a;x_[w] 4"]]);
  expect(capture.facts["annotations"]).toEqual(["jit", "kernel"]);
  expect(capture.modules.map(({ path }) => path)).toEqual(["[kernel.kallsyms]"]);
  const kernel = [...capture.codes.flags.keys()].filter((code) => capture.codes.flags[code] === CODE_KERNEL);
  expect(kernel.map((code) => capture.codes.module[code])).toEqual([0]);
});

describe("damage", () => {
  it("says what it left out, and where the first of it stands", async () => {
    const capture = await decodeText("a;b 1\nno count\n12\na;b;c x\na;c 2\n");
    expect(linesOf(capture)).toEqual([["a;b 1", "a;c 2"]]);
    expect(capture.losses.map(({ count, first: { code, offset } }) => [count, code, offset])).toEqual([
      [3, "Malformed", 6],
    ]);
  });

  it("leaves out what is beyond the limits", async () => {
    const deep = "f;".repeat(MAX_CHAIN + 1);
    const capture = await decodeText(`${deep}g 1\n${"x".repeat(LINE_MAX_BYTES)};y 1\na;b 1\n`);
    expect(linesOf(capture)).toEqual([["a;b 1"]]);
    expect(capture.losses.map(({ count, first: { code, offset } }) => [count, code, offset])).toEqual([
      [2, "TooLarge", 0],
    ]);
  });

  it("makes a call of its own of what is inlined too deep", async () => {
    const capture = await decodeText(`a;${"i_[i];".repeat(300)}z 1\n`);
    expect(linesOf(capture)[0][0].split(";").length).toBe(302);
  });

  it("refuses a text without a stack", async () => {
    for (const text of ["", "\n", "no count\n"]) {
      await expect(decodeText(text)).rejects.toMatchObject({ failure: { code: "Malformed" } });
    }
  });

  it("throws nothing but DecodeError, whatever the text", async () => {
    const piece = fc.constantFrom(
      "a",
      ";",
      " ",
      "12",
      "\n",
      "_[i]",
      "_[k]",
      ";::",
      ".",
      "é",
      "\u0000",
      "\r\n",
      "1e9",
      "-1",
      "\t",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const bytes = new TextEncoder().encode(pieces.join(""));
        folded.recognises(bytes);
        await decode(bytes).catch((error: unknown) => expect(error).toMatchObject({ name: "DecodeError" }));
      }),
      { numRuns: 400 },
    );
  });
});
