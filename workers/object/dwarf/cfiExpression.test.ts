import { describe, expect, it } from "vitest";
import { DecodeError } from "../../../src/model/decodeError";
import { type ExpressionContext, evaluateExpression } from "./cfiExpression";
import { CfiSection } from "./cfiSection";

/** Registers hold 0x1000 + their number; memory holds, at every address, that address times 0x10. */
const context: ExpressionContext = {
  register: (number) => {
    if (number === 10) throw new DecodeError("Malformed", "test", 0, "r10 is not known");
    return 0x1000n + BigInt(number);
  },
  memory: (address, bytes) => BigInt.asUintN(8 * bytes, address * 0x10n),
};

function evaluate(bytes: readonly number[], initial: bigint | null = null): bigint {
  const section = new CfiSection({
    isEh: true,
    bytes: Uint8Array.from(bytes),
    address: 0,
    fileOffset: 0,
    addressBytes: 8,
    text: 0,
    data: 0,
  });
  return evaluateExpression(section, 0, bytes.length, initial, context);
}

// Expressions as compilers and assemblers write them, and what they stand for.
const LAZY_PLT = [0x77, 0x08, 0x80, 0x00, 0x3f, 0x1a, 0x3b, 0x2a, 0x33, 0x24, 0x22]; // DWARF in GNU ld's .plt

describe("a DWARF expression of CFI", () => {
  it.each([
    ["rsp + 8, and 8 more from the 11th byte of a PLT slot on (rip & 15 >= 11)", LAZY_PLT, 0x1007n + 8n],
    ["*(rbp - 8): a realigned stack", [0x76, 0x78, 0x06], (0x1006n - 8n) * 0x10n],
    ["*(rsp + 160) + 8: OpenSSL's assembly", [0x77, 0xa0, 0x01, 0x06, 0x23, 0x08], (0x1007n + 160n) * 0x10n + 8n],
    ["deref_size 2 of 0x1234", [0x0a, 0x34, 0x12, 0x94, 0x02], 0x2340n],
    ["const1s -1 wraps to 64 bits", [0x09, 0xff], 0xffff_ffff_ffff_ffffn],
    ["-7 div 2 rounds towards zero", [0x09, 0xf9, 0x32, 0x1b], BigInt.asUintN(64, -3n)],
    ["shra keeps the sign, shr does not", [0x09, 0x80, 0x34, 0x26, 0x09, 0x80, 0x08, 60, 0x25, 0x22], 7n],
    ["1 2 3 rot leaves 3 lowest", [0x31, 0x32, 0x33, 0x17, 0x1c, 0x1c], BigInt.asUintN(64, 3n - (1n - 2n))],
    ["swap, over, pick 2", [0x31, 0x35, 0x16, 0x14, 0x15, 0x02, 0x22, 0x22, 0x22], 16n],
    ["-1 lt 0 is a signed comparison", [0x09, 0xff, 0x30, 0x2d], 1n],
    ["bra over a literal", [0x31, 0x28, 0x01, 0x00, 0x35, 0x36], 6n],
    ["not, neg, abs, xor", [0x30, 0x20, 0x1f, 0x09, 0xfe, 0x19, 0x27], 3n],
  ])("%s", (_, bytes, value) => {
    expect(evaluate(bytes)).toBe(value);
  });

  it("of a register begins with the CFA", () => {
    expect(evaluate([0x23, 0x10], 0x7000n)).toBe(0x7010n);
    expect(evaluate([0x9c, 0x1c], 0x7000n)).toBe(0n);
  });

  it.each([
    ["an empty one", []],
    ["a register that is not known", [0x7a, 0x00]],
    ["an operator without operands", [0x22]],
    ["division by zero", [0x31, 0x30, 0x1b]],
    ["a branch out of it", [0x2f, 0x10, 0x00]],
    ["a loop without end", [0x2f, 0xfd, 0xff]],
    ["a stack without end", [0x31, 0x2f, 0xfc, 0xff]],
    ["a cut operand", [0x0c, 0x01]],
    ["an operation of locations", [0x9f]],
    ["the CFA in its own rule", [0x9c]],
  ])("fails for %s", (_, bytes) => {
    expect(() => evaluate(bytes)).toThrow(DecodeError);
  });
});
