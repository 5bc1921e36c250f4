import type { Facts } from "../../../src/model/capture";
import type { GoTrace } from "../../../src/model/goTrace";

/** What the captures view says of a trace. */
export function traceFacts(trace: GoTrace): Facts {
  const { goroutines, spans, spanCounts, objects, goroutineStacks, clock } = trace;
  const events = Object.values(trace.events).reduce((sum, count) => sum + count, 0);
  const live = spans === null ? 0 : spans.deathNs.reduce((sum, death) => sum + Number(Number.isNaN(death)), 0);
  return {
    format: `go 1.${trace.version}`,
    seconds: trace.endNs / 1e9,
    generations: trace.generations,
    events,
    collections: trace.gcs.beginNs.length,
    heap_alloc_events: trace.heap.timeNs.length,
    goroutines: goroutines.length,
    goroutines_created: goroutines.created,
    wall_clock: clock === null ? null : new Date(Number(clock.wallNs / 1_000_000n)).toISOString(),
    alloc_free: spans !== null,
    ...(spanCounts === null || objects === null || goroutineStacks === null
      ? {}
      : {
          relative_addresses: trace.isRelative,
          spans_allocated: spanCounts.allocated,
          spans_freed: spanCounts.freed,
          spans_live: live,
          unknown_span_frees: spanCounts.unknownFrees,
          objects_allocated: objects.allocated,
          objects_freed: objects.freed,
          objects_live: objects.length,
          goroutine_stack_bytes: goroutineStacks.liveBytes,
        }),
  };
}
