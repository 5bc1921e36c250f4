/** How a register, or the CFA, is found. The values are what CfiState.kind holds. */
export const RULE = {
  UNSPECIFIED: 0, // no instruction: the ABI says whether the register is kept
  UNDEFINED: 1,
  SAME_VALUE: 2,
  OFFSET: 3, // saved at CFA + value
  VAL_OFFSET: 4, // is CFA + value
  REGISTER: 5, // is in register `value`
  EXPRESSION: 6, // saved where the expression at `value` says
  VAL_EXPRESSION: 7, // is what the expression at `value` says
} as const;

/** Registers beyond are vectors and counters: nothing a caller's frame is found with. */
export const CFI_REGISTERS = 96;

const CFA_EXPRESSION = -1;
const CFA_NONE = -2;

/**
 * One row of the table that CFI stands for: the rules that hold at an address. Expressions are given by the offset of
 * their first byte in the section and their length.
 */
export class CfiState {
  cfaRegister = CFA_NONE;
  /** With cfaRegister; a CIE that only ever names the register means 0 (gcc for Alpha and SW64). */
  cfaOffset = 0;
  cfaLength = 0; // of the expression at cfaOffset
  readonly kind = new Uint8Array(CFI_REGISTERS);
  readonly value = new Float64Array(CFI_REGISTERS);
  readonly length = new Int32Array(CFI_REGISTERS); // of an expression

  get hasCfa(): boolean {
    return this.cfaRegister !== CFA_NONE;
  }

  get isCfaExpression(): boolean {
    return this.cfaRegister === CFA_EXPRESSION;
  }

  setCfa(register: number, offset: number): void {
    this.cfaRegister = register;
    this.cfaOffset = offset;
  }

  setCfaExpression(offset: number, length: number): void {
    this.cfaRegister = CFA_EXPRESSION;
    this.cfaOffset = offset;
    this.cfaLength = length;
  }

  set(register: number, kind: number, value: number, length = 0): void {
    if (!(register < CFI_REGISTERS)) return;
    this.kind[register] = kind;
    this.value[register] = value;
    this.length[register] = length;
  }

  /** As it was made. */
  reset(): void {
    this.setCfa(CFA_NONE, 0);
    this.cfaLength = 0;
    this.kind.fill(RULE.UNSPECIFIED);
    this.value.fill(0);
    this.length.fill(0);
  }

  copyFrom(other: CfiState): void {
    this.cfaRegister = other.cfaRegister;
    this.cfaOffset = other.cfaOffset;
    this.cfaLength = other.cfaLength;
    this.kind.set(other.kind);
    this.value.set(other.value);
    this.length.set(other.length);
  }

  clone(): CfiState {
    const copy = new CfiState();
    copy.copyFrom(this);
    return copy;
  }
}
