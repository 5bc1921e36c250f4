import type { Avma } from "../../../src/model/address";
import { Cursor } from "../../io/cursor";
import { untilNul } from "../../io/text";
import { attrBytes, readAttr, readIds } from "./attr";
import { FEATURES, hex, readBuildId } from "./feature";
import { SWITCH_IN, SWITCH_OUT, SWITCH_OUT_PREEMPTED } from "./offCpu/switchColumns";
import { bodyCursor, type RecordBody, type RecordHandlers } from "./recordBody";
import type { Recording } from "./recording";
import {
  CPUMODE_GUEST_KERNEL,
  CPUMODE_GUEST_USER,
  CPUMODE_KERNEL,
  MISC_COMM_EXEC,
  MISC_CPUMODE_MASK,
  MISC_MMAP_BUILD_ID,
  MISC_SWITCH_OUT,
  MISC_SWITCH_OUT_PREEMPT,
  RECORD,
} from "./recordType";
import { SIDE_RECORD_HANDLERS } from "./sideRecords";

// What each type of record other than SAMPLE adds to the recording (`struct perf_record_*` of
// tools/lib/perf/include/perf/event.h).

/** Pid under which the kernel's own mappings are kept. */
export const KERNEL_PID = -1;

/** The same of the kernel of a virtual machine, by the pid of the process that is the machine; 0 where perf did not know. */
export function guestKernelPid(machine: number): number {
  return -2 - machine;
}

const UPDATE_NAME = 2; // PERF_EVENT_UPDATE__NAME

/** By record type. Types that are not here are counted and passed over. */
export const RECORD_HANDLERS: RecordHandlers = {
  ...SIDE_RECORD_HANDLERS,
  [RECORD.MMAP]: (recording, body) => map(recording, body, 40 - 8, false),
  [RECORD.MMAP2]: (recording, body) => map(recording, body, 72 - 8, (body.misc & MISC_MMAP_BUILD_ID) !== 0),
  [RECORD.COMM]: (recording, { chunk, start, end, misc, time }) => {
    const cursor = bodyCursor("COMM", chunk, start, end);
    const [pid, tid] = [cursor.u32() | 0, cursor.u32() | 0];
    recording.threads.comm(pid, tid, untilNul(cursor.bytes(cursor.remaining)));
    if ((misc & MISC_COMM_EXEC) !== 0) recording.spaceEvents.push({ kind: "exec", pid, time });
  },
  [RECORD.FORK]: (recording, { chunk, start, end, time }) => {
    const cursor = bodyCursor("FORK", chunk, start, end);
    const [pid, parent, tid, parentTid] = [cursor.u32() | 0, cursor.u32() | 0, cursor.u32() | 0, cursor.u32() | 0];
    recording.threads.fork(pid, tid, parent, parentTid);
    recording.spaceEvents.push({ kind: "fork", pid, parent, time });
  },
  [RECORD.LOST]: (recording, { chunk, start, end }) => {
    const cursor = bodyCursor("LOST", chunk, start, end);
    cursor.u64(); // id
    recording.lost += cursor.i64();
  },
  [RECORD.LOST_SAMPLES]: (recording, { chunk, start, end }) => {
    recording.lost += bodyCursor("LOST_SAMPLES", chunk, start, end).i64();
  },
  [RECORD.SWITCH]: recordSwitch,
  [RECORD.SWITCH_CPU_WIDE]: recordSwitch,
  [RECORD.FINISHED_ROUND]: (recording) => recording.rounds.finishRound(),
  [RECORD.HEADER_ATTR]: (recording, { chunk, start, end }) => {
    const bytes = chunk.bytes.subarray(start, end);
    const ids = new Cursor(bytes, "ATTR", chunk.base + start);
    const attr = readAttr(bytes, bytes.length, chunk.base + start);
    ids.bytes(attrBytes(bytes, chunk.base + start));
    recording.events.add(attr, readIds(ids));
    recording.eventsChanged();
  },
  [RECORD.HEADER_BUILD_ID]: (recording, { chunk, start, end, misc }) => {
    recording.metadata.buildIds.push(readBuildId(chunk.bytes.subarray(start, end), misc));
  },
  [RECORD.EVENT_UPDATE]: (recording, { chunk, start, end }) => {
    if (end - start < 16) return; // not perf's, see THREAD_MAP
    const cursor = bodyCursor("EVENT_UPDATE", chunk, start, end);
    const [what, id] = [cursor.address(), cursor.address()];
    if (what === UPDATE_NAME) recording.events.rename([id], untilNul(cursor.bytes(cursor.remaining)));
  },
  [RECORD.HEADER_FEATURE]: (recording, { chunk, start, end }) => {
    if (end - start < 8) return; // not perf's, see THREAD_MAP
    const id = bodyCursor("FEATURE", chunk, start, end).address();
    const bytes = chunk.bytes.subarray(start + 8, end);
    const body = new Cursor(bytes, "FEATURE", chunk.base + start + 8, recording.littleEndian);
    FEATURES[id]?.read(body, recording.metadata, chunk.base + start + 8);
  },
};

