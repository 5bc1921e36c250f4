import type { Profile } from "../../model/profile";
import { CODE_GUEST, CODE_KERNEL } from "../../model/stacks";
import type { StackInput } from "./input";

/** Base name of the file that most samples' user frames next to the leaf are in: what has to be dropped first. */
export function baseNameOf({ modules, codes, stacks }: StackInput, { samples }: Profile): string {
  const counts = new Float64Array(modules.length);
  for (const stack of samples.stack) {
    let row = stack;
    while (row >= 0 && (codes.flags[stacks.frame[row]] & (CODE_KERNEL | CODE_GUEST)) !== 0) row = stacks.prefix[row];
    const module = row < 0 ? -1 : codes.module[stacks.frame[row]];
    if (module >= 0 && !modules[module].name.startsWith("[")) counts[module]++;
  }
  let most = 0;
  for (let module = 1; module < counts.length; module++) if (counts[module] > counts[most]) most = module;
  return modules[most]?.name ?? "";
}
