import type { PcValues } from "./pcValues";

/** What unwinding has to know of one Go function. */
export interface GoFrame {
  readonly name: string;
  readonly entry: number; // Svma
  readonly end: number; // exclusive
  /** pcsp: by how many bytes the function has moved the stack pointer down. */
  readonly spDelta: PcValues;
  /** It is the outermost function of its stack. */
  readonly isTop: boolean;
  /** It moves to another stack in a way that no table describes. */
  readonly switchesStack: boolean;
}

/** abi.FuncFlag (internal/abi/symtab.go), since Go 1.17. */
const FUNC_FLAG_TOP_FRAME = 1;
const FUNC_FLAG_SP_WRITE = 2;

/** Before the flags: topofstack in runtime/traceback.go of Go 1.16, and the assembly that sets the stack pointer. */
const TOP_FRAMES = new Set(["runtime.goexit", "runtime.mstart", "runtime.rt0_go", "runtime.externalthreadhandler"]);
const SP_WRITERS = new Set(
  [
    "asmcgocall cgocallback cgocallback_gofunc cgocallbackg gogo jmpdefer mcall morestack nanotime1 rt0_go sigreturn",
    "systemstack walltime1",
  ].flatMap((names) => names.split(" ").map((name) => `runtime.${name}`)),
);

export function frameTraits(name: string, flags: number, hasFlags: boolean): Pick<GoFrame, "isTop" | "switchesStack"> {
  const isTop = (flags & FUNC_FLAG_TOP_FRAME) !== 0 || (!hasFlags && TOP_FRAMES.has(name));
  const switchesStack = (flags & FUNC_FLAG_SP_WRITE) !== 0 || (!hasFlags && SP_WRITERS.has(name));
  return { isTop, switchesStack };
}
