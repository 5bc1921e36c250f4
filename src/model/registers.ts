/** What a register is for, by the calling convention of its processor. */
export const REGISTER_ROLES = [
  "return-value",
  "argument",
  "caller-saved",
  "callee-saved",
  "frame-pointer",
  "stack-pointer",
  "return-address",
  "procedure-value",
  "assembler",
  "global-pointer",
  "program-counter",
  "other",
] as const;
export type RegisterRole = (typeof REGISTER_ROLES)[number];

/** A register as its assembler calls it. */
export interface RegisterName {
  readonly name: string;
  readonly role: RegisterRole;
}

/** The registers of one sample (PERF_SAMPLE_REGS_USER), in the order of the mask's bits. */
export interface SampleRegisters {
  readonly registers: readonly RegisterName[];
  readonly values: BigUint64Array;
}
