import type { ArgColumn } from "./profile";

/**
 * The rows of a sampling harness: one stack each, as columns of equal length; null for a column that the file lacks,
 * NaN for a field that is empty.
 */
export interface HarnessRows {
  readonly length: number;
  /** Frames that a stack can have; NaN where no column says it. */
  readonly limit: number;
  readonly depth: Float64Array; // frames that were recorded
  readonly truncated: Uint8Array; // 1 where the stack goes on behind them
  readonly fullDepth: Float64Array | null;
  readonly medianOffset: Float64Array | null; // of a stack's frames: median of |pc − function entry|, bytes
  readonly call: Int32Array; // -> calls: rows of one call are recorded at once
  readonly calls: number;
  readonly sp: Float64Array | null; // addresses
  readonly stackLow: Float64Array | null;
  readonly stackHigh: Float64Array | null;
  readonly entryNs: Float64Array | null; // looking up the function entry of a frame
  readonly goid: Float64Array | null;
  readonly labels: readonly ArgColumn[]; // the other columns
}
