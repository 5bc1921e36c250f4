import type { StackCapture } from "../../model/capture";
import type { StackDumps } from "../../model/stackDumps";
import { NOT_UNWOUND } from "../../model/unwind";
import type { UnwoundDumps } from "../../model/unwoundDumps";

/**
 * Of each profile that has dumps, the samples whose stack goes through one of the modules; and those that have not been
 * unwound, since of a sample in the kernel nobody knows yet where its user part is.
 */
export function concernedRows({ codes, stacks, profiles }: StackCapture, modules: ReadonlySet<number>): Int32Array[] {
  const isConcerned = new Uint8Array(stacks.length); // callers come first
  for (let row = 0; row < stacks.length; row++) {
    const caller = stacks.prefix[row] as number;
    const isIn = modules.has(codes.module[stacks.frame[row] as number] as number);
    isConcerned[row] = isIn ? 1 : caller < 0 ? 0 : (isConcerned[caller] as number);
  }
  return profiles.flatMap(({ dumps, samples }) => {
    if (dumps === null) return [];
    const rows: number[] = [];
    for (const [row, stack] of samples.stack.entries()) {
      const isUnwound = dumps.stop !== null && dumps.stop[row] !== NOT_UNWOUND;
      if (!isUnwound || (stack >= 0 && isConcerned[stack] === 1)) rows.push(row);
    }
    return [Int32Array.from(rows)];
  });
}

/** The dumps of some rows, as rows of their own. */
export function dumpsOfRows(dumps: StackDumps, rows: Int32Array): StackDumps {
  const { offset, stream, space } = dumps;
  return {
    ...dumps,
    offset: Float64Array.from(rows, (row) => offset[row] as number),
    stream: Int32Array.from(rows, (row) => stream[row] as number),
    space: Int32Array.from(rows, (row) => space[row] as number),
  };
}

/** What was unwound of dumpsOfRows, by the rows of the capture again. */
export function withRows(unwound: UnwoundDumps, rows: readonly Int32Array[]): UnwoundDumps {
  const profiles = unwound.profiles.map((profile, index) => ({
    ...profile,
    row: profile.row.map((row) => rows[index]?.[row] ?? -1),
  }));
  return { ...unwound, profiles };
}
