import type { Missing } from "../../model/deviation";
import { CODE_GUEST, CODE_KERNEL, CODE_RETURN_ADDRESS } from "../../model/stacks";
import { baseNameOf } from "./mainModule";
import { normalFunction } from "./normalName";
import type { SourcePart, StackSource } from "./sources";

/** Sums per cluster over the user frames of sampled stacks whose instructions are known. */
export interface CodeErrors {
  readonly callers: Float64Array; // frames with a return address
  readonly distance: Float64Array; // bytes, of these
  readonly off: Float64Array; // of these, at a distance
  readonly leaves: Float64Array; // sampled addresses
  readonly leavesOff: Float64Array;
  readonly missing: Missing;
  /** Per part and code that is off: callers. */
  readonly cells: readonly CodeCell[];
}

export interface CodeCell {
  readonly part: SourcePart;
  readonly code: number;
  readonly frames: number;
  readonly distance: number; // bytes of all of them
}

/**
 * Frames that nothing has called: the runtime and the kernel lay them on the stack with an address of their own choice.
 * By normalised name.
 */
const LAID: ReadonlySet<string> = new Set([
  "runtime.goexit",
  "runtime.mstart",
  "runtime.sigreturn",
  "runtime.sigreturn__sigaction",
  "__restore_rt",
  "__vdso_rt_sigreturn",
]);

const known = new WeakMap<StackSource, CodeErrors>();

export function codeErrors(source: StackSource): CodeErrors {
  const before = known.get(source);
  if (before !== undefined) return before;
  const columns = () => new Float64Array(source.clusters);
  const [callers, distance, off, leaves, leavesOff] = [columns(), columns(), columns(), columns(), columns()];
  const cells: CodeCell[] = [];
  let missing: Missing = { reason: "no-code", params: { module: "" } };
  for (const part of source.parts) {
    const { input, profile } = part;
    if (input.places === null) {
      missing = { reason: "no-code", params: { module: baseNameOf(input, profile) } };
      continue;
    }
    const ofCode = errorsOfCodes(part);
    const sums = alongStacks(part, ofCode);
    const through = new Float64Array(input.stacks.length);
    const { stack } = profile.samples;
    for (let row = 0; row < stack.length; row++) {
      const at = stack[row];
      if (at < 0) continue;
      const cluster = part.clusters.of[row];
      callers[cluster] += sums.callers[at];
      distance[cluster] += sums.distance[at];
      off[cluster] += sums.off[at];
      through[at]++;
      const error = ofCode.leaf[input.stacks.frame[at]];
      if (Number.isNaN(error)) continue;
      leaves[cluster]++;
      if (error > 0) leavesOff[cluster]++;
    }
    cells.push(...cellsOf(part, ofCode.caller, through));
  }
  const errors = { callers, distance, off, leaves, leavesOff, missing, cells };
  known.set(source, errors);
  return errors;
}

/** Per code: its error as a caller, and as a leaf; NaN where it is none, or nothing is known. */
function errorsOfCodes({ input: { codes, places, named }, ends: { funcOfCode } }: SourcePart) {
  const caller = new Float64Array(codes.length).fill(Number.NaN);
  const leaf = new Float64Array(codes.length).fill(Number.NaN);
  for (let code = 0; code < codes.length; code++) {
    const flags = codes.flags[code];
    const error = places?.error[code] ?? Number.NaN;
    if ((flags & (CODE_KERNEL | CODE_GUEST)) !== 0 || Number.isNaN(error)) continue;
    if ((flags & CODE_RETURN_ADDRESS) === 0) leaf[code] = error;
    else {
      const func = funcOfCode[code];
      const name = func < 0 ? "" : normalFunction(named.strings[named.funcs.name[func]] ?? "");
      if (!LAID.has(name)) caller[code] = error;
    }
  }
  return { caller, leaf };
}

/** Per stack: sums over its frames. */
function alongStacks({ input: { stacks } }: SourcePart, { caller }: { readonly caller: Float64Array }) {
  const [callers, distance, off] = [0, 1, 2].map(() => new Float64Array(stacks.length));
  for (let row = 0; row < stacks.length; row++) {
    const above = stacks.prefix[row];
    const error = caller[stacks.frame[row]];
    const isKnown = !Number.isNaN(error);
    callers[row] = (above < 0 ? 0 : callers[above]) + Number(isKnown);
    distance[row] = (above < 0 ? 0 : distance[above]) + (isKnown ? error : 0);
    off[row] = (above < 0 ? 0 : off[above]) + Number(error > 0);
  }
  return { callers, distance, off };
}

/** `through`: samples per stack; made those through it, going from the leaves to the roots. */
function cellsOf(part: SourcePart, caller: Float64Array, through: Float64Array): CodeCell[] {
  const { stacks } = part.input;
  const frames = new Map<number, number>();
  for (let row = stacks.length - 1; row >= 0; row--) {
    const above = stacks.prefix[row];
    if (above >= 0) through[above] += through[row];
    const code = stacks.frame[row];
    if (caller[code] > 0 && through[row] > 0) frames.set(code, (frames.get(code) ?? 0) + through[row]);
  }
  return [...frames].map(([code, count]) => ({ part, code, frames: count, distance: count * caller[code] }));
}
