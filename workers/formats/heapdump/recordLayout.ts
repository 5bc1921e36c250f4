/**
 * The records of src/runtime/heapdump.go: a tag, then these parts. An int is a varint, bytes and strings are a varint of
 * their length and then as many bytes, fields are pairs (kind 1 = pointer, offset in the contents) and a 0, calls are a
 * count and then {function, file, line} as often.
 */
export type Part = "int" | "bytes" | "fields" | "calls";

export const TAG = {
  eof: 0,
  object: 1,
  otherRoot: 2,
  type: 3,
  goroutine: 4,
  stackFrame: 5,
  params: 6,
  finalizer: 7,
  itab: 8,
  osThread: 9,
  memStats: 10,
  queuedFinalizer: 11,
  data: 12,
  bss: 13,
  defer: 14,
  panic: 15,
  memProf: 16,
  allocSample: 17,
} as const;

const ints = (count: number): Part[] => new Array<Part>(count).fill("int");

/** By tag. */
export const RECORD_PARTS: readonly (readonly Part[])[] = [
  [],
  ["int", "bytes", "fields"], // address, contents, fields
  ["bytes", "int"], // description, pointer
  [...ints(2), "bytes", "int"], // address, size, name, whether an interface holds a pointer to it
  [...ints(8), "bytes", ...ints(4)], // g, sp, goid, gopc, status, isSystem, isBackground, waitsince, reason, ctxt, m, defer, panic
  [...ints(3), "bytes", ...ints(3), "bytes", "fields"], // sp, depth, child's sp, contents, entry, pc, continpc, name, fields
  [...ints(4), "bytes", "bytes", "int"], // bigEndian, ptrSize, arenaStart, arenaEnd, GOARCH, version, ncpu
  ints(5), // object, fn, fn.pc, fint, ot
  ints(2), // itab, type
  ints(3), // m, id, procid
  ints(24 + 256 + 1), // MemStats
  ints(5), // as finalizer
  ["int", "bytes", "fields"],
  ["int", "bytes", "fields"],
  ints(7), // d, g, sp, pc, fn, fn.pc, link
  ints(6), // p, g, type, data, 0, link
  [...ints(2), "calls", ...ints(2)], // bucket, object size, stack, allocs, frees
  ints(2), // object, bucket
];

/** The fields of runtime.MemStats in the record's order, up to PauseNs[256], which NumGC follows. */
export const MEM_STATS_FIELDS = [
  "Alloc",
  "TotalAlloc",
  "Sys",
  "Lookups",
  "Mallocs",
  "Frees",
  "HeapAlloc",
  "HeapSys",
  "HeapIdle",
  "HeapInuse",
  "HeapReleased",
  "HeapObjects",
  "StackInuse",
  "StackSys",
  "MSpanInuse",
  "MSpanSys",
  "MCacheInuse",
  "MCacheSys",
  "BuckHashSys",
  "GCSys",
  "OtherSys",
  "NextGC",
  "LastGC",
  "PauseTotalNs",
] as const;
export const PAUSES = 256;
