// Writes a deterministic Go execution trace (wire version 26) with events of the AllocFree experiment:
//   node e2e/bench/makeTrace.mjs FILE [EVENTS] [THREADS]
// The defaults give 10,000,000 of them. It is a small allocator at work: threads fill spans of their own, one in twelve
// objects survives a collection, empty spans are freed, every generation is a second with a collection at its end.
import { closeSync, openSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";

const MIN_HEAP_ADDR = 0xc000000000;
const PAGE = 8192;
const BATCH_BYTES = 60_000;
const NO_THREAD = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]; // 2^64 − 1
const EVENT = {
  heapAlloc: 37,
  heapGoal: 38,
  gcBegin: 29,
  gcEnd: 30,
  spanAlloc: 129,
  spanFree: 130,
  alloc: 132,
  free: 133,
};
/** Size classes with their objects' bytes, by how often they are asked for. */
const CLASSES = [
  [2, 16],
  [5, 48],
  [5, 48],
  [6, 64],
  [10, 128],
  [26, 512],
];
const EVENTS_PER_GENERATION = 400_000;
const SURVIVORS = 12;
const TYPES = 200;

/** Numbers below `limit`, the same in every run. @param {number} seed */
function randomNumbers(seed) {
  let state = seed;
  return (/** @type {number} */ limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * limit);
  };
}

/** Bytes that grow to one batch. */
class Batch {
  bytes = Buffer.alloc(BATCH_BYTES + 4096);
  length = 0;
  /** @param {number} value */
  varint(value) {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 128)) this.bytes[this.length++] = (rest % 128) | 0x80;
    this.bytes[this.length++] = rest;
  }
  /** @param {readonly number[]} values */
  raw(values) {
    for (const value of values) this.bytes[this.length++] = value;
  }
  /** @param {string} text */
  text(text) {
    this.varint(text.length);
    this.length += this.bytes.write(text, this.length, "latin1");
  }
}

/** The file, batch by batch. */
class TraceFile {
  gen = 1;
  head = new Batch();
  /** @param {string} path */
  constructor(path) {
    this.file = openSync(path, "w");
    writeSync(this.file, Buffer.from("go 1.26 trace\0\0\0", "latin1"));
  }
  /**
   * @param {number | null} thread null for none
   * @param {number} ts
   * @param {Batch} batch
   * @param {number} [experiment]
   */
  write(thread, ts, batch, experiment = 0) {
    const { head } = this;
    head.length = 0;
    head.raw(experiment > 0 ? [49, experiment] : [1]);
    head.varint(this.gen);
    if (thread === null) head.raw(NO_THREAD);
    else head.varint(thread);
    head.varint(ts);
    head.varint(batch.length);
    writeSync(this.file, head.bytes, 0, head.length);
    writeSync(this.file, batch.bytes, 0, batch.length);
    batch.length = 0;
  }
  endGeneration() {
    writeSync(this.file, Buffer.of(52));
    this.gen++;
  }
}

/** A thread with its batch and, for each class, the span that it fills. */
class Thread {
  batch = new Batch();
  startTs = 0;
  lastTs = 0;
  /** @type {({ page: number, next: number } | undefined)[]} */
  spans = CLASSES.map(() => undefined);
  /** @param {number} id @param {TraceFile} file */
  constructor(id, file) {
    this.id = id;
    this.file = file;
  }
  /** @param {number} ts @param {number} type @param {readonly number[]} args */
  event(ts, type, args) {
    if (this.batch.length > BATCH_BYTES) this.flush();
    if (this.batch.length === 0) {
      this.startTs = ts;
      this.lastTs = ts;
    }
    this.batch.bytes[this.batch.length++] = type;
    this.batch.varint(ts - this.lastTs);
    this.lastTs = ts;
    for (const arg of args) this.batch.varint(arg);
  }
  flush() {
    if (this.batch.length > 0) this.file.write(this.id, this.startTs, this.batch);
  }
}

