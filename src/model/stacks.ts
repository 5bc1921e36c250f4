import type { Avma } from "./address";

/** The tree of call stacks, leaf rows pointing to their callers. A parent always comes before its children. */
export interface StackTable {
  readonly length: number;
  readonly prefix: Int32Array; // -> stacks: the caller, -1 for a root
  readonly frame: Int32Array; // -> codes (as recorded) or frames (named)
}

/** A mapped file, the kernel, or memory that no file backs. One row per distinct path and build id. */
export interface Module {
  readonly path: string;
  readonly buildId: string | null; // lower-case hex
  /**
   * How CodeTable.address counts inside it: from the start of the file (a mapping's base and page offset
   * taken off, so equal in every process), or as the address itself (kernel, anonymous memory).
   */
  readonly addressing: "file-offset" | "absolute";
  /** Pid for memory that only one process has (JIT code), -1 otherwise. */
  readonly pid: number;
  /** Kernel: a symbol and where it lay while recording. Its distance from kallsyms is the KASLR slide. */
  readonly anchor: { readonly symbol: string; readonly address: Avma } | null;
}

/** Where a piece of a module lay in a process. */
export interface ModuleMapping {
  readonly module: number; // -> modules
  readonly start: Avma;
  readonly end: Avma; // exclusive
  readonly fileOffset: number;
}

export const CODE_RETURN_ADDRESS = 1; // the address is one past a call: look up address - 1
export const CODE_KERNEL = 2; // sampled in kernel mode
export const CODE_GUEST = 4; // sampled inside a virtual machine
const CODE_ORIGIN_SHIFT = 3; // bits 3 to 5: how the frame was found, -> FRAME_ORIGINS

/** Index in FRAME_ORIGINS: how a frame with this code was found. The same address found in two ways is two codes. */
export function codeOrigin(flags: number): number {
  return (flags >> CODE_ORIGIN_SHIFT) & 7;
}

export function withOrigin(flags: number, origin: number): number {
  return flags | (origin << CODE_ORIGIN_SHIFT);
}

/** Distinct code addresses as recorded, before anything names them. */
export interface CodeTable {
  readonly length: number;
  readonly module: Int32Array; // -> modules, -1 when no mapping covers the address
  readonly address: Float64Array; // see Module.addressing; an Avma where module is -1
  readonly flags: Uint8Array; // CODE_* and codeOrigin
}

/** The rungs of the symbol ladder, best first. The index is what CodeNames.rung holds. */
export const RUNGS = [
  "dwarf",
  "split",
  "debugfile",
  "altfile",
  "minidebug",
  "gopclntab",
  "sw64symtab",
  "symtab",
  "dynsym",
  "plt",
  "kallsyms",
  "perfmap",
  "capture",
  "fde",
  "none",
] as const;
export type Rung = (typeof RUNGS)[number];

/**
 * The names of some code addresses: row i owns lines[start[i]] … lines[start[i + 1] - 1], innermost inline
 * first, and at least one line unless nothing is known.
 */
export interface CodeNames {
  readonly length: number;
  readonly strings: readonly string[];
  /** Per string: -> strings, the symbol that it is demangled from, -1 for none; absent where nothing was demangled. */
  readonly mangled?: Int32Array;
  readonly start: Int32Array; // length + 1, -> the three line columns
  readonly func: Int32Array; // -> strings
  readonly file: Int32Array; // -> strings, -1 when unknown
  readonly line: Int32Array; // 1-based, 0 when unknown
  readonly symbol: Int32Array; // -> strings: the ELF symbol that covers the address, -1 when unknown
  readonly rung: Uint8Array; // -> RUNGS
}

/** A function of one module. */
export interface FuncTable {
  readonly length: number;
  readonly name: Int32Array; // -> strings
  readonly file: Int32Array; // -> strings, -1 when unknown
  readonly module: Int32Array; // -> modules, -1 when unknown
  /** -> strings: the symbol that the name is demangled from, -1 for none; of several with one name the first. */
  readonly mangled?: Int32Array;
}

/** One row per distinct code address and inline depth. Those of one code stand together, innermost inlined call first. */
export interface FrameTable {
  readonly length: number;
  readonly func: Int32Array; // -> funcs
  readonly line: Int32Array; // 1-based, 0 when unknown
  readonly code: Int32Array; // -> codes
  readonly file?: Int32Array; // -> strings, -1 when unknown; absent where it is that of each frame's function
  readonly inlined: Uint8Array; // 1 when the compiler put this call inside its caller
}

/** Stacks with a row for every frame, also those that the compiler put into their callers. */
export interface ExpandedStacks {
  readonly stacks: StackTable; // frame -> frames
  /** Recorded stack -> stacks: its innermost frame, -1 where nothing is shown of it. */
  readonly leaf: Int32Array;
}

/**
 * A capture's stacks and the names of their codes. Stacks stay as they were recorded: a code stands for its frames, one
 * per inlined call (analysis/expandedStacks.ts writes them out where each has to have a row of its own).
 */
export interface NamedStacks {
  readonly strings: readonly string[];
  readonly modules: readonly Module[];
  readonly funcs: FuncTable;
  readonly frames: FrameTable;
  readonly frameStart: Int32Array; // per code, and one behind the last: where its frames begin
  readonly recorded: StackTable; // frame -> codes; the table of the capture
  /** What is shown of them, where frames have been taken out. Absent where every code stands for all of its frames. */
  readonly expanded?: ExpandedStacks;
  readonly codeSymbol: Int32Array; // per code -> strings: physical function as perf report counts it, -1 when unknown
  readonly codeRung: Uint8Array; // per code -> RUNGS
}

/** The names alone: what does not need the stacks. */
export type NamedCodes = Omit<NamedStacks, "recorded">;
