import type { CodeNames, CodeTable, StackTable } from "../../src/model/stacks";
import { NamedCodes, type NamedFrame } from "./namedCodes";
import { StackInterner } from "./stackInterner";

/** The call chains of a format that is text, outermost call first: `begin`, one `call` or `inlined` per frame, `end`. */
export class NamedChain {
  readonly codes: NamedCodes;
  readonly #stacks = new StackInterner();
  readonly #inlined = new Map<number, number>(); // code * VARIANTS + variant -> codes
  readonly #maxStacks: number;
  #parent = -1;
  #code = -1;

  constructor(limits: { readonly depth: number; readonly lines: number; readonly stacks: number }) {
    this.codes = new NamedCodes(limits.depth, limits.lines);
    this.#maxStacks = limits.stacks;
  }

  /** How many distinct stacks there are. */
  get length(): number {
    return this.#stacks.length;
  }

  /** False when a chain of `depth` frames may be more stacks than there is room for. */
  begin(depth: number): boolean {
    this.#parent = -1;
    this.#code = -1;
    return this.#stacks.length + depth <= this.#maxStacks;
  }

  call(code: number): void {
    if (this.#code >= 0) this.#parent = this.#stacks.intern(this.#parent, this.#code);
    this.#code = code;
  }

  /**
   * A call inside of the one before it. `variant` (below 2^26) stands for the frame's text: equal ones are equal
   * calls. False when this code has not had it inlined before: `inlined` then has to say what it is.
   */
  inlinedAgain(variant: number): boolean {
    const code = this.#inlined.get(this.#code * VARIANTS + variant);
    if (code === undefined) return false;
    this.#code = code;
    return true;
  }

  /** The same for the first time. False when it has to be a call of its own: nothing is outside, or no room is left. */
  inlined(variant: number, frame: NamedFrame): boolean {
    if (this.#code < 0) return false;
    const code = this.codes.addInlined(this.#code, frame);
    if (code < 0) return false;
    this.#inlined.set(this.#code * VARIANTS + variant, code);
    this.#code = code;
    return true;
  }

  /** The stack's row, -1 for an empty one. */
  end(): number {
    return this.#code < 0 ? -1 : this.#stacks.intern(this.#parent, this.#code);
  }

  finish(): { codes: CodeTable; given: CodeNames; stacks: StackTable } {
    this.#inlined.clear();
    return { ...this.codes.finish(), stacks: this.#stacks.finish() };
  }
}

const VARIANTS = 2 ** 26;
