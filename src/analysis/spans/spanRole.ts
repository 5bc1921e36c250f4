import type { ArgColumn, NumberArg, TableArg } from "../../model/profile";
import { SPAN_ROLES, type SpanParameter, type SpanRole } from "../../model/spans";

/** The arguments of an event that a role reads, in the order of SPAN_ROLES[role]; null where one is missing. */
export type SpanReads = readonly (NumericArg | null)[];

type NumericArg = NumberArg | TableArg;

/**
 * What an event is by its name, and by its arguments where names do not tell. Whoever sets a probe names it:
 * "mspan:init", "probe_leakd:initSpan", "uprobes:runtime_mheap_freeSpanLocked" are read without what is no letter.
 */
export function spanRole(event: string, args: readonly ArgColumn[]): SpanRole | null {
  const role = roleOfName(event);
  if (role !== "alloc") return role;
  // (*mheap).alloc and allocSpan do not know yet where the span will lie.
  return args.some(({ name }) => PARAMETER_NAMES.base.test(name)) ? "init" : "alloc";
}

export function roleOfName(event: string): SpanRole | null {
  const name = event.toLowerCase().replace(/(_\d+|[^a-z:])/g, "");
  return NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** First match. The group of an event, before its colon, only counts where a pattern asks for it. */
const NAMES: readonly (readonly [RegExp, SpanRole])[] = [
  [/^kmem:mmpagealloc$/, "frame-alloc"],
  [/^kmem:mmpagefree(batched)?$/, "frame-free"],
  [/^(syscalls:sysentermadvise|.*:domadvise)$/, "madvise"],
  [/^exceptions:pagefaultuser$/, "fault"],
  [/^(minorfaults|pagefaults|faults|majorfaults)(:[a-z]*)?$/, "fault"],
  [/(initspan|setspans?|span:?init|spanbirth)$/, "init"],
  [/(mheap:?alloc|allocspan|span:?alloc)$/, "alloc"],
  [/(freespan(locked)?|span:?free|spandeath)$/, "free"],
  [/(sysunused(os)?|span:?unused)$/, "unused"],
  [/(gcmarktermination|span:?gc|gccycle|gcdone)$/, "gc"],
];

/** By name; by order where the names say nothing and there are as many as parameters that a replay needs. */
export function spanReads(role: SpanRole, args: readonly ArgColumn[]): SpanReads {
  const parameters: readonly SpanParameter[] = SPAN_ROLES[role];
  const numeric = args.filter((arg): arg is NumericArg => arg.kind !== "string" && !arg.name.startsWith("__probe"));
  const own = numeric.filter(({ name }) => !SAMPLE_FIELD.test(name));
  const named = parameters.map(
    (parameter) => find(own, parameter) ?? (OF_SAMPLES.has(role) ? find(numeric, parameter) : null),
  );
  if (isReadable(role, named)) return named;
  const needed = parameters.filter((parameter) => NEEDED[role]?.includes(parameter));
  if (own.length !== needed.length) return named;
  return parameters.map((parameter) => own[needed.indexOf(parameter)] ?? null);
}

function find(args: readonly NumericArg[], parameter: SpanParameter): NumericArg | null {
  return args.find(({ name }) => PARAMETER_NAMES[parameter].test(name)) ?? null;
}

/** Fields of a sample follow an event's own arguments; one of the same name is called "sample.NAME" there. */
const SAMPLE_FIELD = /^(sample\..*|phys_addr|weight|ins_lat|data_page_size|code_page_size|transaction)$/;
/** Roles that read fields of the sample. */
const OF_SAMPLES: ReadonlySet<SpanRole> = new Set<SpanRole>(["fault"]);

/** Names as Go's and the kernel's sources and people have them. */
const PARAMETER_NAMES: Readonly<Record<SpanParameter, RegExp>> = {
  base: /^(base|start(_?addr)?|addr(ess)?|p|v)$/i,
  pages: /^n?_?pages?$/i,
  bytes: /^(len(_in|gth)?|n?bytes|size|n)$/i,
  spanclass: /^(span_?class|spc|class|sc)$/i,
  type: /^(typ|type|alloc_?type)$/i,
  span: /^(s|m?span)$/i,
  address: /^(addr(ess)?|sample\.addr)$/i,
  physical: /^(sample\.)?phys_addr$/i,
  frame: /^pfn$/i,
  order: /^order$/i,
  migratetype: /^migratetype$/i,
  advice: /^(behaviou?r|advice)$/i,
};

/** What a replay cannot do without; of `free` one of the two will do. */
const NEEDED: Readonly<Partial<Record<SpanRole, readonly SpanParameter[]>>> = {
  init: ["base", "pages"],
  alloc: ["pages"],
  free: ["base"],
  unused: ["base", "bytes"],
  fault: ["address"],
  "frame-alloc": ["frame"],
  "frame-free": ["frame"],
  madvise: ["base", "bytes", "advice"],
};

export function isReadable(role: SpanRole, reads: SpanReads): boolean {
  const has = (parameter: SpanParameter): boolean =>
    reads[(SPAN_ROLES[role] as readonly SpanParameter[]).indexOf(parameter)] != null;
  return (NEEDED[role] ?? []).every(has) || (role === "free" && has("span"));
}
