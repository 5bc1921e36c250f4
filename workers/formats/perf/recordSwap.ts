import { attrBytes } from "./attr";
import { swap16, swap32, swap64, swapAll64, swapAttr, swapFields } from "./byteSwap";
import type { Recording } from "./recording";
import type { RecordChunk, RecordSwap } from "./recordStream";
import { FIRST_USER_TYPE, MISC_MMAP_BUILD_ID, RECORD } from "./recordType";
import type { SampleLayout } from "./sampleLayout";

/**
 * Records of a big-endian machine made little-endian where they lie, so that everything behind it, above all what
 * handles samples, knows one order. Names, build ids, raw payloads of tracepoints and copies of the stack stay as they
 * are, and so do the bodies of features: FEATURES reads them by the cursor's order.
 */
export function recordSwap(recording: Recording): RecordSwap {
  return (chunk, at, type, size) => {
    const { view } = chunk;
    swap32(view, at);
    swap16(view, at + 4);
    swap16(view, at + 6);
    const body = at + 8;
    const end = at + size;
    if (type === RECORD.SAMPLE) {
      const event = recording.eventOf(view, body, end, false);
      if (event !== null) swapSample(view, body, end, event.layout);
      return;
    }
    const { bytes, tid, cpu } = recording.trailer;
    const trailer = type < FIRST_USER_TYPE ? end - bytes : end;
    if (trailer < body) return; // too short: the handler says so
    swapWords(view, trailer, end, trailer + tid, trailer + cpu);
    const special = SPECIAL_BODIES[type];
    if (special !== undefined) special(chunk, body, trailer);
    else swapFields(view, body, trailer, BODIES[type] ?? NOTHING);
  };
}

const NOTHING: readonly number[] = [];

/** Bytes of each field; what follows them are names or bytes (tools/lib/perf/include/perf/event.h). */
const BODIES: Readonly<Record<number, readonly number[]>> = {
  1: [4, 4, 8, 8, 8], // MMAP: pid, tid, addr, len, pgoff
  2: [8, 8], // LOST: id, lost
  3: [4, 4], // COMM: pid, tid
  4: [4, 4, 4, 4, 8], // EXIT: pid, ppid, tid, ptid, time
  5: [8, 8, 8], // THROTTLE: time, id, stream_id
  6: [8, 8, 8], // UNTHROTTLE
  7: [4, 4, 4, 4, 8], // FORK
  11: [8, 8, 8], // AUX: offset, size, flags
  12: [4, 4], // ITRACE_START: pid, tid
  13: [8], // LOST_SAMPLES: lost
  15: [4, 4], // SWITCH_CPU_WIDE: pid, tid
  17: [8, 4, 2, 2], // KSYMBOL: addr, len, type, flags
  18: [2, 2, 4], // BPF_EVENT: type, flags, id
  19: [8], // CGROUP: id
  20: [8, 2, 2], // TEXT_POKE: addr, old_len, new_len
  21: [8], // AUX_OUTPUT_HW_ID
  65: [8], // EVENT_TYPE: id
  66: [4, 4], // TRACING_DATA: size
  67: [4], // BUILD_ID: pid
  71: [8, 8, 8, 4, 4, 4, 4], // AUXTRACE: size, offset, reference, idx, tid, cpu
  72: [4, 4, 4, 4, 4, 4, 8, 8], // AUXTRACE_ERROR: type, code, cpu, pid, tid, fmt, ip, time
  74: [2], // CPU_MAP: type
  76: [8, 4, 4, 8, 8, 8], // STAT: id, cpu, thread, val, ena, run
  77: [8, 8], // STAT_ROUND: type, time
  79: [8, 8, 8, 8, 8], // TIME_CONV: shift, mult, zero, cycles, mask
  80: [8], // FEATURE: feat_id
  83: [8], // COMPRESSED2: data_size
};

type BodySwap = (chunk: RecordChunk, start: number, end: number) => void;

const EVENT_UPDATE_SCALE = 1; // followed by a double

