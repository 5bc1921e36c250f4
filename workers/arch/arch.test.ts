import { describe, expect, it } from "vitest";
import { archNamed } from "./registry";

const x86 = archNamed("x86_64");
const sw64 = archNamed("sw_64");

describe("the registers of a sample", () => {
  it("of x86_64 are in the order of perf's enum, without ds, es, fs and gs", () => {
    const regs = x86?.perfRegs(0xff0fffn);
    // ax bx cx dx si di bp sp ip flags cs ss r8 … r15, as DWARF numbers them
    const numbers = [0, 3, 2, 1, 4, 5, 6, 7, 16, -1, -1, -1, 8, 9, 10, 11, 12, 13, 14, 15];
    expect(regs).toEqual({ dwarf: Int16Array.from(numbers) });
  });

  it("of SW64 are DWARF's but for the pc in place of r31", () => {
    const regs = sw64?.perfRegs(0xffff_ffffn);
    expect(regs).toEqual({ dwarf: Int16Array.from({ length: 32 }, (_, i) => (i === 31 ? 64 : i)) });
  });

  it("of SW64 in the older layout of 36 are refused, and why is said", () => {
    expect(sw64?.perfRegs(0xf_ffff_ffffn)).toEqual({ unusable: expect.stringMatching(/36 registers.*stack pointer/) });
  });

  it.each([x86, sw64])("without a stack pointer are refused", (arch) => {
    expect(arch?.perfRegs(0x1n)).toEqual({ unusable: expect.stringContaining("lacks") });
  });

  it("of other processors are not known", () => {
    expect(archNamed("aarch64")).toBeNull();
    expect(archNamed(null)).toBeNull();
  });
});

describe("code that no table describes", () => {
  it("in lld's .plt has pushed nothing, the index, or in the head the link map too", () => {
    const cfa = [0, 5, 6, 11, 16, 16 + 10, 16 + 11].map((offset) => x86?.pltRule(".plt", offset)?.cfaOffset);
    expect(cfa).toEqual([16, 16, 24, 24, 8, 8, 16]);
    expect(x86?.pltRule(".plt.sec", 27)?.cfaOffset).toBe(8);
    expect(x86?.pltRule(".text", 0)).toBeNull();
    expect(sw64?.pltRule(".plt", 0x24)).toMatchObject({ cfaOffset: 0, returnAddress: null });
  });

  it("of runtime.udiv on SW64 moves sp by 80 behind its table's back", () => {
    // subl sp,80,sp; stl zero,8(sp); addl sp,80,sp; ret; ldi sp,-16(sp); nop
    const words = [0x4bca013e, 0xafbe0008, 0x4bca011e, 0x0bfa0001, 0xfbdefff0, 0x43ff075f];
    const code = new Uint8Array(Uint32Array.from(words).buffer);
    expect(sw64?.rules.spMoves(code)).toEqual(Int32Array.from([0, 80, 80, 0, 0, 16]));
  });
});
