import type { Profile } from "../../model/profile";

/**
 * What may be written below the stack pointer: by a call or a push, whose fault comes before the pointer moves, and by C
 * functions that call nothing (the red zone of x86_64's ABI). Go's stacks have more than that to spare.
 */
const BELOW_SP = 128;

/**
 * Whether an address lies on the stack that the sample was taken on: between its stack pointer and the last frame that
 * unwinding found, all of which the sample's own copy of the stack holds. False where nothing was copied or unwound.
 */
export function onOwnStack({ dumps }: Profile): (sample: number, address: number) => boolean {
  const { innerSp, outerCfa } = dumps ?? {};
  if (innerSp == null || outerCfa == null) return () => false;
  return (sample, address) => innerSp[sample] - BELOW_SP <= address && address < outerCfa[sample];
}