const SPECIAL_BODIES: Readonly<Record<number, BodySwap>> = {
  8: headThenWords([4, 4]), // READ: pid, tid, read_format
  10: ({ view }, start, end) => {
    // MMAP2: pid, tid, addr, len, pgoff; maj, min, ino, ino_generation or a build id; prot, flags
    const rest = swapFields(view, start, end, [4, 4, 8, 8, 8]);
    const hasBuildId = (view.getUint16(start - 4, true) & MISC_MMAP_BUILD_ID) !== 0;
    swapFields(view, hasBuildId ? rest + 24 : rest, end, hasBuildId ? [4, 4] : [4, 4, 8, 8, 4, 4]);
  },
  16: headThenWords([4, 4]), // NAMESPACES: pid, tid, nr, { dev, inode }
  22: headThenWords([]), // CALLCHAIN_DEFERRED: cookie, nr, ips
  [RECORD.HEADER_ATTR]: ({ view, bytes, base }, start, end) => {
    if (end - start < 8) return;
    const size = view.getUint32(start + 4, false);
    const attrEnd = start + (size === 0 ? attrBytes(bytes.subarray(start, end), base + start) : size);
    if (attrEnd > end) return;
    swapAttr(bytes.subarray(start, attrEnd));
    swapAll64(view, attrEnd, end); // ids
  },
  69: headThenWords([]), // ID_INDEX
  70: headThenWords([4, 4]), // AUXTRACE_INFO: type, then what the type wants
  73: ({ view }, start, end) => {
    swapFields(view, start, end, [8]); // THREAD_MAP: nr, { pid, comm[16] }
    for (let at = start + 8; at + 24 <= end; at += 24) swap64(view, at);
  },
  75: headThenWords([]), // STAT_CONFIG: nr, { tag, val }
  [RECORD.EVENT_UPDATE]: ({ view }, start, end) => {
    const rest = swapFields(view, start, end, [8, 8]);
    if (rest + 8 <= end && view.getUint32(start, true) === EVENT_UPDATE_SCALE) swap64(view, rest);
  },
};

function headThenWords(head: readonly number[]): BodySwap {
  return ({ view }, start, end) => swapAll64(view, swapFields(view, start, end, head), end);
}

/** Words of 8 bytes, two of which are a pair of u32: pid and tid, cpu and nothing. */
function swapWords(view: DataView, start: number, end: number, tidAt: number, cpuAt: number): void {
  for (let at = start; at + 8 <= end; at += 8) {
    if (at === tidAt || at === cpuAt) {
      swap32(view, at);
      swap32(view, at + 4);
    } else swap64(view, at);
  }
}

/** In the order of kernel/events/core.c `perf_output_sample`. */
export function swapSample(view: DataView, body: number, end: number, layout: SampleLayout): void {
  let at = Math.min(end, body + layout.fixedBytes);
  swapWords(view, body, at, body + layout.tid, body + layout.cpu);
  /** The next word, swapped: a count or a size. One that cannot be ends it: what is read later says so. */
  const count = (): number => {
    if (at + 8 > end) return 0;
    swap64(view, at);
    at += 8;
    return view.getUint32(at - 4, true) === 0 ? view.getUint32(at - 8, true) : end - at;
  };
  const words = (length: number): void => {
    const stop = Math.min(end, at + length * 8);
    swapAll64(view, at, stop);
    at = stop;
  };
  if (layout.read) {
    const members = layout.group && at + 8 <= end ? view.getUint32(at + 4, false) : 0;
    words((layout.readHead + layout.readMember * members) / 8);
  }
  if (layout.callchain) words(count());
  if (layout.raw && at + 4 <= end) {
    swap32(view, at);
    at = Math.min(end, at + 4 + view.getUint32(at, true));
  }
  if (layout.branchStack) {
    const entries = count();
    if (layout.branchHwIndex) words(1);
    for (let i = 0; i < entries && at + 24 <= end; i++) {
      words(3);
      view.setBigUint64(at - 8, branchFlags(view.getBigUint64(at - 8, true)), true);
    }
    if (layout.branchCounters) words(entries);
  }
  if (layout.regsUser >= 0 && count() !== 0) words(layout.regsUser);
  if (layout.stackUser) {
    const size = count();
    at = Math.min(end, at + size);
    if (size !== 0) words(1); // dyn_size
  }
  words(Number(layout.weight) + Number(layout.dataSrc) + Number(layout.transaction));
  if (layout.regsIntr >= 0 && count() !== 0) words(layout.regsIntr);
  const { physAddr, cgroup, dataPageSize, codePageSize } = layout;
  words([physAddr, cgroup, dataPageSize, codePageSize].filter(Boolean).length);
  if (layout.aux) count();
}

/** Bits of mispred, predicted, in_tx, abort, cycles, type, spec, new_type, priv, reserved. */
const BRANCH_FIELDS = [1n, 1n, 1n, 1n, 16n, 4n, 2n, 4n, 3n, 31n];

/** Bit-fields from the highest bit down, as they are from the lowest up. DATA_SRC is declared both ways, this is not. */
function branchFlags(big: bigint): bigint {
  let flags = 0n;
  let from = 64n;
  let to = 0n;
  for (const bits of BRANCH_FIELDS) {
    from -= bits;
    flags |= ((big >> from) & ((1n << bits) - 1n)) << to;
    to += bits;
  }
  return flags;
}
