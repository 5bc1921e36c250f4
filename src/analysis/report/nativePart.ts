import type { NativeHeap } from "../../model/nativeHeap";
import type { ReportNative } from "../../model/report";
import type { SessionData } from "../../model/session";
import type { NamedStacks } from "../../model/stacks";
import { callSites } from "../nativeHeap/callSites";
import { stackNames } from "../stackWeights";

const MOST_STACKS = 200;

/** `heap.native` of the report: one per perf.data with probes on malloc. */
export function nativeParts({ files, named, nativeHeaps }: SessionData): ReportNative[] {
  return files.flatMap(({ id, name }) => {
    const heap = nativeHeaps.get(id);
    const names = named.get(id);
    return heap === undefined || names === undefined ? [] : [nativePart(name, heap, names.stacks)];
  });
}

function nativePart(file: string, heap: NativeHeap, named: NamedStacks): ReportNative {
  const { counts, probes, timeline } = heap;
  const sites = callSites(heap, named);
  const [startNs = 0] = timeline.timesNs;
  return {
    file,
    allocations: counts.allocations,
    allocated_bytes: counts.allocatedBytes,
    unplaced: counts.unplaced,
    unplaced_bytes: counts.unplacedBytes,
    frees: counts.frees,
    live_bytes: counts.liveBytes,
    live_blocks: counts.liveBlocks,
    peak_bytes: counts.peakBytes,
    unplaced_frees: counts.unplacedFrees,
    unknown_frees: counts.unknownFrees,
    double_frees: counts.doubleFrees,
    null_frees: counts.nullFrees,
    reallocs: counts.reallocs,
    realloc_moves: counts.moved,
    unknown_reallocs: counts.unknownReallocs,
    missed_frees: counts.missedFrees,
    failed: counts.failed,
    nested: counts.nested,
    unreturned: counts.unreturned,
    unmatched_returns: counts.unmatchedReturns,
    unreadable: counts.unreadable,
    probes: probes.map(({ event, func, at, samples, problem }) => ({ event, function: func, at, samples, problem })),
    call_sites: sites.map((site) => ({
      allocator: site.allocator,
      function: site.func,
      file: site.file,
      line: site.line,
      bytes: site.bytes,
      blocks: site.blocks,
      allocations: site.allocations,
      allocated_bytes: site.allocatedBytes,
      unplaced: site.unplaced,
    })),
    sites: sites
      .flatMap(({ allocator, stacks }) => stacks.map(({ row, bytes, blocks }) => ({ allocator, row, bytes, blocks })))
      .sort((a, b) => b.bytes - a.bytes)
      .slice(0, MOST_STACKS)
      .map(({ allocator, row, bytes, blocks }) => ({
        stack: [allocator, ...stackNames(named, row)],
        bytes,
        blocks,
      })),
    over_time: {
      times_s: Array.from(timeline.timesNs, (ns) => (ns - startNs) / 1e9),
      live_bytes: [...timeline.total],
    },
  };
}
