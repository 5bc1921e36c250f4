/**
 * Every limit that keeps a damaged or hostile file from taking unbounded memory or time, in one place. What a
 * limit leaves out is said in a Loss or a DecodeError that names it.
 */

/** perf.data: bytes read at a time. Slices this long read fastest from a File (docs/formats.md). */
export const READ_CHUNK_BYTES = 8 << 20;

/** pprof: size after decompression. */
export const PPROF_MAX_BYTES = 200 * 1024 * 1024;

/** Bytes of an object file held for random access, by pages of PAGE_BYTES. */
export const PAGE_BYTES = 1 << 20;
export const PAGE_CACHE_PAGES = 64;

/** Frames in one call chain; sysctl kernel.perf_event_max_stack can be raised, but not beyond a record's 64 KiB. */
export const MAX_CHAIN = 8192;

/** Inlined calls at one address. */
export const MAX_INLINE_DEPTH = 256;

/** pprof: messages of one kind (samples, locations, functions, strings …), and inlined lines. */
export const PPROF_MAX_ROWS = 10_000_000;

/** pprof: mappings (Linux allows a process 65,530), sample types, and values of all samples together. */
export const PPROF_MAX_MAPPINGS = 1 << 16;
export const PPROF_MAX_SAMPLE_TYPES = 64;
export const PPROF_MAX_VALUES = 40_000_000;

/** Distinct stacks of one profile (rows of a StackTable). */
export const MAX_STACKS = 1 << 25;

/** Text formats: one line. A folded stack of MAX_CHAIN frames with long names is a few hundred KiB. */
export const LINE_MAX_BYTES = 1 << 20;

/** Text formats: distinct frames and how many bytes they have together; lines of inlined calls that name them. */
export const TEXT_MAX_FRAMES = 1 << 22;
export const TEXT_MAX_FRAME_BYTES = 1 << 29;
export const TEXT_MAX_LINES = 1 << 24;
