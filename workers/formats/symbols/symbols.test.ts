import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Capture } from "../../../src/model/capture";
import type { ByteSource } from "../../io/byteSource";
import { parseKallsyms } from "../../object/kallsyms/kallsyms";
import { KernelRanges } from "../../object/kallsyms/kernelRanges";
import { symbols } from "./index";

const kallsyms = new Uint8Array(readFileSync(new URL("../../symbolize/fixtures/kallsyms.cut.txt", import.meta.url)));
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function decode(bytes: Uint8Array): Promise<Capture> {
  const source: ByteSource = { name: "x", size: bytes.length, read: async (start, end) => bytes.slice(start, end) };
  return symbols.decode(source, { progress: () => undefined });
}

it.each([
  ["text", kallsyms],
  ["gzip", new Uint8Array(gzipSync(kallsyms))],
])("reads kallsyms as %s", async (_, bytes) => {
  expect(symbols.recognises(bytes.slice(0, 4096))).toBe(true);
  expect(await decode(bytes)).toMatchObject({
    kind: "symbols",
    losses: [],
    facts: {
      symbols: new TextDecoder().decode(kallsyms).trim().split("\n").length,
      modules: 1,
      restricted: false,
      first: "0xffffffff81000000",
      _text: "0xffffffff81000000",
      _stext: "0xffffffff81000000",
    },
  });
});

it.each([
  ["System.map", "ffffffff81000000 T _text\nffffffff81000040 t f\n", true],
  ["Windows line ends", "ffffffff81000000 T _text\r\nffffffff81000040 t f\r\n", true],
  ["32-bit", "c0008000 T _text\n", true],
  ["a word of hex digits", "deadbeef\n", false],
  ["prose", "a b c\n", false],
  ["perf-PID.map", "7f0000001000 40 jitted\n", true],
  ["a log", "12:30:01 E something failed\n", false],
  ["no whole line", "ffffffff81000000 T _te", false],
  ["nothing", "", false],
  ["too many digits", "fffffffff81000000 T _text\n", false],
])("recognises %s: %s", (_, text, expected) => {
  expect(symbols.recognises(bytesOf(text))).toBe(expected);
});

describe("losses", () => {
  it("says that the kernel hid the addresses", async () => {
    const capture = await decode(bytesOf("0000000000000000 T _text\n0000000000000000 T f\n"));
    expect(capture.facts["restricted"]).toBe(true);
    expect(capture.losses[0]?.first.message).toContain("kptr_restrict");
  });

  it("counts lines that are no symbols", async () => {
    const capture = await decode(bytesOf("ffffffff81000000 T _text\n<html>\n\nffffffff81000040 t f\n"));
    expect(capture.losses).toMatchObject([{ count: 1, first: { code: "Malformed", offset: 25 } }]);
    expect(capture.facts["symbols"]).toBe(2);
  });

  it("is an error when no line is one", async () => {
    await expect(decode(bytesOf("x\n"))).rejects.toMatchObject({ failure: { code: "Malformed" } });
  });
});

describe("a symbol reaches", () => {
  const at = (text: string, address: number, module: string | null = null): string => {
    const ranges = new KernelRanges(parseKallsyms(bytesOf(text)), module);
    const found = ranges.find(address);
    return found < 0 ? "-" : ranges.name(found);
  };
  const text = "1000 T a\n1800 D data\n1900 r constants\n9000 t drv\t[m]\n2000 T b\n";

  it.each([
    [0xfff, null, "-"],
    [0x1000, null, "a"],
    [0x17ff, null, "a"],
    [0x1fff, null, "data"], // as in perf, which also loads types d and b, but not r
    [0x2000, null, "b"],
    [0x2fff, null, "b"],
    [0x3000, null, "-"], // behind the last of the kernel: the page behind
    [0x9000, null, "-"],
    [0x9000, "[m]", "drv"],
    [0x9fff, "[m]", "drv"],
    [0xa000, "[m]", "-"],
    [0x1000, "[m]", "-"],
    [0x1000, "[no_such]", "-"],
  ])("%s in %s: %s", (address, module, expected) => {
    expect(at(text, address, module)).toBe(expected);
  });

  it("and of aliases the last one", () => {
    expect(at("1000 T longer_name\n1000 W last\n2000 T b\n", 0x1500)).toBe("last");
  });
});

it("parses any bytes without throwing", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(kallsyms.length), (noise, start) => {
      const bytes = kallsyms.slice(start, start + 400);
      bytes.set(noise.subarray(0, bytes.length), 0);
      const parsed = parseKallsyms(bytes);
      expect(parsed.length + parsed.badLines).toBeLessThanOrEqual(401);
    }),
  );
});
