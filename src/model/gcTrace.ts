/** What GODEBUG=gctrace=1 and scavtrace=1 print, as columns. */
export interface GcTrace {
  /** A row per collection. Sizes are in MiB, rounded down by Go. */
  readonly cycles: {
    readonly length: number;
    readonly gc: Int32Array; // number of the collection in its process
    readonly atS: Float64Array; // since the process started
    readonly cpuPercent: Float64Array; // of the program's time so far
    readonly startMib: Float64Array; // heap when it began
    readonly endMib: Float64Array; // and ended
    readonly liveMib: Float64Array; // what it found reachable
    readonly goalMib: Float64Array;
    readonly stacksMib: Float64Array; // NaN before Go 1.19, as globalsMib
    readonly globalsMib: Float64Array;
    readonly forced: Uint8Array; // 1: runtime.GC, or none for two minutes
  };
  /** A row per line of the scavenger; without times. Sizes in KiB. */
  readonly scavenges: {
    readonly length: number;
    readonly backgroundKib: Float64Array; // given back since the line before; before Go 1.21 all of it is here
    readonly eagerKib: Float64Array; // by allocation at the memory limit; NaN before Go 1.21
    readonly retainedKib: Float64Array; // heap memory that the process keeps
    readonly utilPercent: Float64Array; // of that in use
    readonly cyclesBefore: Int32Array; // rows of `cycles` printed before it
  };
  /** Rows of `cycles` that begin another process: the number of the collection has fallen. */
  readonly restarts: readonly number[];
}
