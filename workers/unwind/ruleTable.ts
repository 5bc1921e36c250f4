import type { FrameRule } from "../arch/arch";
import type { SlowRule } from "./slowRule";

/** What to do at an address. The values are what RuleTable.kind holds. */
export const STEP = {
  RULE: 0, // CFA = register + offset, everything else lies at offsets from it
  SLOW: 1, // DWARF expressions, or registers that hold each other's values
  ROOT: 2, // there is no caller
  SWITCH: 3, // the caller is on another stack; the rule is that of before, if there is one
  NONE: 4, // nothing describes the code
  ENTRY: 5, // as ROOT, and the address is no return address: the entry of a function, put there to end a stack
} as const;

/** In place of an offset. */
export const IN_LINK_REGISTER = 0x7fff_ffff;
export const NOT_SAVED = 0x7fff_fffe; // the register's value is lost

/** The distinct rules of all modules, in columns. */
export class RuleTable {
  length = 0;
  kind = new Uint8Array(INITIAL); // STEP
  origin = new Uint8Array(INITIAL); // -> FRAME_ORIGINS, of the frame that the rule leads to
  cfaRegister = new Uint8Array(INITIAL);
  cfaOffset = new Int32Array(INITIAL);
  returnAddress = new Int32Array(INITIAL); // offset from the CFA, or IN_LINK_REGISTER
  savedStart = new Int32Array(INITIAL + 1); // -> the two columns of saved registers; the end is the next rule's start
  spIsCfa = new Uint8Array(INITIAL);
  keepsCalleeSaved = new Uint8Array(INITIAL); // else the frame pointer only
  isSignalFrame = new Uint8Array(INITIAL);
  readonly slow = new Map<number, SlowRule>(); // of the rules that are SLOW
  savedRegister = new Uint8Array(INITIAL);
  savedOffset = new Int32Array(INITIAL); // from the CFA, or NOT_SAVED
  readonly #known = new Map<string, number>();

  /** The row of a rule that is the same wherever it is met. */
  plain(kind: number): number {
    return this.#known.get(String(kind)) ?? this.#keep(String(kind), this.#append(kind, 0, null, false));
  }

  rule(rule: FrameRule, origin: number, isSignalFrame = false, kind: number = STEP.RULE): number {
    const { cfaRegister, cfaOffset, returnAddress, saved, spIsCfa, keeps } = rule;
    const key = `${cfaRegister}|${cfaOffset}|${returnAddress}|${saved.join()}|${spIsCfa}|${keeps}|${origin}|${isSignalFrame}|${kind}`;
    return this.#known.get(key) ?? this.#keep(key, this.#append(kind, origin, rule, isSignalFrame));
  }

  slowRule(slow: SlowRule, origin: number): number {
    const row = this.#append(STEP.SLOW, origin, null, slow.isSignalFrame);
    this.slow.set(row, slow);
    return row;
  }

  #keep(key: string, row: number): number {
    this.#known.set(key, row);
    return row;
  }

  #append(kind: number, origin: number, rule: FrameRule | null, isSignalFrame: boolean): number {
    if (this.length === this.kind.length) this.#grow();
    const row = this.length++;
    this.kind[row] = kind;
    this.origin[row] = origin;
    this.cfaRegister[row] = rule?.cfaRegister ?? 0;
    this.cfaOffset[row] = rule?.cfaOffset ?? 0;
    this.returnAddress[row] = rule?.returnAddress ?? IN_LINK_REGISTER;
    this.spIsCfa[row] = Number(rule?.spIsCfa ?? true);
    this.keepsCalleeSaved[row] = Number(rule?.keeps !== "frame-pointer");
    this.isSignalFrame[row] = Number(isSignalFrame);
    let at = this.savedStart[row] as number;
    for (const [register, offset] of rule?.saved ?? []) {
      if (at === this.savedRegister.length) {
        this.savedRegister = grown(this.savedRegister, new Uint8Array(2 * at));
        this.savedOffset = grown(this.savedOffset, new Int32Array(2 * at));
      }
      this.savedRegister[at] = register;
      this.savedOffset[at++] = offset;
    }
    this.savedStart[row + 1] = at;
    return row;
  }

  #grow(): void {
    const size = 2 * this.kind.length;
    this.kind = grown(this.kind, new Uint8Array(size));
    this.origin = grown(this.origin, new Uint8Array(size));
    this.cfaRegister = grown(this.cfaRegister, new Uint8Array(size));
    this.cfaOffset = grown(this.cfaOffset, new Int32Array(size));
    this.returnAddress = grown(this.returnAddress, new Int32Array(size));
    this.savedStart = grown(this.savedStart, new Int32Array(size + 1));
    this.spIsCfa = grown(this.spIsCfa, new Uint8Array(size));
    this.keepsCalleeSaved = grown(this.keepsCalleeSaved, new Uint8Array(size));
    this.isSignalFrame = grown(this.isSignalFrame, new Uint8Array(size));
  }
}

const INITIAL = 256;

function grown<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
