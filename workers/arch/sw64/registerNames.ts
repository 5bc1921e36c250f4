import type { RegisterName, RegisterRole } from "../../../src/model/registers";

type Row = readonly [name: string, role: RegisterRole];

function numbered(prefix: string, first: number, count: number, role: RegisterRole): Row[] {
  return Array.from({ length: count }, (_, i) => [`${prefix}${first + i}`, role]);
}

/** r0 … r31 by the SW64 calling convention. */
const INTEGER: readonly Row[] = [
  ["v0", "return-value"],
  ...numbered("t", 0, 8, "caller-saved"),
  ...numbered("s", 0, 6, "callee-saved"),
  ["fp", "frame-pointer"], // callee-saved: s6
  ...numbered("a", 0, 6, "argument"),
  ...numbered("t", 8, 4, "caller-saved"),
  ["ra", "return-address"],
  ["pv", "procedure-value"], // t12
  ["at", "assembler"],
  ["gp", "global-pointer"],
  ["sp", "stack-pointer"],
];

const PC: Row = ["pc", "program-counter"];

/** `enum perf_event_sw64_regs` since a413cd0db3: r0 … r28, gp, sp, and the pc in place of r31. */
const LAYOUT_32: readonly Row[] = [...INTEGER, PC];

/** The one before (931ff1e40a), in the order of pt_regs: 36 registers, sp none of them. */
const LAYOUT_36: readonly Row[] = [
  ...INTEGER.slice(0, 16),
  ...INTEGER.slice(19, 29),
  ["hae", "other"],
  ["trap_a0", "other"],
  ["trap_a1", "other"],
  ["trap_a2", "other"],
  ["ps", "other"],
  PC,
  ["gp", "global-pointer"],
  ...INTEGER.slice(16, 19),
];

const LAYOUT_32_MASK = 0xffff_ffffn;

/** By bit of sample_regs_user; the mask tells which of the two layouts it is. */
export function registerNames(mask: bigint): readonly RegisterName[] {
  const layout = mask > LAYOUT_32_MASK ? LAYOUT_36 : LAYOUT_32;
  return layout.map(([name, role]) => ({ name, role }));
}
