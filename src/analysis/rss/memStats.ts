import type { Capture } from "../../model/capture";
import type { MemStats } from "../../model/processMemory";

/** runtime.MemStats that a heap profile with debug=1 ends with (runtime/pprof, writeHeapInternal); null without. */
export function memStatsOf(capture: Capture | null): MemStats | null {
  const figures = capture !== null && "pprof" in capture ? capture.pprof?.memStats : undefined;
  if (figures === undefined) return null;
  const of = (name: string): number | null => figures[name] ?? null;
  const own = OWN.map(of);
  return {
    heapAlloc: of("HeapAlloc"),
    heapInuse: of("HeapInuse"),
    heapIdle: of("HeapIdle"),
    heapReleased: of("HeapReleased"),
    stackInuse: of("Stack"),
    runtimeSys: own.includes(null) ? null : own.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0),
    sys: of("Sys"),
    nextGc: of("NextGC"),
    maxRss: of("MaxRSS"),
  };
}

const OWN = ["MSpan sys", "MCache sys", "BuckHashSys", "GCSys", "OtherSys"];
