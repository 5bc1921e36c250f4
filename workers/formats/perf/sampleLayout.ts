import type { SampleAttr } from "../../../src/model/stackDumps";
import { type Attr, BRANCH, READ_FORMAT, SAMPLE } from "./attr";

/**
 * Where the fields of one attr's SAMPLE records lie (kernel/events/core.c `perf_output_sample`, which decides; the
 * comment in the uapi header has the order wrong). Up to PERIOD every field is 8 bytes:
 *
 *   IDENTIFIER IP TID TIME ADDR ID STREAM_ID CPU PERIOD | READ CALLCHAIN RAW …
 *   └── offsets from the record's body, -1 when absent ─┘ └ SampleFields finds them
 */
export interface SampleLayout {
  readonly identifier: number;
  readonly ip: number;
  readonly tid: number;
  readonly time: number;
  readonly addr: number;
  readonly id: number;
  readonly cpu: number;
  readonly period: number;
  readonly fixedBytes: number; // where READ or CALLCHAIN begins
  readonly read: boolean;
  readonly group: boolean; // READ is that of a whole group
  readonly readHead: number; // bytes of READ before its members, of all of it when there is no group
  readonly readMember: number; // bytes of one member of a group
  readonly readIdAt: number; // from a value to its id, -1 when there is none
  readonly callchain: boolean;
  readonly raw: boolean;
  readonly branchStack: boolean;
  readonly branchCallStack: boolean; // BRANCH_STACK is the user's call stack: --call-graph lbr
  readonly branchHwIndex: boolean;
  readonly branchCounters: boolean;
  readonly regsUser: number; // how many, -1 when the field is absent
  readonly stackUser: boolean;
  readonly weight: boolean; // WEIGHT, or WEIGHT_STRUCT in its place
  readonly weightStruct: boolean;
  readonly dataSrc: boolean;
  readonly transaction: boolean;
  readonly regsIntr: number;
  readonly physAddr: boolean;
  readonly cgroup: boolean;
  readonly dataPageSize: boolean;
  readonly codePageSize: boolean;
  readonly aux: boolean;
}

const FIXED_FIELDS = [
  ["identifier", SAMPLE.IDENTIFIER],
  ["ip", SAMPLE.IP],
  ["tid", SAMPLE.TID],
  ["time", SAMPLE.TIME],
  ["addr", SAMPLE.ADDR],
  ["id", SAMPLE.ID],
  ["streamId", SAMPLE.STREAM_ID],
  ["cpu", SAMPLE.CPU],
  ["period", SAMPLE.PERIOD],
] as const;

/** The trailer of every other kernel record (`struct sample_id`), in this order, at the record's end. */
const TRAILER_FIELDS = [
  ["tid", SAMPLE.TID],
  ["time", SAMPLE.TIME],
  ["id", SAMPLE.ID],
  ["streamId", SAMPLE.STREAM_ID],
  ["cpu", SAMPLE.CPU],
  ["identifier", SAMPLE.IDENTIFIER],
] as const;

export function sampleLayout(attr: SampleAttr): SampleLayout {
  const { offsets, bytes } = layOut(FIXED_FIELDS, attr.sampleType);
  const at = (name: string): number => offsets.get(name) ?? -1;
  const has = (bit: number): boolean => (attr.sampleType & bit) !== 0;
  const branches = (bit: bigint): boolean => (attr.branchSampleType & bit) !== 0n;
  return {
    identifier: at("identifier"),
    ip: at("ip"),
    tid: at("tid"),
    time: at("time"),
    addr: at("addr"),
    id: at("id"),
    cpu: at("cpu"),
    period: at("period"),
    fixedBytes: bytes,
    read: has(SAMPLE.READ),
    ...readLayout(attr.readFormat),
    callchain: has(SAMPLE.CALLCHAIN),
    raw: has(SAMPLE.RAW),
    branchStack: has(SAMPLE.BRANCH_STACK),
    branchCallStack: branches(BRANCH.CALL_STACK),
    branchHwIndex: branches(BRANCH.HW_INDEX),
    branchCounters: branches(BRANCH.COUNTERS),
    regsUser: has(SAMPLE.REGS_USER) ? bitCount(attr.sampleRegsUser) : -1,
    stackUser: has(SAMPLE.STACK_USER),
    weight: has(SAMPLE.WEIGHT | SAMPLE.WEIGHT_STRUCT),
    weightStruct: has(SAMPLE.WEIGHT_STRUCT),
    dataSrc: has(SAMPLE.DATA_SRC),
    transaction: has(SAMPLE.TRANSACTION),
    regsIntr: has(SAMPLE.REGS_INTR) ? bitCount(attr.sampleRegsIntr) : -1,
    physAddr: has(SAMPLE.PHYS_ADDR),
    cgroup: has(SAMPLE.CGROUP),
    dataPageSize: has(SAMPLE.DATA_PAGE_SIZE),
    codePageSize: has(SAMPLE.CODE_PAGE_SIZE),
    aux: has(SAMPLE.AUX),
  };
}

export interface TrailerLayout {
  readonly bytes: number; // 0 when records have no trailer
  // offsets inside the trailer, -1 when absent
  readonly time: number;
  readonly tid: number;
  readonly cpu: number;
}

export const NO_TRAILER: TrailerLayout = { bytes: 0, time: -1, tid: -1, cpu: -1 };

export function trailerLayout(attr: Attr): TrailerLayout {
  if (!attr.sampleIdAll) return NO_TRAILER;
  const { offsets, bytes } = layOut(TRAILER_FIELDS, attr.sampleType);
  const at = (name: string): number => offsets.get(name) ?? -1;
  return { bytes, time: at("time"), tid: at("tid"), cpu: at("cpu") };
}

/** READ is `{ nr, [enabled], [running], { value, [id], [lost] }[nr] }` with GROUP, else `value, [enabled], …, [lost]`. */
function readLayout(readFormat: number): Pick<SampleLayout, "group" | "readHead" | "readMember" | "readIdAt"> {
  const has = (bit: number): number => ((readFormat & bit) !== 0 ? 8 : 0);
  const times = has(READ_FORMAT.TOTAL_TIME_ENABLED) + has(READ_FORMAT.TOTAL_TIME_RUNNING);
  const value = 8 + has(READ_FORMAT.ID) + has(READ_FORMAT.LOST);
  const group = (readFormat & READ_FORMAT.GROUP) !== 0;
  const idAt = group ? 8 : 8 + times;
  return {
    group,
    readHead: group ? 8 + times : times + value,
    readMember: group ? value : 0,
    readIdAt: has(READ_FORMAT.ID) > 0 ? idAt : -1,
  };
}

function bitCount(mask: bigint): number {
  let count = 0;
  for (let bits = mask; bits !== 0n; bits &= bits - 1n) count++;
  return count;
}

function layOut(fields: readonly (readonly [string, number])[], sampleType: number) {
  const offsets = new Map<string, number>();
  let bytes = 0;
  for (const [name, bit] of fields) {
    if ((sampleType & bit) === 0) continue;
    offsets.set(name, bytes);
    bytes += 8;
  }
  return { offsets, bytes };
}
