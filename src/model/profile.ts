import type { StackDumps } from "./stackDumps";

/** What a weight counts. Units as the formats spell them. */
export type WeightUnit = "nanoseconds" | "bytes" | "count" | (string & {});

/** The samples of one event. Columns of equal length; those that the format lacks are null. */
export interface SampleTable {
  readonly length: number;
  readonly stack: Int32Array; // -> StackCapture.stacks, -1 for an empty stack
  readonly weight: Float64Array; // in Profile.unit
  readonly time: Float64Array | null; // nanoseconds since Profile.startNs
  readonly thread: Int32Array | null; // -> PerfFacts.threads
  readonly cpu: Int16Array | null; // -1 when unknown
}

/** What one event of a perf.data file, or one sample type of a pprof profile, has measured. */
export interface Profile {
  readonly event: string; // "cpu-clock", "inuse_space"
  readonly unit: WeightUnit;
  readonly startNs: bigint; // clock of the capture, 0 where samples have no time
  readonly samples: SampleTable;
  /** Arguments of a tracepoint in the order of its format, fields of samples, labels of a pprof profile. */
  readonly args: readonly ArgColumn[];
  /** Where the copies of the stacks lie that are to be unwound; null for none. */
  readonly dumps: StackDumps | null;
  /** Made of what other profiles and records say: its stacks are counted there. */
  readonly isDerived?: true;
}

/** One argument of a tracepoint or probe: a row per sample, like the columns of SampleTable. */
export type ArgColumn = NumberArg | TableArg | TextArg;

/** 64-bit ones as signed doubles; NaN in a sample that lacks it. Addresses, masks and page frames are read in hex. */
export interface NumberArg {
  readonly name: string;
  readonly kind: "number" | "address";
  readonly values: Float64Array;
  /** Of a label of a pprof sample: its unit, "" for none. A label tells samples apart: nothing is weighed by it. */
  readonly labelUnit?: string;
}

/** Numbers that have names. */
export interface TableArg {
  readonly name: string;
  readonly kind: "flags" | "symbol";
  readonly values: Float64Array; // as in NumberArg
  readonly table: ValueTable;
}

/** Strings, and arrays as "{1,2,3}". */
export interface TextArg {
  readonly name: string;
  readonly kind: "string";
  readonly values: Int32Array; // -> strings, -1 in a sample that lacks it
  readonly strings: readonly string[];
}

/** Names of an argument's values: "flags" are or-ed together, a "symbol" is one of them. */
export interface ValueTable {
  readonly delimiter: string; // between flags
  readonly mask: number; // bits of the value that the names are of, -1 for all
  readonly zero: string | null; // what 0 is called, where the event says it
  readonly values: readonly (readonly [value: number, name: string])[]; // flags: longer ones first
}
