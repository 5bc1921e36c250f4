import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "./cExpression";
import { parsePrintFmt } from "./printFmt";

describe("evaluate", () => {
  it.each([
    ["(( gfp_t)((((1UL))) << (10))|((((1UL))) << (11)))", 0xc00n],
    ["( unsigned long)((( gfp_t)(((1UL))) << (3)) & ~( gfp_t)8)", 0n],
    ["((((0x00000000 | 0x00000001 | 0x40) + 1) << 1) - 1)", 0x83n],
    ["-1", 2n ** 64n - 1n],
    ["~0xffffULL >> 60", 15n],
    ["1 << 2 + 1", 8n],
    ["2 ? 1 ? 10 : 11 : 12", 10n],
    ["'A'", 65n],
    ["'\\n'", 10n],
    ["017", 15n],
    ["0 ^ 5 & 4 == 4", 1n],
    ["1 << 64", 0n],
    ["7 % 4 * 2 / 3", 2n],
    ["!3 || 4 && 5 > 4", 1n],
  ])("%s", (text, value) => expect(evaluate(text)).toBe(value));

  it.each(["NR_ZONES", "1 +", "(1", "1 2", "4 / 0", "REC->a", "f(1)", "", '"text"', "99999999999999999999999"])(
    "is no constant: %s",
    (text) => expect(evaluate(text)).toBeNull(),
  );

  it("gives up on what is nested too deep", () => {
    expect(evaluate(`${"(".repeat(4000)}1${")".repeat(4000)}`)).toBeNull();
    expect(evaluate(`${"~".repeat(4000)}1`)).toBeNull();
    expect(evaluate(`${"1 ? 1 : ".repeat(2000)}1`)).toBeNull();
  });

  it("never throws", () => {
    const pieces = fc.constantFrom("(", ")", "1", "0x10", "<<", "+", "?", ":", "~", "REC->a", "long", "'", "&&", "-");
    fc.assert(fc.property(fc.array(pieces), (parts) => void evaluate(parts.join(" "), 3n)));
  });
});

describe("parsePrintFmt", () => {
  it("finds the tables of flags and symbols", () => {
    const { tables, hex } = parsePrintFmt(
      '"page=%p, flags=%s (%s) %d%%", REC->pfn, (REC->flags) ? __print_flags(REC->flags, "|", {1UL << 4, "A,\\"b\\""}, ' +
        '{ 0x3, "B" "C" }, { NR_X, "X" }) : "none", __print_symbolic(REC->kind, { 0, "first" }, { -1, "last" }), REC->n',
    );
    expect(tables.get("flags")).toEqual({
      kind: "flags",
      table: {
        delimiter: "|",
        mask: -1,
        zero: "none",
        values: [
          [16, 'A,"b"'],
          [3, "BC"],
        ],
      },
    });
    expect(tables.get("kind")?.table).toMatchObject({
      zero: null,
      values: [
        [0, "first"],
        [-1, "last"],
      ],
    });
    expect([...hex]).toEqual(["pfn"]);
  });

  it("takes the bits of a field, but nothing that is computed from it", () => {
    const table = (value: string) => parsePrintFmt(`"%s", __print_symbolic(${value}, { 1, "one" })`).tables;
    expect(table("REC->a & 0xff").get("a")?.table.mask).toBe(0xff);
    expect(table("(int)(REC->a & ~(1 << 3))").get("a")?.table.mask).toBe(-9);
    for (const computed of ["REC->a >> 4", "REC->a + 1", "REC->a ? REC->b : 0", "f(REC->a)", "7"]) {
      expect(table(computed).size).toBe(0);
    }
  });

  it("pairs conversions with arguments", () => {
    const { hex } = parsePrintFmt(
      '"%5.2s 100%% %*d 0x%08llx %-16s %px", REC->a, REC->w, REC->b, (u64)(REC->c), REC->d, REC->e',
    );
    expect([...hex]).toEqual(["c", "e"]);
  });

  it("never throws", () => {
    const pieces = fc.constantFrom(
      '"',
      "\\",
      "__print_flags(",
      "__print_symbolic(",
      "REC->a",
      ",",
      "{",
      "}",
      ")",
      "1",
      "%x",
      "'",
    );
    fc.assert(fc.property(fc.array(pieces), (parts) => void parsePrintFmt(parts.join(""))));
  });
});
