/**
 * Events of the format of Go 1.7 to 1.21 (runtime/trace.go), by number. Those that begin with a time have it as a
 * difference from the event before, of the same batch.
 */
export const EVENT_NAMES: readonly string[] = [
  ...["None", "Batch", "Frequency", "Stack", "Gomaxprocs", "ProcStart", "ProcStop", "GCStart", "GCDone", "STWStart"],
  ...["STWDone", "GCSweepStart", "GCSweepDone", "GoCreate", "GoStart", "GoEnd", "GoStop", "GoSched", "GoPreempt"],
  ...["GoSleep", "GoBlock", "GoUnblock", "GoBlockSend", "GoBlockRecv", "GoBlockSelect", "GoBlockSync", "GoBlockCond"],
  ...["GoBlockNet", "GoSysCall", "GoSysExit", "GoSysBlock", "GoWaiting", "GoInSyscall", "HeapAlloc", "HeapGoal"],
  ...["TimerGoroutine", "FutileWakeup", "String", "GoStartLocal", "GoUnblockLocal", "GoSysExitLocal", "GoStartLabel"],
  ...["GoBlockGC", "GCMarkAssistStart", "GCMarkAssistDone", "UserTaskCreate", "UserTaskEnd", "UserRegion", "UserLog"],
  "CPUSample",
];

export const V1 = { batch: 1, frequency: 2, stack: 3, timerGoroutine: 35, string: 37, userLog: 48 } as const;

/** Events without a time. */
export const UNTIMED: readonly number[] = [V1.batch, V1.frequency, V1.stack, V1.timerGoroutine, V1.string];

/** "go 1.N trace" of this format. N = 5 (Go 1.5 and 1.6) had other arguments. */
export const V1_VERSIONS: readonly number[] = [7, 8, 9, 10, 11, 19, 21];

/** What a goroutine waits for, by the event that blocks it, in the words of later versions; "" where it does not say. */
export const BLOCK_REASONS: readonly (readonly [event: string, reason: string])[] = [
  ["GoStop", "forever"],
  ["GoSleep", "sleep"],
  ["GoBlock", ""],
  ["GoBlockSend", "chan send"],
  ["GoBlockRecv", "chan receive"],
  ["GoBlockSelect", "select"],
  ["GoBlockSync", "sync"],
  ["GoBlockCond", "sync.(*Cond).Wait"],
  ["GoBlockNet", "network"],
  ["GoBlockGC", "GC mark assist wait for work"],
];

export function eventId(name: string): number {
  return EVENT_NAMES.indexOf(name);
}
