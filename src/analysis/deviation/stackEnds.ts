import { CODE_GUEST, CODE_KERNEL, RUNGS } from "../../model/stacks";
import type { StackInput } from "./input";
import { normalFunction } from "./normalName";

/** What the outermost frame of a stack is. The index is what StackEnds.ending holds. */
export const ENDINGS = [
  "root", // a function that nothing has called
  "switch", // one that moves to another stack, which the chain does not follow
  "kernel", // the stack has no user frames
  "other", // any other function, or code in a module that has names
  "nowhere", // an address that no mapping covers
  "unnamed", // code of a module without any name: it may be a root
] as const;
export type Ending = (typeof ENDINGS)[number];

/** Per distinct recorded stack, what the metrics ask of it. */
export interface StackEnds {
  readonly depth: Int32Array; // recorded addresses, the kernel's too
  readonly userDepth: Int32Array;
  readonly logicalDepth: Int32Array; // with inlined calls as frames
  readonly leafFrame: Int32Array; // -> NamedStacks.frames: the innermost, -1 for none
  readonly outermost: Int32Array; // -> codes: the outermost user frame, -1 without one
  readonly ending: Uint8Array; // -> ENDINGS
  /** Per code -> NamedStacks.funcs: the function that was compiled there; -1 for none. */
  readonly funcOfCode: Int32Array;
}

/** By normalised name. product.md section 6. */
const ROOTS: ReadonlySet<string> = new Set([
  "runtime.goexit",
  "runtime.mstart",
  "runtime.rt0_go",
  "_start",
  "__libc_start_main",
  "clone",
  "start_thread",
  "thread_start",
]);

/** What runtime.goexit is below of in the first goroutine: Go's profiles leave runtime.goexit out. */
const GO_MAIN = "runtime.main";

const SWITCHES: ReadonlySet<string> = new Set([
  "runtime.systemstack",
  "runtime.systemstack_switch",
  "runtime.morestack",
  "runtime.mcall",
  "runtime.gogo",
  "runtime.asmcgocall",
  "runtime.jmpdefer",
]);

export function stackEnds(input: StackInput): StackEnds {
  const { stacks, codes, named } = input;
  const funcOfCode = outerFunctions(input);
  const endingOfCode = endings(input, funcOfCode);
  const length = stacks.length;
  const ends = {
    depth: depths(stacks.prefix),
    userDepth: new Int32Array(length),
    ...shownFrames(named),
    outermost: new Int32Array(length),
    ending: new Uint8Array(length),
    funcOfCode,
  };
  for (let row = 0; row < length; row++) {
    const caller = stacks.prefix[row];
    const code = stacks.frame[row];
    const isUser = (codes.flags[code] & (CODE_KERNEL | CODE_GUEST)) === 0;
    const above = caller < 0 ? -1 : ends.outermost[caller];
    ends.outermost[row] = above >= 0 || !isUser ? above : code;
    ends.userDepth[row] = Number(isUser) + (caller < 0 ? 0 : ends.userDepth[caller]);
    ends.ending[row] = ends.outermost[row] < 0 ? KERNEL : endingOfCode[ends.outermost[row]];
  }
  return ends;
}

const KERNEL = ENDINGS.indexOf("kernel");

/** Per recorded stack: how many frames are shown of it, and the innermost. */
function shownFrames({
  recorded,
  frameStart,
  expanded,
}: StackInput["named"]): Pick<StackEnds, "logicalDepth" | "leafFrame"> {
  if (expanded !== undefined) {
    const depth = depths(expanded.stacks.prefix);
    return {
      logicalDepth: expanded.leaf.map((row) => (row < 0 ? 0 : depth[row])),
      leafFrame: expanded.leaf.map((row) => (row < 0 ? -1 : expanded.stacks.frame[row])),
    };
  }
  const logicalDepth = new Int32Array(recorded.length);
  const leafFrame = new Int32Array(recorded.length);
  for (let row = 0; row < recorded.length; row++) {
    const code = recorded.frame[row];
    const caller = recorded.prefix[row];
    const frames = frameStart[code + 1] - frameStart[code];
    logicalDepth[row] = frames + (caller < 0 ? 0 : logicalDepth[caller]);
    leafFrame[row] = frames > 0 ? frameStart[code] : caller < 0 ? -1 : leafFrame[caller];
  }
  return { logicalDepth, leafFrame };
}

function depths(prefix: Int32Array): Int32Array {
  const depth = new Int32Array(prefix.length);
  for (let row = 0; row < prefix.length; row++) depth[row] = 1 + (prefix[row] < 0 ? 0 : depth[prefix[row]]);
  return depth;
}

/** Per code the function whose machine code it is: of its lines the one that is not inlined. */
function outerFunctions({ codes, named: { frames } }: StackInput): Int32Array {
  const funcs = new Int32Array(codes.length).fill(-1);
  for (let frame = 0; frame < frames.length; frame++) {
    if (frames.inlined[frame] === 0) funcs[frames.code[frame]] = frames.func[frame];
  }
  return funcs;
}

const UNNAMED_RUNGS: ReadonlySet<number> = new Set([RUNGS.indexOf("none"), RUNGS.indexOf("fde")]);

function endings({ kind, codes, modules, named }: StackInput, funcOfCode: Int32Array): Uint8Array {
  const isOfGo = kind === "pprof" || kind === "goroutine-text" || kind === "go-trace";
  const ofFunction = new Map<number, Ending>();
  const endingOf = (func: number): Ending => {
    const known = ofFunction.get(func);
    if (known !== undefined) return known;
    const name = normalFunction(named.strings[named.funcs.name[func]] ?? "");
    const ending = ROOTS.has(name) || (isOfGo && name === GO_MAIN) ? "root" : SWITCHES.has(name) ? "switch" : "other";
    ofFunction.set(func, ending);
    return ending;
  };
  return Uint8Array.from({ length: codes.length }, (_, code) => {
    const module = codes.module[code];
    const isUnnamed = UNNAMED_RUNGS.has(named.codeRung[code]);
    const ending: Ending = isUnnamed
      ? module < 0
        ? "nowhere"
        : modules[module]?.isNamed
          ? "other"
          : "unnamed"
      : endingOf(funcOfCode[code]);
    return ENDINGS.indexOf(ending);
  });
}
