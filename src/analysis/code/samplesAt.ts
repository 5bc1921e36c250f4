import type { FunctionCode } from "../../model/disassembly";
import type { Profile } from "../../model/profile";
import type { CodeTable, NamedStacks } from "../../model/stacks";
import { instructionAt } from "./instructionWeights";

/** The samples that were taken at an instruction of a module's function, in the profile's order. */
export function samplesAt(
  profile: Profile,
  { recorded }: Pick<NamedStacks, "recorded">,
  codes: CodeTable,
  { instructions, delta }: FunctionCode,
  module: number,
  row: number,
): Int32Array {
  const isThere = Uint8Array.from({ length: codes.length }, (_, code) => {
    return codes.module[code] === module && instructionAt(instructions, codes.address[code] + delta) === row ? 1 : 0;
  });
  const { length, stack } = profile.samples;
  const found = new Int32Array(length);
  let count = 0;
  for (let sample = 0; sample < length; sample++) {
    if (stack[sample] >= 0 && isThere[recorded.frame[stack[sample]]] === 1) found[count++] = sample;
  }
  return found.slice(0, count);
}
