/**
 * Every limit that keeps a damaged or hostile file from taking unbounded memory or time, in one place. What a
 * limit leaves out is said in a Loss or a DecodeError that names it.
 */

/** perf.data: bytes read at a time. Slices this long read fastest from a File (docs/formats.md). */
export const READ_CHUNK_BYTES = 8 << 20;

/**
 * What comes out of one archive or compressed file: files, bytes, and bytes per byte that went in (a zstd bomb makes
 * any number of one; perf.data makes 15 to 90, DEFLATE at most 1,032). The ratio counts from UNPACK_FREE_BYTES on.
 */
export const UNPACK_MAX_FILES = 10_000;
export const UNPACK_MAX_BYTES = 4 * 1024 ** 3; // of all archives of one drop
export const UNPACK_MAX_RATIO = 2000;
export const UNPACK_FREE_BYTES = 64 << 20;
export const UNPACK_MAX_DEPTH = 1; // an archive inside an archive, and none inside that

/** Compressed bytes that are read and unpacked at a time. */
export const UNPACK_PIECE_BYTES = 1 << 20;

/** Unpacked bytes that are held in memory before the browser takes them into a Blob. */
export const UNPACK_HELD_BYTES = 8 << 20;

/** xz, which is unpacked in memory: the file, and what comes out of it. */
export const XZ_MAX_PACKED_BYTES = 128 << 20;
export const XZ_MAX_BYTES = 512 << 20;

/** pprof: size after decompression. */
export const PPROF_MAX_BYTES = 200 * 1024 * 1024;

/** Lists of addresses: what is read of one. */
export const ADDRESS_LIST_MAX_BYTES = 16 << 20;

/** Escape messages of the Go compiler that are kept, and lines of the flow of one. */
export const ESCAPE_MAX_MESSAGES = 200_000;
export const ESCAPE_MAX_FLOW_LINES = 64;

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

/** perf.data TRACING_DATA: the whole section; the text of one event's format; fields of one event that become columns. */
export const TRACING_MAX_BYTES = 64 << 20;
export const TRACING_MAX_FORMAT_BYTES = 1 << 18;
export const TRACING_MAX_FIELDS = 64;

/** Tracepoint arguments that are text: bytes of one, distinct ones of an argument, and bytes of these together. */
export const TRACING_MAX_TEXT_BYTES = 4096;
export const TRACING_MAX_TEXTS = 1 << 20;
export const TRACING_MAX_ALL_TEXT_BYTES = 1 << 26;

/** Text formats: one line. A folded stack of MAX_CHAIN frames with long names is a few hundred KiB. */
export const LINE_MAX_BYTES = 1 << 20;

/** Text formats: distinct frames and how many bytes they have together; lines of inlined calls that name them. */
export const TEXT_MAX_FRAMES = 1 << 22;
export const TEXT_MAX_FRAME_BYTES = 1 << 29;
export const TEXT_MAX_LINES = 1 << 24;

/** Go execution traces: batches of one generation, bytes of its tables (strings, stacks, types), and threads. */
export const TRACE_MAX_BATCHES = 1 << 22;
export const TRACE_MAX_TABLE_BYTES = 256 << 20;
export const TRACE_MAX_ENTRIES = 1 << 21; // of one table
export const TRACE_MAX_THREADS = 10_000; // as many as Go's runtime allows

/** Distinct frames and stacks of a trace; its wait reasons, and types of objects. */
export const TRACE_MAX_FRAMES = 1 << 20;
export const TRACE_MAX_STACKS = 1 << 24;
export const TRACE_MAX_TEXTS = 1 << 20;

/** Goroutines at a time; kinds of them, and rows of how many there are of each at each moment. */
export const TRACE_MAX_GOROUTINES = 1 << 22;
export const TRACE_MAX_COUNTS = 1 << 20;

/** Rows of HeapAlloc and HeapGoal that are kept of a trace; lives of spans; and spans, objects, stacks at a time. */
export const TRACE_MAX_HEAP_ROWS = 1 << 18;
export const TRACE_MAX_LIFE_ROWS = 1 << 24;
export const TRACE_MAX_LIVE = 1 << 24;

/** CPU samples and collections of a trace. */
export const TRACE_MAX_CPU_SAMPLES = 1 << 24;
export const TRACE_MAX_GCS = 1 << 22;

/** Lines of a gctrace log that are read: a collection each millisecond for two hours. */
export const GCTRACE_MAX_LINES = 1 << 23;

/** Pages of a dump of page tables: 128 GiB of 8 KiB. */
export const PAGEMAP_MAX_PAGES = 1 << 24;

/** Texts of NUMA memory: figures of one node in one dump. Eight nodes, every second, for two days. */
export const NODE_MEMORY_MAX_ROWS = 1 << 21;

/** Rows of a sampling harness: 100,000 calls of GoroutineProfile with 80 goroutines. */
export const HARNESS_MAX_ROWS = 1 << 23;

/** perf.data: distinct values of a sample field that is text (DATA_SRC, CGROUP). */
export const SAMPLE_FIELD_MAX_TEXTS = 1 << 16;

/** perf.data: samples that wait for the user's part of their chain, and such parts. */
export const DEFERRED_MAX = 1 << 20;

/** perf.data: names of code that it brings itself, by KSYMBOL records or for one file; files that it has names for. */
export const CAPTURE_SYMBOLS_MAX = 1 << 20;
export const SIMPLEPERF_MAX_FILES = 1 << 16;

/** Go heap dump: objects, pointers that are not nil, distinct names and their bytes, samples and their stacks' frames. */
export const HEAPDUMP_MAX_OBJECTS = 1 << 26;
export const HEAPDUMP_MAX_POINTERS = 1 << 27;
export const HEAPDUMP_MAX_ROWS = 1 << 24;
export const HEAPDUMP_MAX_NAME_BYTES = 1 << 28;

/** Go heap dump: one record. Longer objects and segments are read piece by piece. */
export const HEAPDUMP_MAX_RECORD_BYTES = 8 << 20;

/** Saved sessions: what is inside of one, its text, its columns, and how deep values are in one another. */
export const SESSION_MAX_BYTES = 1 << 30;
export const SESSION_MAX_TEXT_BYTES = 256 << 20;
export const SESSION_MAX_COLUMNS = 1 << 20;
export const SESSION_MAX_DEPTH = 64;
