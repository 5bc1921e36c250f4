/**
 * The copies of user stacks that `perf record --call-graph dwarf` takes, as places in the file: they are most of its
 * bytes, and only unwinding reads them, a second time.
 */
export interface StackDumps {
  /** Per sample: where its SAMPLE record begins in its stream. */
  readonly offset: Float64Array;
  readonly stream: Int32Array; // per sample -> streams
  readonly streams: readonly RecordStream[];
  readonly space: Int32Array; // per sample -> spaces; -1 where nothing is known of the process
  readonly spaces: SpaceMappings;
  /** Order of the bytes of a dump. Numbers around it are swapped while reading. */
  readonly littleEndian: boolean;
  readonly attr: SampleAttr;
  /** The recorded call chain is the kernel's part only; otherwise it has user frames too, by frame pointers. */
  readonly kernelChainOnly: boolean;
  /** Taken by a return probe: where each stack begins is a return address, too. */
  readonly atReturn: boolean;
  /** Per sample -> UNWIND_STOPS, or NOT_UNWOUND; null until they have been unwound. */
  readonly stop: Uint8Array | null;
  /** Per sample: UnwoundRows.outerCfa, NaN for a sample that has not been unwound; null like `stop`. */
  readonly outerCfa: Float64Array | null;
  /** Per sample: UnwoundRows.innerSp, as outerCfa. */
  readonly innerSp: Float64Array | null;
}

/**
 * What was mapped where: row s of `first` is the first mapping of space s, the memory of one process while no address
 * in it changed its meaning. Mappings of a space ascend and are disjoint.
 */
export interface SpaceMappings {
  readonly first: Int32Array; // spaces + 1
  readonly start: Float64Array; // Avma
  readonly end: Float64Array; // exclusive
  readonly fileOffset: Float64Array;
  readonly module: Int32Array; // -> modules
}

/**
 * One sequence of records: those that lie in a file, or those that come out of the COMPRESSED records there (`perf
 * record -z`), where offsets count what has come out.
 */
export interface RecordStream {
  readonly file: number; // 0 for the file itself, then its siblings (`perf record --threads`: data.0, data.1 …)
  readonly start: number; // in that file, also of compressed ones
  readonly end: number; // exclusive
  readonly compressed: boolean;
}

/** Of a perf_event_attr what tells where things lie in its SAMPLE records. */
export interface SampleAttr {
  readonly sampleType: number;
  readonly readFormat: number;
  readonly branchSampleType: bigint;
  readonly sampleRegsUser: bigint; // mask of the registers, in ascending order of the bits
  readonly sampleRegsIntr: bigint;
}

/** Bytes of a record: perf_event_header.size has 16 bits. */
const MAX_RECORD_BYTES = 1 << 16;

/** The dump of one sample, and of its file only the record. */
export function oneDump(dumps: StackDumps, sample: number): StackDumps {
  const offset = dumps.offset[sample];
  const stream = dumps.stream[sample];
  // What comes out of COMPRESSED records has no place of its own: it is read from the start.
  const end = offset + MAX_RECORD_BYTES;
  const streams = dumps.streams.map((one, i) =>
    i === stream && !one.compressed ? { ...one, start: offset, end: Math.min(one.end, end) } : one,
  );
  return {
    ...dumps,
    offset: dumps.offset.slice(sample, sample + 1),
    stream: dumps.stream.slice(sample, sample + 1),
    space: dumps.space.slice(sample, sample + 1),
    streams,
    stop: null,
    outerCfa: null,
    innerSp: null,
  };
}
