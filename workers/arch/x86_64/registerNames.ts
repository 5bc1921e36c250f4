import type { RegisterName, RegisterRole } from "../../../src/model/registers";

/** `enum perf_event_x86_regs` by bit, with the roles of the System V calling convention (AMD64 supplement, figure 3.4). */
const ROWS: readonly (readonly [name: string, role: RegisterRole])[] = [
  ["rax", "return-value"],
  ["rbx", "callee-saved"],
  ["rcx", "argument"],
  ["rdx", "argument"],
  ["rsi", "argument"],
  ["rdi", "argument"],
  ["rbp", "frame-pointer"],
  ["rsp", "stack-pointer"],
  ["rip", "program-counter"],
  ["eflags", "other"],
  ["cs", "other"],
  ["ss", "other"],
  ["ds", "other"],
  ["es", "other"],
  ["fs", "other"],
  ["gs", "other"],
  ["r8", "argument"],
  ["r9", "argument"],
  ["r10", "caller-saved"],
  ["r11", "caller-saved"],
  ["r12", "callee-saved"],
  ["r13", "callee-saved"],
  ["r14", "callee-saved"],
  ["r15", "callee-saved"],
];

/** By bit of sample_regs_user. */
export function registerNames(): readonly RegisterName[] {
  return ROWS.map(([name, role]) => ({ name, role }));
}
