import { untilNul } from "../../io/text";
import { bodyCursor, type RecordBody, type RecordHandlers } from "./recordBody";
import type { Recording } from "./recording";
import { RECORD } from "./recordType";

// Records that give names to what samples hold only numbers of, and those that are skipped with a count of bytes.

const KSYMBOL_UNREGISTER = 1;
const THREAD_MAP_COMM_BYTES = 16;

export const SIDE_RECORD_HANDLERS: RecordHandlers = {
  /** `offset, size, flags u64`: what a buffer of another format has got. Its bytes come in AUXTRACE. */
  [RECORD.AUX]: (recording, { chunk, start, end }) => {
    const cursor = bodyCursor("AUX", chunk, start, end);
    cursor.bytes(8);
    recording.auxBytes += cursor.i64();
  },
  /** `addr u64, len u32, type u16, flags u16, name`: code that the kernel has made, or takes away. */
  [RECORD.KSYMBOL]: (recording, { chunk, start, end }) => {
    const cursor = bodyCursor("KSYMBOL", chunk, start, end);
    const [address, length] = [cursor.address(), cursor.u32()];
    cursor.u16(); // type
    const flags = cursor.u16();
    if ((flags & KSYMBOL_UNREGISTER) !== 0) return; // samples from before it still need the name
    recording.kernelSymbols.add(address, length, untilNul(cursor.bytes(cursor.remaining)));
  },
  /** `id u64, path`. */
  [RECORD.CGROUP]: (recording, { chunk, start, end }) => {
    const cursor = bodyCursor("CGROUP", chunk, start, end);
    const id = cursor.address();
    recording.cgroups.set(id, untilNul(cursor.bytes(cursor.remaining)));
  },
  [RECORD.CALLCHAIN_DEFERRED]: deferredChain,
  /**
   * `nr u64, { pid u64, comm[16] }[nr]`: what was to be recorded, for threads that no COMM names. One of another size is
   * none: Google's perf 3.2 wrote text under the numbers from 69 to 80.
   */
  [RECORD.THREAD_MAP]: (recording, { chunk, start, end }) => {
    if (end - start < 8) return;
    const cursor = bodyCursor("THREAD_MAP", chunk, start, end);
    const count = cursor.address();
    if (cursor.remaining !== count * (8 + THREAD_MAP_COMM_BYTES)) return;
    for (let i = 0; i < count; i++) {
      const tid = cursor.address();
      const comm = untilNul(cursor.bytes(THREAD_MAP_COMM_BYTES));
      if (comm !== "") recording.threadNames.set(tid, comm);
    }
  },
};

/** `cookie, nr, ips[nr] u64`: the user's part of chains that came before. */
function deferredChain(recording: Recording, { chunk, start, end }: RecordBody): void {
  const { view } = chunk;
  const cursor = bodyCursor("CALLCHAIN_DEFERRED", chunk, start, end);
  cursor.bytes(8);
  const count = cursor.i64();
  cursor.bytes(count * 8);
  const { tid } = recording.trailer;
  const task = tid < 0 ? -1 : view.getInt32(end + tid + 4, true);
  const node = recording.chains.internChain(view, start + 16, count, -1, 0);
  recording.samples.deferred.chain(task, view.getInt32(start, true), view.getInt32(start + 4, true), node);
}
