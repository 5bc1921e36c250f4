import { DecodeError } from "../../../src/model/decodeError";
import { Cursor } from "../../io/cursor";

/** perf_event_attr.sample_type (`enum perf_event_sample_format`), as far as it has to be known by name. */
export const SAMPLE = {
  IP: 1 << 0,
  TID: 1 << 1,
  TIME: 1 << 2,
  ADDR: 1 << 3,
  READ: 1 << 4,
  CALLCHAIN: 1 << 5,
  ID: 1 << 6,
  CPU: 1 << 7,
  PERIOD: 1 << 8,
  STREAM_ID: 1 << 9,
  RAW: 1 << 10,
  BRANCH_STACK: 1 << 11,
  REGS_USER: 1 << 12,
  STACK_USER: 1 << 13,
  WEIGHT: 1 << 14,
  DATA_SRC: 1 << 15,
  IDENTIFIER: 1 << 16,
  TRANSACTION: 1 << 17,
  REGS_INTR: 1 << 18,
  PHYS_ADDR: 1 << 19,
  AUX: 1 << 20,
  CGROUP: 1 << 21,
  DATA_PAGE_SIZE: 1 << 22,
  CODE_PAGE_SIZE: 1 << 23,
  WEIGHT_STRUCT: 1 << 24,
} as const;

/** perf_event_attr.branch_sample_type. */
export const BRANCH = {
  CALL_STACK: 1n << 11n,
  HW_INDEX: 1n << 17n,
  COUNTERS: 1n << 19n,
} as const;

/** perf_event_attr.bp_type (`HW_BREAKPOINT_*`). */
const BREAKPOINT = { R: 1, W: 2, X: 4 } as const;

/** perf_event_attr.read_format. */
export const READ_FORMAT = {
  TOTAL_TIME_ENABLED: 1,
  TOTAL_TIME_RUNNING: 2,
  ID: 4,
  GROUP: 8,
  LOST: 16,
} as const;

export const TYPE_HARDWARE = 0;
export const TYPE_SOFTWARE = 1;
export const TYPE_TRACEPOINT = 2;
export const TYPE_HW_CACHE = 3;
export const TYPE_RAW = 4;
export const TYPE_BREAKPOINT = 5;

/**
 * `struct perf_event_attr`. It has grown from 64 bytes (VER0) to 144 (VER9, Linux 7); a longer one is read by the
 * part we know, a shorter one has zeros where it ends.
 */
export interface Attr {
  readonly type: number;
  readonly config: bigint;
  readonly samplePeriod: number; // a frequency in Hz when `freq`
  readonly sampleType: number; // bits of SAMPLE; all known ones fit 32 bits
  readonly readFormat: number;
  readonly inherit: boolean;
  readonly freq: boolean;
  readonly sampleIdAll: boolean;
  readonly excludeUser: boolean;
  readonly excludeKernel: boolean;
  readonly excludeHv: boolean;
  readonly excludeGuest: boolean;
  readonly excludeCallchainUser: boolean; // the chain is the kernel's part only: the rest is in a copy of the stack
  readonly preciseIp: number; // 0–3
  readonly bpType: number; // bits of BREAKPOINT
  readonly bpAddress: bigint; // bp_addr or config1
  readonly branchSampleType: bigint;
  readonly sampleRegsUser: bigint; // mask
  readonly sampleStackUser: number; // bytes
  readonly sampleRegsIntr: bigint; // mask
  readonly clockId: number | null; // CLOCK_*, null for the clock of perf
  readonly maxStack: number; // sample_max_stack, 0 for the system's limit
}

const VER0_BYTES = 64;
const KNOWN_BYTES = 112; // up to and with sample_max_stack

const FLAG_INHERIT = 1;
const FLAG_EXCLUDE_USER = 4;
const FLAG_EXCLUDE_KERNEL = 5;
const FLAG_EXCLUDE_HV = 6;
const FLAG_FREQ = 10;
const FLAG_PRECISE_IP = 15;
const FLAG_SAMPLE_ID_ALL = 18;
const FLAG_EXCLUDE_GUEST = 20;
const FLAG_EXCLUDE_CALLCHAIN_USER = 22;
const FLAG_USE_CLOCKID = 25;

/** `bytes` holds one attr and perhaps more behind it; `available` is how many of them may belong to it. */
export function readAttr(bytes: Uint8Array, available: number, offset: number): Attr {
  const where = "perf_event_attr";
  const declared = new Cursor(bytes.subarray(4, 8), where, offset + 4).u32();
  const size = Math.min(declared === 0 ? VER0_BYTES : declared, available);
  if (size < VER0_BYTES) {
    throw new DecodeError("Malformed", where, offset + 4, `size is ${size}, the smallest is ${VER0_BYTES}`);
  }
  const padded = new Uint8Array(KNOWN_BYTES);
  padded.set(bytes.subarray(0, Math.min(size, KNOWN_BYTES)));
  const cursor = new Cursor(padded, where, offset);
  const type = cursor.u32();
  cursor.u32(); // size
  const config = cursor.u64();
  const samplePeriod = Number(cursor.u64());
  const sampleType = cursor.u32();
  cursor.u32(); // no sample_type bit above 24 is known
  const readFormat = cursor.u32();
  cursor.u32();
  const flags = cursor.u32();
  cursor.u32();
  cursor.u32(); // wakeup_events
  const bpType = cursor.u32();
  const bpAddress = cursor.u64();
  cursor.offset = 72;
  const branchSampleType = cursor.u64();
  const sampleRegsUser = cursor.u64();
  const sampleStackUser = cursor.u32();
  const clockId = cursor.u32();
  cursor.offset = 96;
  const sampleRegsIntr = cursor.u64();
  cursor.offset = 108;
  const maxStack = cursor.u16();
  const flag = (bit: number): boolean => ((flags >>> bit) & 1) === 1;
  return {
    type,
    config,
    samplePeriod,
    sampleType,
    readFormat,
    inherit: flag(FLAG_INHERIT),
    freq: flag(FLAG_FREQ),
    sampleIdAll: flag(FLAG_SAMPLE_ID_ALL),
    excludeUser: flag(FLAG_EXCLUDE_USER),
    excludeKernel: flag(FLAG_EXCLUDE_KERNEL),
    excludeHv: flag(FLAG_EXCLUDE_HV),
    excludeGuest: flag(FLAG_EXCLUDE_GUEST),
    excludeCallchainUser: flag(FLAG_EXCLUDE_CALLCHAIN_USER),
    preciseIp: (flags >>> FLAG_PRECISE_IP) & 3,
    bpType,
    bpAddress,
    branchSampleType,
    sampleRegsUser,
    sampleStackUser,
    sampleRegsIntr,
    clockId: flag(FLAG_USE_CLOCKID) ? clockId : null,
    maxStack,
  };
}

/** Bytes that the attr at the head of `bytes` takes: what its own size field says (0 means VER0). */
export function attrBytes(bytes: Uint8Array, offset: number): number {
  const size = new Cursor(bytes.subarray(4, 8), "perf_event_attr", offset + 4).u32();
  return size === 0 ? VER0_BYTES : size;
}

/** The ids that follow an attr: one per processor and counter. */
export function readIds(cursor: Cursor): number[] {
  const ids: number[] = [];
  while (cursor.remaining >= 8) ids.push(cursor.address());
  return ids;
}

/** Whether samples are taken when an instruction that reads or writes has ended: their address is one behind it. */
export function isWatchpoint({ type, bpType }: Attr): boolean {
  return type === TYPE_BREAKPOINT && (bpType & (BREAKPOINT.R | BREAKPOINT.W)) !== 0;
}
