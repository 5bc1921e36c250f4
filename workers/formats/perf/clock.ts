import type { Cursor } from "../../io/cursor";

/** CLOCK_DATA: one moment on the wall's clock and on the clock of the samples, which `perf record -k` chose. */
export interface ClockData {
  readonly clockId: number; // CLOCK_* of clock_gettime
  readonly wallNs: bigint; // since the epoch
  readonly clockNs: bigint;
}

/** `u32 version, u32 clockid, u64 wall_clock_ns, u64 clockid_time_ns`. */
export function readClockData(cursor: Cursor): ClockData {
  cursor.u32(); // version
  return { clockId: cursor.u32(), wallNs: cursor.u64(), clockNs: cursor.u64() };
}

/** When something happened, as "2026-01-31T12:00:00.000Z"; null where that is no date. */
export function wallTime({ wallNs, clockNs }: ClockData, timeNs: bigint): string | null {
  const milliseconds = Number((wallNs + timeNs - clockNs) / 1_000_000n);
  return milliseconds > 0 && milliseconds < LAST_YEAR_9999_MS ? new Date(milliseconds).toISOString() : null;
}

const LAST_YEAR_9999_MS = Date.UTC(10_000, 0) - 1;

const CLOCK_NAMES: readonly string[] = ["realtime", "monotonic", "process-cputime", "thread-cputime", "monotonic-raw"];
const MORE_CLOCK_NAMES: ReadonlyMap<number, string> = new Map([
  [7, "boottime"],
  [11, "tai"],
]);

/** The clock of samples by its number, as `perf record -k` takes it; "perf" (sched_clock) where none was chosen. */
export function clockName(clockId: number | null): string {
  if (clockId === null) return "perf";
  return CLOCK_NAMES[clockId] ?? MORE_CLOCK_NAMES.get(clockId) ?? String(clockId);
}
