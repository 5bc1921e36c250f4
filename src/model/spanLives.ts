/** Lives of spans of Go's heap: a row per life, ordered by birth. Columns of equal length. */
export interface SpanLives {
  readonly length: number;
  readonly startNs: bigint; // clock of the capture (CLOCK_MONOTONIC for perf -k and traces since Go 1.22); times below count from it
  readonly endNs: number; // end of the recording
  readonly pageBytes: number; // of Go's heap: 8192
  readonly isRelative: boolean; // addresses count from an unknown base (dumps of a flight recorder)
  readonly address: Float64Array; // Avma
  readonly pages: Int32Array; // of pageBytes
  readonly spanclass: Int16Array; // size class << 1 | noscan, MANUAL_SPAN, UNKNOWN_SPAN
  readonly birthNs: Float64Array; // 0 for those that were there when the recording began
  readonly deathNs: Float64Array; // NaN while live
  readonly existed: Uint8Array; // 1: there when the recording began, as a trace's first snapshot says
  readonly thread: Int32Array; // OS thread id that opened it, -1 unknown
  readonly openedBy: Int32Array; // -> StackCapture.stacks: of the thread when it opened it, -1 none
}

/** In place of a spanclass: memory that the runtime manages itself, goroutine stacks and work buffers of the GC. */
export const MANUAL_SPAN = -2;
/** In place of a spanclass: nothing says it. */
export const UNKNOWN_SPAN = -1;

/** A page of Go's heap (runtime/sizeclasses.go, _PageSize): one or two of the system's. */
export const GO_PAGE_BYTES = 8192;