/** Which thread, where and when is in the trailer; SWITCH_CPU_WIDE also names the other one. */
function recordSwitch(recording: Recording, { chunk: { view }, end, misc, time }: RecordBody): void {
  const { tid, cpu } = recording.trailer;
  if (time === -Infinity || tid < 0) return;
  const thread = recording.threads.row(view.getInt32(end + tid, true), view.getInt32(end + tid + 4, true));
  const preempted = (misc & MISC_SWITCH_OUT_PREEMPT) !== 0 ? SWITCH_OUT_PREEMPTED : SWITCH_OUT;
  const way = (misc & MISC_SWITCH_OUT) !== 0 ? preempted : SWITCH_IN;
  recording.switches.push(time, thread, cpu < 0 ? -1 : view.getInt32(end + cpu, true), way);
}

/** MMAP and MMAP2: pid, tid u32; addr, len, pgoff u64; [MMAP2: device and inode or build id; prot, flags]; name. */
function map(
  recording: Recording,
  { chunk, start, end, misc, time }: RecordBody,
  nameAt: number,
  withBuildId: boolean,
): void {
  const cursor = bodyCursor("MMAP", chunk, start, end);
  const pid = cursor.u32() | 0;
  cursor.u32(); // tid
  const address = cursor.address() as Avma;
  const length = cursor.address();
  const fileOffset = cursor.address();
  let buildId: string | null = null;
  if (withBuildId) {
    const size = cursor.u8();
    cursor.bytes(3);
    buildId = hex(cursor.bytes(Math.min(size, 20)));
  }
  cursor.offset = nameAt;
  const name = untilNul(cursor.bytes(cursor.remaining));
  const cpumode = misc & MISC_CPUMODE_MASK;
  if (cpumode === CPUMODE_GUEST_USER) return; // pids and memory of processes inside a virtual machine
  const kernel = pid === KERNEL_PID || cpumode === CPUMODE_KERNEL;
  const guest = cpumode === CPUMODE_GUEST_KERNEL;
  const space = guest ? guestKernelPid(Math.max(0, pid)) : kernel ? KERNEL_PID : pid;
  const module =
    kernel || guest
      ? recording.modules.kernel(space, name, fileOffset as Avma, buildId)
      : recording.modules.user(name, pid, buildId);
  recording.spaceEvents.push({
    kind: "map",
    pid: space,
    time,
    mapping: { start: address, end: endOf(address, length), fileOffset, module },
  });
}

/** The kernel's image may be as long as all that is left of the address space (len = ~0). */
function endOf(start: number, length: number): Avma {
  const last = start < 0 ? 0 : Number.MAX_SAFE_INTEGER;
  return (length >= 0 ? Math.min(start + length, last) : last) as Avma;
}
