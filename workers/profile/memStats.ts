import type { MemStats } from "../../src/model/processMemory";

/**
 * runtime.MemStats at the end of a heap profile with debug=1 (runtime/pprof, writeHeapInternal):
 *
 *   # runtime.MemStats
 *   # HeapAlloc = 33813872
 *   # Stack = 13402112 / 13402112      in use / from the system
 */
export class MemStatsLines {
  readonly #figures = new Map<string, readonly [number, number]>();

  /** Takes a line that begins with "# ", passes over any other. */
  line(text: string): void {
    const match = /^# (\w{1,40}) = (\d{1,19})(?: \/ (\d{1,19}))?$/.exec(text);
    if (match === null) return;
    const [, name = "", inUse, fromSystem = inUse] = match;
    this.#figures.set(name, [Number(inUse), Number(fromSystem)]);
  }

  /** Null where there was none of its figures. */
  finish(): MemStats | null {
    const used = (name: string): number | null => this.#figures.get(name)?.[0] ?? null;
    const own = OWN.map((name) => this.#figures.get(name)?.[1]);
    if (used("HeapAlloc") === null && used("MaxRSS") === null) return null;
    return {
      heapAlloc: used("HeapAlloc"),
      heapInuse: used("HeapInuse"),
      heapIdle: used("HeapIdle"),
      heapReleased: used("HeapReleased"),
      stackInuse: used("Stack"),
      runtimeSys: own.every((bytes) => bytes !== undefined) ? own.reduce((sum, bytes) => sum + bytes, 0) : null,
      sys: used("Sys"),
      nextGc: used("NextGC"),
      maxRss: used("MaxRSS"),
    };
  }
}

const OWN = ["MSpan", "MCache", "BuckHashSys", "GCSys", "OtherSys"];
