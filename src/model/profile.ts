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
}
