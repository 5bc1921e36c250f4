/**
 * Frames that a text dump leaves out, so that profiles and dumps have the others in common. `debug=1` has their addresses
 * but names none of them.
 */
export function isRuntimeFrame(func: string): boolean {
  return func === UNNAMED || func.startsWith("runtime.") || func.startsWith("internal/runtime/") || func === "panic";
}

/** What code in no module and without a name is called. */
const UNNAMED = "[unknown]";

/**
 * What a parked goroutine waits for, in the runtime's words (waitReasonStrings), concluded from the function that parked
 * it: profiles do not say it. Text dumps of Go before 1.20 say "semacquire" for everything of package sync. Null when
 * the goroutine is not parked, or by a function that is not known.
 */
export function concludedReason(funcs: readonly string[]): string | null {
  const near = funcs.slice(0, NEAR);
  if (!near.some((func) => PARKS.has(func))) return null;
  for (const func of near) if (REASONS.has(func)) return REASONS.get(func) ?? null;
  return null;
}

/** From the leaf on: gopark, what asked for it, and the function of another package that is linked to that. */
const NEAR = 8;

const PARKS: ReadonlySet<string> = new Set(["runtime.gopark", "runtime.goparkunlock"]);

const REASONS: ReadonlyMap<string, string> = new Map([
  ["runtime.chanrecv", "chan receive"],
  ["runtime.chansend", "chan send"],
  ["runtime.selectgo", "select"],
  ["runtime.block", "select (no cases)"],
  ["runtime.netpollblock", "IO wait"],
  ["time.Sleep", "sleep"],
  ["sync.runtime_notifyListWait", "sync.Cond.Wait"],
  ["sync.runtime_SemacquireMutex", "sync.Mutex.Lock"],
  ["internal/sync.runtime_SemacquireMutex", "sync.Mutex.Lock"],
  ["sync.runtime_SemacquireRWMutexR", "sync.RWMutex.RLock"],
  ["sync.runtime_SemacquireRWMutex", "sync.RWMutex.Lock"],
  ["sync.runtime_SemacquireWaitGroup", "sync.WaitGroup.Wait"],
  ["sync.runtime_Semacquire", "semacquire"],
]);
