import type { PerfNode } from "../../../src/model/capture";
import type { Cursor } from "../../io/cursor";
import { untilNul } from "../../io/text";
import { type Attr, readAttr } from "./attr";
import { swapAttr } from "./byteSwap";
import { type ClockData, readClockData } from "./clock";
import { MISC_BUILD_ID_SIZE } from "./recordType";
import { type FileSymbols, readFiles, readFiles2 } from "./simpleperf";
import { noTracingData, readTracingData, type TracingData } from "./tracing/tracingData";

/**
 * Header features (tools/perf/util/header.h `enum perf_header_feature`): a file has them as sections behind its
 * data, a pipe as HEADER_FEATURE records. Each entry reads one body into the metadata.
 */
export interface Metadata {
  hostname: string | null;
  osRelease: string | null;
  perfVersion: string | null;
  arch: string | null;
  cpuDesc: string | null;
  cpuId: string | null;
  cpusOnline: number | null;
  totalMemoryKb: number | null;
  cmdline: readonly string[];
  events: EventDesc[];
  buildIds: BuildId[];
  readonly tracing: TracingData;
  clock: ClockData | null;
  nodes: PerfNode[];
  readonly files: FileSymbols[]; // of simpleperf
}

/** One entry of EVENT_DESC: the event's name as the user wrote it, and its ids. */
export interface EventDesc {
  readonly attr: Attr;
  readonly name: string;
  readonly ids: readonly number[];
}

/** One entry of BUILD_ID, `struct perf_record_header_build_id`. */
export interface BuildId {
  readonly path: string;
  readonly buildId: string; // lower-case hex
}

export function emptyMetadata(): Metadata {
  return {
    hostname: null,
    osRelease: null,
    perfVersion: null,
    arch: null,
    cpuDesc: null,
    cpuId: null,
    cpusOnline: null,
    totalMemoryKb: null,
    cmdline: [],
    events: [],
    buildIds: [],
    tracing: noTracingData(),
    clock: null,
    nodes: [],
    files: [],
  };
}

/** `base` is where the body begins in the file. */
type FeatureReader = (cursor: Cursor, metadata: Metadata, base: number) => void;

/** By feature bit. Bits that are not here are left alone. */
export const FEATURES: Readonly<Record<number, { readonly name: string; readonly read: FeatureReader }>> = {
  1: {
    name: "TRACING_DATA",
    read: (cursor, m, base) => readTracingData(cursor.bytes(cursor.remaining), base, m.tracing),
  },
  2: { name: "BUILD_ID", read: readBuildIds },
  3: {
    name: "HOSTNAME",
    read: (cursor, m) => {
      m.hostname = readString(cursor);
    },
  },
  4: {
    name: "OSRELEASE",
    read: (cursor, m) => {
      m.osRelease = readString(cursor);
    },
  },
  5: {
    name: "VERSION",
    read: (cursor, m) => {
      m.perfVersion = readString(cursor);
    },
  },
  6: {
    name: "ARCH",
    read: (cursor, m) => {
      m.arch = readString(cursor);
    },
  },
  7: {
    name: "NRCPUS",
    read: (cursor, m) => {
      cursor.u32(); // available
      m.cpusOnline = cursor.u32();
    },
  },
  8: {
    name: "CPUDESC",
    read: (cursor, m) => {
      m.cpuDesc = readString(cursor);
    },
  },
  9: {
    name: "CPUID",
    read: (cursor, m) => {
      m.cpuId = readString(cursor);
    },
  },
  10: {
    name: "TOTAL_MEM",
    read: (cursor, m) => {
      m.totalMemoryKb = cursor.i64();
    },
  },
  11: {
    name: "CMDLINE",
    read: (cursor, m) => {
      m.cmdline = readStringList(cursor);
    },
  },
  12: { name: "EVENT_DESC", read: readEventDesc },
  14: { name: "NUMA_TOPOLOGY", read: readNodes },
  29: {
    name: "CLOCK_DATA",
    read: (cursor, m) => {
      m.clock = readClockData(cursor);
    },
  },
  128: { name: "FILE", read: (cursor, m) => readFiles(cursor, m.files) },
  132: { name: "FILE2", read: (cursor, m) => readFiles2(cursor, m.files) },
};

/** `u32 length` (padded to 64), then a NUL-terminated string. */
function readString(cursor: Cursor): string {
  return untilNul(cursor.bytes(cursor.u32()));
}

function readStringList(cursor: Cursor): string[] {
  const list: string[] = [];
  for (let left = cursor.u32(); left > 0; left--) list.push(readString(cursor));
  return list;
}

/** `u32 nr, u32 attr_size, { attr, u32 nr_ids, string name, u64 ids[nr_ids] }[nr]`. */
function readEventDesc(cursor: Cursor, metadata: Metadata): void {
  const count = cursor.u32();
  const attrSize = cursor.u32();
  for (let i = 0; i < count; i++) {
    const offset = cursor.offset;
    const bytes = cursor.bytes(attrSize).slice();
    if (!cursor.littleEndian) swapAttr(bytes);
    const attr = readAttr(bytes, attrSize, offset);
    const idCount = cursor.u32();
    const name = readString(cursor);
    const ids: number[] = [];
    for (let k = 0; k < idCount; k++) ids.push(cursor.i64());
    metadata.events.push({ attr, name, ids });
  }
}

/** `u32 nr, { u32 node, u64 mem_total, u64 mem_free (kB), string cpus }[nr]`. */
function readNodes(cursor: Cursor, metadata: Metadata): void {
  const nodes: PerfNode[] = [];
  for (let left = Math.min(cursor.u32(), MAX_NODES); left > 0; left--) {
    const node = cursor.u32();
    const [totalBytes, freeBytes] = [cursor.i64() * 1024, cursor.i64() * 1024];
    nodes.push({ node, cpus: cpusOf(readString(cursor)), totalBytes, freeBytes });
  }
  metadata.nodes = nodes;
}

/** "0-3,8" as numbers. */
function cpusOf(list: string): number[] {
  const cpus: number[] = [];
  for (const [, first, last = first] of list.matchAll(/(?:^|,)(\d{1,6})(?:-(\d{1,6}))?(?=,|$)/g)) {
    for (let cpu = Number(first); cpu <= Number(last) && cpus.length < MAX_CPUS; cpu++) cpus.push(cpu);
  }
  return cpus;
}

/** NR_CPUS and MAX_NUMNODES at their largest. */
const MAX_CPUS = 8192;
const MAX_NODES = 1024;

/** Records like HEADER_BUILD_ID, one behind the other. */
function readBuildIds(cursor: Cursor, metadata: Metadata): void {
  while (cursor.remaining >= 8) {
    cursor.u32(); // type, not always set
    const misc = cursor.u16();
    metadata.buildIds.push(readBuildId(cursor.bytes(cursor.u16() - 8), misc));
  }
}

const BUILD_ID_BYTES = 20;

/** `s32 pid, u8 build_id[24], char name[]`; with MISC_BUILD_ID_SIZE the byte after the 20 of the id is its size. */
export function readBuildId(body: Uint8Array, misc: number): BuildId {
  const id = body.subarray(4, 4 + BUILD_ID_BYTES);
  let size = BUILD_ID_BYTES;
  if ((misc & MISC_BUILD_ID_SIZE) !== 0) size = Math.min(body[24] ?? BUILD_ID_BYTES, BUILD_ID_BYTES);
  else while (size > 4 && id.subarray(size - 4, size).every((byte) => byte === 0)) size -= 4;
  return { path: untilNul(body.subarray(28)), buildId: hex(id.subarray(0, size)) };
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