/** @param {string} path @param {number} wanted @param {number} threadCount @returns {number} events of the experiment */
export function makeTrace(path, wanted, threadCount) {
  const random = randomNumbers(7);
  const file = new TraceFile(path);
  const threads = Array.from({ length: threadCount }, (_, i) => new Thread(1000 + i, file));
  /** Live objects per span, by page. @type {Map<number, number>} */
  const live = new Map();
  /** @type {number[]} */
  const freePages = [];
  let [pages, ts, events, heap, gcs] = [0, 1_000_000, 0, 0, 0];
  /** Objects since the last collection: page, class, slot. @type {number[]} */
  let young = [];
  const scratch = new Batch();
  const clocks = () => {
    scratch.raw([50, 8]);
    scratch.varint(15_625_000);
    scratch.raw([51]);
    for (const value of [0, ts * 64, 1_700_000_000 + file.gen, 0]) scratch.varint(value);
    file.write(null, ts, scratch);
  };
  const tables = () => {
    scratch.raw([0]);
    for (let type = 1; type <= TYPES; type++) {
      for (const value of [type, 0x500000 + type * 64, 48, 16]) scratch.varint(value);
      scratch.text(`main.type${type}`);
    }
    file.write(null, ts, scratch, 1);
    scratch.raw([4, 5, 1]);
    scratch.text("main.main");
    file.write(null, ts, scratch);
  };
  scratch.raw([1]);
  for (const value of [MIN_HEAP_ADDR, PAGE, 8, 2048]) scratch.varint(value);
  file.write(null, ts, scratch, 1);
  clocks();
  const collect = () => {
    const collector = threads[0];
    collector.event(++ts, EVENT.gcBegin, [++gcs, 0]);
    for (let i = 0; i < young.length; i += 3) {
      if (random(SURVIVORS) === 0) continue;
      const [page, index, slot] = [young[i], young[i + 1], young[i + 2]];
      const thread = threads[page % threadCount];
      thread.event(++ts, EVENT.free, [(page * PAGE + slot * CLASSES[index][1]) / 8]);
      heap -= CLASSES[index][1];
      const left = (live.get(page) ?? 0) - 1;
      live.set(page, left);
      events++;
      if (left > 0 || threads.some(({ spans }) => spans[index]?.page === page)) continue;
      live.delete(page);
      freePages.push(page);
      thread.event(++ts, EVENT.spanFree, [page]);
      events++;
    }
    young = [];
    collector.event(++ts, EVENT.gcEnd, [gcs]);
    collector.event(++ts, EVENT.heapGoal, [heap * 2]);
  };
  while (events < wanted) {
    const end = Math.min(wanted, events + EVENTS_PER_GENERATION / 2);
    while (events < end) {
      const thread = threads[random(threadCount)];
      const index = random(CLASSES.length);
      const [sizeClass, bytes] = CLASSES[index];
      let span = thread.spans[index];
      ts += 1 + random(30);
      if (span === undefined || (span.next + 1) * bytes > PAGE) {
        span = { page: freePages.pop() ?? pages++, next: 0 };
        thread.spans[index] = span;
        live.set(span.page, 0);
        thread.event(ts, EVENT.spanAlloc, [span.page, 1, sizeClass << 2]);
        thread.event(++ts, EVENT.heapAlloc, [heap]);
        events++;
      }
      const slot = span.next++;
      thread.event(++ts, EVENT.alloc, [(span.page * PAGE + slot * bytes) / 8, random(TYPES + 1)]);
      heap += bytes;
      live.set(span.page, (live.get(span.page) ?? 0) + 1);
      young.push(span.page, index, slot);
      events++;
    }
    collect();
    for (const thread of threads) thread.flush();
    tables();
    file.endGeneration();
    if (events < wanted) clocks();
  }
  closeSync(file.file);
  return events;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [path, events = "10000000", threads = "8"] = process.argv.slice(2);
  if (path === undefined) throw new Error("usage: makeTrace.mjs FILE [EVENTS] [THREADS]");
  console.error(`${makeTrace(path, Number(events), Number(threads))} events of AllocFree`);
}
