import type { CodeTable, StackTable } from "./stacks";

/** User stacks that were unwound from dumps, without what the kernel recorded above them. */
export interface UnwoundDumps {
  readonly codes: CodeTable;
  readonly stacks: StackTable;
  /** Per profile that has dumps, in their order. */
  readonly profiles: readonly UnwoundRows[];
}

/** Columns of the samples that were unwound. */
export interface UnwoundRows {
  readonly row: Int32Array; // -> samples of the profile
  readonly stack: Int32Array; // -> stacks; -1 where nothing was unwound
  /** Canonical frame address of the outermost frame that has one: where the root began to call. NaN for none. */
  readonly outerCfa: Float64Array;
  /** The stack pointer when the sample was taken: what has been followed lies from here up to outerCfa. NaN for none. */
  readonly innerSp: Float64Array;
  readonly stop: Uint8Array; // -> UNWIND_STOPS; NOT_UNWOUND where the sample has no registers that can be used
}

/** The part of a capture that unwinding changes. */
export interface RecordedStacks {
  readonly codes: CodeTable;
  readonly stacks: StackTable;
  /** Of every profile. `stop` is null where it has no dumps. */
  readonly profiles: readonly {
    readonly stack: Int32Array; // SampleTable.stack
    readonly outerCfa: Float64Array | null; // StackDumps.outerCfa
    readonly innerSp: Float64Array | null;
    readonly stop: Uint8Array | null; // StackDumps.stop, NOT_UNWOUND for what has not been
    readonly kernelChainOnly: boolean;
  }[];
}
