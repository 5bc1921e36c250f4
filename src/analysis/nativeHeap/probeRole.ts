import { ALLOCATORS, type Allocator, type AllocatorParameter } from "../../model/nativeHeap";
import type { ArgColumn, NumberArg } from "../../model/profile";

/** What a probe is, by the name and the arguments that whoever made it chose. */
export interface ProbeRole {
  readonly func: Allocator;
  readonly at: "entry" | "return";
  /** The arguments that were taken for the parameters, in their order, or for the result; null where one is missing. */
  readonly reads: readonly (NumberArg | null)[];
}

/** Null for an event that is no probe on a function of the family, or whose arguments are not known. */
export function probeRole(event: string, args: readonly ArgColumn[]): ProbeRole | null {
  const func = allocatorOf(event);
  if (func === null) return null;
  const isReturn = args.some(({ name }) => name === "__probe_ret_ip");
  if (!isReturn && !args.some(({ name }) => name === "__probe_ip")) return null;
  const own = ownArgs(args);
  if (!isReturn) return { func, at: "entry", reads: parametersIn(own, ALLOCATORS[func]) };
  return { func, at: "return", reads: [resultIn(own, func)] };
}

/**
 * `perf probe` calls an event GROUP:FUNCTION, with "__return" for a return probe and "_1", "_2" for further ones of the
 * same name. glibc's own names of a function are __libc_malloc and __GI___libc_malloc.
 */
export function allocatorOf(event: string): Allocator | null {
  if (SPAN_GROUP.test(event)) return null;
  const name = event
    .slice(event.indexOf(":") + 1)
    .replace(/_\d+$/, "")
    .replace(/_{1,2}(return|ret|exit)$/, "")
    .replace(/^(__GI_)?(__libc_|__)?/, "");
  if (name === "cfree") return "free";
  return Object.hasOwn(ALLOCATORS, name) ? (name as Allocator) : null;
}

/** "mspan:free" is of Go's heap. */
const SPAN_GROUP = /^[^:]*span[^:]*:/i;

/** Whether a probe's name says that it is of a return; used where no sample says it. */
export function isNamedReturn(event: string): boolean {
  return /_{1,2}(return|ret|exit)(_\d+)?$/.test(event);
}

/** The numbers that the probe was told to read. Fields of the sample follow a probe's own arguments. */
function ownArgs(args: readonly ArgColumn[]): NumberArg[] {
  return args.filter(
    (arg): arg is NumberArg =>
      (arg.kind === "number" || arg.kind === "address") &&
      !arg.name.startsWith("__probe") &&
      !SAMPLE_FIELD.test(arg.name),
  );
}

const SAMPLE_FIELD = /^(sample\..*|addr|phys_addr|weight|ins_lat|data_page_size|code_page_size|transaction)$/;

/** Names as people and glibc's debug information have them. */
const PARAMETER_NAMES: Readonly<Record<AllocatorParameter, RegExp>> = {
  size: /^(size|bytes|nbytes|sz|len|length|elem_?size|elsize|s)$/i,
  count: /^(n|nmemb|count|num|nelem|n_?elements)$/i,
  block: /^(ptr|mem|oldmem|optr|old|oldptr|block|address|p)$/i,
  place: /^(memptr|pptr|place|out)$/i,
  alignment: /^(align|alignment|boundary)$/i,
};

/** By name; by order where the names say nothing and there are as many as parameters. */
function parametersIn(own: readonly NumberArg[], parameters: readonly AllocatorParameter[]): (NumberArg | null)[] {
  const named = parameters.map((parameter) => own.find(({ name }) => PARAMETER_NAMES[parameter].test(name)) ?? null);
  const distinct = new Set(named).size === named.length;
  if (distinct && parameters.every((parameter, i) => named[i] !== null || !NEEDED.has(parameter))) return named;
  return parameters.map((_, i) => (own.length === parameters.length ? own[i] : null));
}

/** What a replay cannot do without. */
export const NEEDED: ReadonlySet<AllocatorParameter> = new Set(["size", "count", "block"]);

/** posix_memalign returns an error number; the block is what a probe reads where the first parameter points to, if any. */
function resultIn(own: readonly NumberArg[], func: Allocator): NumberArg | null {
  const [first = null] = own;
  if (func !== "posix_memalign") return first;
  return own.find(({ name }) => PARAMETER_NAMES.block.test(name) || PARAMETER_NAMES.place.test(name)) ?? first;
}
