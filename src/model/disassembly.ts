/** How an instruction passes control on. The index is what Instructions.flow holds. */
export const FLOWS = ["next", "branch", "jump", "call", "return"] as const;
export type Flow = (typeof FLOWS)[number];

/** Machine instructions one behind the other, as the file has them. A row each. */
export interface Instructions {
  readonly length: number;
  readonly address: Float64Array; // Svma
  readonly bytes: Uint8Array; // of all of them, the first at address[0]
  readonly size: Uint8Array; // bytes of each
  readonly text: readonly string[]; // "mnemonic<TAB>operands", as `objdump -d` prints it
  readonly flow: Uint8Array; // -> FLOWS
  /** Svma that it branches to or calls, NaN when it does not or the register is not known. */
  readonly target: Float64Array;
  /** Svma of the code or data whose address it makes, loads or uses, NaN when there is none or it is not known. */
  readonly refers: Float64Array;
}
