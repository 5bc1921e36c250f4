import { DecodeError } from "../../../src/model/decodeError";
import { HEAPDUMP_MAX_ROWS } from "../../io/limits";
import type { DumpColumns } from "./dumpColumns";
import type { DumpWindow } from "./dumpWindow";
import { MEM_STATS_FIELDS, PAUSES, TAG } from "./recordLayout";

/** What becomes of each record without fields of its own, and of stack frames, by tag; `pos` is behind the tag. */
export const RECORD_READERS: Readonly<Record<number, (columns: DumpColumns, window: DumpWindow) => void>> = {
  [TAG.params](columns, window) {
    const bigEndian = window.varint() !== 0;
    const pointerBytes = window.varint();
    window.varint(); // arenaStart
    window.varint(); // arenaEnd
    const goarch = columns.strings[columns.text(window)] as string;
    const goVersion = columns.strings[columns.text(window)] as string;
    if (pointerBytes !== 4 && pointerBytes !== 8)
      throw new DecodeError("Malformed", "heap dump params", window.offset, `pointers have ${pointerBytes} bytes`);
    columns.params = { bigEndian, pointerBytes, goarch, goVersion, cpus: window.varint() };
    columns.pointerBytes = pointerBytes;
    columns.littleEndian = !bigEndian;
  },
  [TAG.otherRoot](columns, window) {
    columns.root("other", columns.text(window), 0, window.varint());
  },
  [TAG.type](columns) {
    columns.types++;
  },
  [TAG.goroutine](columns, window) {
    const { goroutines } = columns;
    columns.room(goroutines.id);
    window.varint(); // g
    window.varint(); // sp
    goroutines.id.push(window.varint());
    window.varint(); // gopc
    goroutines.status.push(window.varint());
    goroutines.isSystem.push(window.varint() === 0 ? 0 : 1);
    window.varint(); // isBackground
    window.varint(); // waitsince
    goroutines.waitReason.push(columns.text(window));
    window.varint(); // ctxt
    goroutines.m.push(window.varint());
  },
  [TAG.stackFrame](columns, window) {
    const { frames } = columns;
    columns.room(frames.func);
    for (let i = 0; i < 3; i++) window.varint(); // sp, depth, child's sp
    const bytes = columns.contents(window);
    for (let i = 0; i < 3; i++) window.varint(); // entry, pc, continpc
    const func = columns.text(window);
    const holder = frames.func.length;
    frames.goroutine.push(columns.goroutine(window));
    frames.func.push(func);
    columns.frameFields(window, holder, bytes);
  },
  [TAG.finalizer](columns, window) {
    columns.room(columns.finalizers.object);
    columns.finalizers.object.push(window.varint());
    columns.finalizers.func.push(window.varint());
  },
  [TAG.queuedFinalizer](columns, window) {
    columns.root("queued-finalizer", -1, 0, window.varint());
    columns.root("queued-finalizer", -1, 0, window.varint());
  },
  [TAG.osThread](columns, window) {
    const m = window.varint();
    window.varint(); // id
    if (columns.threads++ < HEAPDUMP_MAX_ROWS) columns.threadOfM.set(m, window.varint());
  },
  [TAG.memStats](columns, window) {
    const stats: Record<string, number> = {};
    for (const field of MEM_STATS_FIELDS) stats[field] = window.varint();
    for (let i = 0; i < PAUSES; i++) window.varint();
    columns.memStats = { ...stats, NumGC: window.varint() };
  },
  [TAG.defer](columns, window) {
    for (let i = 0; i < 4; i++) window.varint(); // d, g, sp, pc
    columns.root("goroutine", columns.goroutine(window), 0, window.varint()); // fn
  },
  [TAG.panic](columns, window) {
    for (let i = 0; i < 3; i++) window.varint(); // p, g, type
    columns.root("goroutine", columns.goroutine(window), 0, window.varint()); // data
  },
  [TAG.memProf](columns, window) {
    const { buckets, bucketFrames } = columns;
    columns.room(buckets.key);
    columns.room(bucketFrames.func);
    buckets.key.push(window.varint());
    buckets.bytes.push(window.varint());
    buckets.frame.push(bucketFrames.func.length);
    for (let left = window.varint(); left > 0; left--) {
      bucketFrames.func.push(columns.text(window));
      bucketFrames.file.push(columns.text(window));
      bucketFrames.line.push(window.varint());
    }
    buckets.allocs.push(window.varint());
    buckets.frees.push(window.varint());
  },
  [TAG.allocSample](columns, window) {
    columns.room(columns.samples.object);
    columns.samples.object.push(window.varint());
    columns.samples.bucket.push(window.varint());
  },
};
