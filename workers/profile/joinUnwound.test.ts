import { describe, expect, it } from "vitest";
import { CODE_KERNEL, type CodeTable, type StackTable } from "../../src/model/stacks";
import { NOT_UNWOUND } from "../../src/model/unwind";
import type { RecordedStacks } from "../../src/model/unwoundDumps";
import { joinUnwound } from "./joinUnwound";

/** Codes by address, those from 1000 on the kernel's; a chain of stacks from the outermost frame to the innermost. */
function chain(...addresses: readonly number[]): { codes: CodeTable; stacks: StackTable } {
  const { length } = addresses;
  return {
    codes: {
      length,
      module: new Int32Array(length),
      address: Float64Array.from(addresses),
      flags: Uint8Array.from(addresses, (address) => (address >= 1000 ? CODE_KERNEL : 0)),
    },
    stacks: {
      length,
      prefix: Int32Array.from(addresses, (_, i) => i - 1),
      frame: Int32Array.from(addresses, (_, i) => i),
    },
  };
}

/** The addresses of a sample's stack, outermost first. */
function stackOf({ codes, stacks, profiles }: RecordedStacks, sample: number): number[] {
  const addresses: number[] = [];
  for (let row = profiles[0]?.stack[sample] ?? -1; row >= 0; row = stacks.prefix[row] ?? -1) {
    addresses.unshift(codes.address[stacks.frame[row] ?? -1] ?? Number.NaN);
  }
  return addresses;
}

function recorded(addresses: readonly number[], stack: readonly number[], kernelChainOnly = true): RecordedStacks {
  const stop = new Uint8Array(stack.length).fill(NOT_UNWOUND);
  const outerCfa = new Float64Array(stack.length).fill(Number.NaN);
  const profile = { stack: Int32Array.from(stack), stop, outerCfa, innerSp: outerCfa, kernelChainOnly };
  return { ...chain(...addresses), profiles: [profile] };
}

function unwound(addresses: readonly number[], row: readonly number[], stop = 0) {
  const rows = {
    row: Int32Array.from(row),
    stack: new Int32Array(row.length).fill(addresses.length - 1),
    stop: new Uint8Array(row.length).fill(stop),
    outerCfa: Float64Array.from(row, (sample) => 1000 + sample),
    innerSp: Float64Array.from(row, (sample) => 500 + sample),
  };
  return { ...chain(...addresses), profiles: [rows] };
}

describe("an unwound stack", () => {
  it("has the kernel's frames of the recorded one on top", () => {
    const joined = joinUnwound(recorded([10, 1000, 1001], [2, 0]), [unwound([1, 2, 3], [0, 1])]);
    expect([stackOf(joined, 0), stackOf(joined, 1)]).toEqual([
      [1, 2, 3, 1000, 1001],
      [1, 2, 3],
    ]);
    expect(joined.profiles[0]?.stop).toEqual(Uint8Array.of(0, 0));
  });

  it("comes from the part of the file that has the sample; what no part has stays", () => {
    const joined = joinUnwound(recorded([10, 11], [1, 1, 0, -1]), [unwound([1], [1]), unwound([2], [0], 2)]);
    expect([0, 1, 2, 3].map((sample) => stackOf(joined, sample))).toEqual([[2], [1], [10], []]);
    expect(joined.profiles[0]?.stop).toEqual(Uint8Array.of(2, 0, NOT_UNWOUND, NOT_UNWOUND));
    expect(joined.profiles[0]?.outerCfa).toEqual(Float64Array.of(1000, 1001, Number.NaN, Number.NaN));
    expect(joined.profiles[0]?.innerSp).toEqual(Float64Array.of(500, 501, Number.NaN, Number.NaN));
  });

  it("does not replace what could not be begun", () => {
    const joined = joinUnwound(recorded([10, 11], [1]), [unwound([1], [0], NOT_UNWOUND)]);
    expect(stackOf(joined, 0)).toEqual([10, 11]);
  });

  it("gives way to recorded user frames where there are more of those", () => {
    const more = recorded([10, 11, 12, 1000], [3, 3], false);
    expect(stackOf(joinUnwound(more, [unwound([1, 2], [0])]), 0)).toEqual([10, 11, 12, 1000]);
    expect(stackOf(joinUnwound(more, [unwound([1, 2, 3], [0])]), 0)).toEqual([1, 2, 3, 1000]);
  });
});
