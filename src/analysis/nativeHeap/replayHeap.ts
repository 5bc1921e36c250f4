import { ALLOCATORS, type Allocator, type NativeHeap } from "../../model/nativeHeap";
import { inTimeOrder } from "../inTimeOrder";
import { HeapReplay } from "./heapReplay";
import type { ProbeStream, ReplayInput } from "./replayInput";

/** What the probes of one capture say of the C heap: all their samples, once, in the order of time. */
export function replayHeap({ probes, streams, pids, stacks }: ReplayInput): NativeHeap {
  const startNs = Math.min(...streams.map(({ time, length }) => (length > 0 ? time[0] : Infinity)));
  const endNs = Math.max(...streams.map(({ time, length }) => (length > 0 ? time[length - 1] : -Infinity)));
  const isEmpty = endNs < startNs;
  const replay = new HeapReplay(stacks, pids.length, isEmpty ? 0 : startNs, isEmpty ? 0 : endNs);
  const steps = streams.map((stream) => stepOf(stream, replay));
  inTimeOrder(streams, (stream, sample) => {
    const { time, thread } = streams[stream];
    const of = thread[sample];
    replay.at(time[sample]);
    if (of < 0 || !steps[stream](sample, of, pids[of])) replay.count.unreadable++;
  });
  const oldestNs = replay.finish(pids.length);
  const sites = replay.sites.finish(oldestNs);
  return { probes, counts: replay.count, sites, timeline: replay.timeline.finish() };
}

/** Does what one sample of a stream says; false where it lacks an argument. */
type Step = (sample: number, thread: number, pid: number) => boolean;

function stepOf({ func, at, stack, values }: ProbeStream, replay: HeapReplay): Step {
  const funcIndex = FUNCS.indexOf(func);
  if (at === "return") {
    if (func === "free") return () => true; // freeing ends where it begins
    const [results] = values;
    return (sample, thread, pid) => {
      const result = results === null ? Number.NaN : results[sample];
      if (Number.isNaN(result)) return false;
      if (func === "posix_memalign" && Math.abs(result) < FIRST_ADDRESS) {
        replay.leaveWithStatus(thread, pid, funcIndex, result, stack[sample]);
        return true;
      }
      replay.leave(thread, pid, funcIndex, Math.max(0, result), stack[sample]); // user space is positive
      return true;
    };
  }
  const column = (parameter: string): Float64Array | null =>
    values[(ALLOCATORS[func] as readonly string[]).indexOf(parameter)] ?? null;
  const [blocks, counts, sizes] = [column("block"), column("count"), column("size")];
  return (sample, thread, pid) => {
    const address = blocks === null ? 0 : blocks[sample];
    const size = (counts === null ? 1 : counts[sample]) * (sizes === null ? 0 : unsigned(sizes[sample]));
    if (Number.isNaN(address) || Number.isNaN(size)) return false;
    if (func === "free") replay.free(thread, pid, address);
    else replay.enter(thread, pid, funcIndex, size, address, stack[sample]);
    return true;
  };
}

/** Below are error numbers: no block lies there (vm.mmap_min_addr). */
const FIRST_ADDRESS = 4096;

const FUNCS = Object.keys(ALLOCATORS) as Allocator[];

/** A probe may read a size_t as signed. */
function unsigned(size: number): number {
  return size < 0 ? size + 2 ** 64 : size;
}
