import type { MemStats, SmapsTotals } from "../../model/processMemory";

/** What the resident memory of a process is made of, in bytes. Parts that nothing tells are null. */
export interface RssDecomposition {
  readonly parts: Readonly<Record<RssPartId, RssPart>>;
  readonly total: number | null;
  /** "peak": the most there ever was (MaxRSS), which the parts, being of now, need not add up to. */
  readonly totalIs: "now" | "peak";
  /** total − all parts that are known; negative where parts are upper bounds, or were told at different moments. */
  readonly unexplained: number | null;
}

export type RssPartId = (typeof RSS_PARTS)[number];

export const RSS_PARTS = [
  "live", // objects of Go
  "spanWaste", // in spans in use, but in no object
  "idle", // spans that are free and were not given back
  "stacks", // of goroutines
  "runtime", // what Go's runtime got for itself
  "hugePageExcess", // given back, but in a huge page with what is not
  "native", // of C
  "files", // binaries, libraries, mapped files
] as const;

export interface RssPart {
  readonly bytes: number | null;
  /** What of the truth the figure is. Figures of the runtime count addresses: not all of these need be resident. */
  readonly bound: "exact" | "at-most" | "at-least";
}

interface RssSources {
  readonly memStats: MemStats | null;
  readonly smaps: SmapsTotals | null;
  readonly nativeLive: number | null; // live bytes of the C heap, from probes on malloc
}

/** Null where neither the runtime nor the kernel was asked. */
export function rssDecomposition({ memStats, smaps, nativeLive }: RssSources): RssDecomposition | null {
  if (memStats === null && smaps === null) return null;
  const maps = smaps === null || smaps.isRollup ? null : smaps;
  const live = memStats?.heapAlloc ?? null;
  const spanWaste = minus(memStats?.heapInuse, memStats?.heapAlloc);
  const idle = minus(memStats?.heapIdle, memStats?.heapReleased);
  const stacks = memStats?.stackInuse ?? null;
  const outside = maps === null ? null : maps.anonymous.rss + maps.brk.rss; // what is of the runtime or of C
  const runtimeSys = memStats?.runtimeSys ?? null;
  const runtime =
    runtimeSys === null || outside === null
      ? runtimeSys
      : Math.max(0, Math.min(runtimeSys, outside - (nativeLive ?? 0)));
  const native = nativeLive ?? (outside === null ? null : minus(outside, runtimeSys));
  const parts: RssDecomposition["parts"] = {
    live: exact(live),
    spanWaste: exact(spanWaste),
    idle: exact(idle),
    stacks: exact(stacks),
    runtime: { bytes: runtime, bound: "at-most" },
    hugePageExcess: { bytes: hugePageExcess(maps, sum([memStats?.heapInuse, idle, stacks])), bound: "at-most" },
    native: { bytes: native, bound: nativeLive === null ? "at-least" : "exact" },
    files: exact(maps?.files.rss ?? null),
  };
  const total = smaps?.rss ?? memStats?.maxRss ?? null;
  const totalIs = smaps === null ? "peak" : "now";
  const known = RSS_PARTS.reduce((all, id) => all + (parts[id].bytes ?? 0), 0);
  return { parts, total, totalIs, unexplained: total === null || totalIs === "peak" ? null : total - known };
}

/** Resident memory of Go's arenas beyond what the runtime holds there: at most what lies in huge pages. */
function hugePageExcess(maps: SmapsTotals | null, held: number | null): number | null {
  if (maps === null || held === null || maps.goHeap.mappings === 0) return null;
  return Math.min(maps.goHeap.hugePages, Math.max(0, maps.goHeap.rss - held));
}

function exact(bytes: number | null): RssPart {
  return { bytes, bound: "exact" };
}

function minus(a: number | null | undefined, b: number | null | undefined): number | null {
  return a == null || b == null ? null : Math.max(0, a - b);
}

function sum(values: readonly (number | null | undefined)[]): number | null {
  return values.reduce<number | null>((all, value) => (all === null || value == null ? null : all + value), 0);
}
