import type { FunctionCode } from "../../model/disassembly";
import type { CodeTable } from "../../model/stacks";
import { calledAddress } from "./codePlace";
import type { CodeWeights } from "./codeWeights";

/** Columns per instruction: the codes inside of it together. */
export interface InstructionWeights extends CodeWeights {
  readonly selfTotal: number; // of the function
  readonly calledTotal: number;
}

/** Puts the weights of a module's codes on the instructions of one of its functions that they lie in. */
export function instructionWeights(
  { instructions, delta }: FunctionCode,
  codes: CodeTable,
  weights: CodeWeights,
  module: number,
): InstructionWeights {
  const { length } = instructions;
  const self = new Float64Array(length);
  const samples = new Float64Array(length);
  const called = new Float64Array(length);
  const calledSamples = new Float64Array(length);
  for (let code = 0; code < codes.length; code++) {
    if (codes.module[code] !== module) continue;
    const row = instructionAt(instructions, calledAddress(codes, code) + delta);
    if (row < 0) continue;
    self[row] += weights.self[code];
    samples[row] += weights.samples[code];
    called[row] += weights.called[code];
    calledSamples[row] += weights.calledSamples[code];
  }
  const sum = (column: Float64Array) => column.reduce((total, weight) => total + weight, 0);
  return { self, samples, called, calledSamples, selfTotal: sum(self), calledTotal: sum(called) };
}

/** The instruction that an address (Svma) lies in, -1 for none. */
export function instructionAt({ length, address, size }: FunctionCode["instructions"], at: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (address[middle] <= at) low = middle + 1;
    else high = middle;
  }
  const row = low - 1;
  return row >= 0 && at < address[row] + size[row] ? row : -1;
}
