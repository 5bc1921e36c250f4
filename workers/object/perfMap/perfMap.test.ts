import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPerfMap, type PerfMap, parsePerfMap } from "./perfMap";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function nameAt(map: PerfMap, address: number): string | null {
  for (let i = 0; i < map.length; i++) {
    if ((map.start[i] ?? 0) <= address && address < (map.end[i] ?? 0)) return map.name(map.line[i] ?? -1);
  }
  return null;
}

describe("parsePerfMap", () => {
  it("finds code by address; names may hold spaces", () => {
    const map = parsePerfMap(bytes("7f0010000 40 LazyCompile:~f app.js:12\n7f0010080 20 Builtin:g\n"));
    expect([0x7f0010000, 0x7f001003f, 0x7f0010040, 0x7f0010080].map((at) => nameAt(map, at))).toEqual([
      "LazyCompile:~f app.js:12",
      "LazyCompile:~f app.js:12",
      null,
      "Builtin:g",
    ]);
  });

  it("lets a later line take what it covers", () => {
    const map = parsePerfMap(bytes("10000 100 old\n10040 20 new\n"));
    expect([0x10000, 0x10040, 0x1005f, 0x10060].map((at) => nameAt(map, at))).toEqual(["old", "new", "new", "old"]);
  });

  it("agrees with looking through all lines, whatever they are", () => {
    const line = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const map = parsePerfMap(
          bytes(lines.map(([s, n], i) => `${s.toString(16)} ${n.toString(16)} f${i}`).join("\n")),
        );
        for (let at = 0; at < 64; at++) {
          const last = lines.reduce((found, [s, n], i) => (s <= at && at < s + n ? i : found), -1);
          expect(nameAt(map, at)).toBe(last < 0 ? null : `f${last}`);
        }
      }),
    );
  });

  it("counts lines that are none", () => {
    const map = parsePerfMap(bytes("10000 100 f\nhello\n\n"));
    expect([map.lines, map.badLines, map.firstBadLine]).toEqual([1, 1, 12]);
  });
});

describe("isPerfMap", () => {
  it("knows it from kallsyms, folded stacks and prose", () => {
    expect(isPerfMap(bytes("7f0010000 40 f\n7f0010080 20 g\n7f0"))).toBe(true);
    expect(isPerfMap(bytes("ffffffff81000000 T _text\n"))).toBe(false);
    expect(isPerfMap(bytes("main;f;g 12\n"))).toBe(false);
    expect(isPerfMap(bytes("a 1 x\n"))).toBe(false);
    expect(isPerfMap(bytes(""))).toBe(false);
  });
});
