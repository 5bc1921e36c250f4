import type { ClockSnapshot, GoTrace } from "../../../src/model/goTrace";
import {
  TRACE_MAX_COUNTS,
  TRACE_MAX_CPU_SAMPLES,
  TRACE_MAX_FRAMES,
  TRACE_MAX_GCS,
  TRACE_MAX_GOROUTINES,
  TRACE_MAX_HEAP_ROWS,
  TRACE_MAX_LIFE_ROWS,
  TRACE_MAX_LIVE,
  TRACE_MAX_STACKS,
  TRACE_MAX_TEXTS,
} from "../../io/limits";
import { AllocFree } from "./replay/allocFree";
import { Collections } from "./replay/collections";
import { CpuSamples } from "./replay/cpuSamples";
import { Goroutines } from "./replay/goroutines";
import { HeapSizeSeries } from "./replay/heapSizes";
import { TracedStacks } from "./tracedStacks";

/** What is known of a trace while its events come, whatever the version of its format. Times are ns since its start. */
export class Trace {
  readonly events: number[] = new Array<number>(256).fill(0); // by event number
  readonly stacks = new TracedStacks({ frames: TRACE_MAX_FRAMES, stacks: TRACE_MAX_STACKS });
  readonly goroutines = new Goroutines({
    goroutines: TRACE_MAX_GOROUTINES,
    reasons: TRACE_MAX_TEXTS,
    counts: TRACE_MAX_COUNTS,
  });
  readonly heap = new HeapSizeSeries(TRACE_MAX_HEAP_ROWS);
  readonly collections = new Collections(TRACE_MAX_GCS);
  readonly cpuSamples = new CpuSamples(TRACE_MAX_CPU_SAMPLES);
  readonly allocFree = new AllocFree({ lives: TRACE_MAX_LIFE_ROWS, live: TRACE_MAX_LIVE, types: TRACE_MAX_TEXTS });
  startNs = 0n;
  clock: ClockSnapshot | null = null;
  generations = 0;
  #lastNs = -1;

  /** Events are strictly one after another: those of one moment are moved on by a nanosecond. */
  tick(ns: number): number {
    this.#lastNs = ns > this.#lastNs ? ns : this.#lastNs + 1;
    return this.#lastNs;
  }

  get endNs(): number {
    return Math.max(0, this.#lastNs);
  }

  finish(version: number, eventNames: readonly string[]): GoTrace {
    const { startNs, endNs, clock, generations, events } = this;
    const { goroutines, goroutineCounts } = this.goroutines.finish();
    return {
      version,
      startNs,
      endNs,
      clock,
      generations,
      events: Object.fromEntries(events.flatMap((count, id) => (count > 0 ? [[eventNames[id], count]] : []))),
      heap: this.heap.finish(),
      gcs: this.collections.finish(),
      goroutines,
      goroutineCounts,
      ...this.allocFree.finish(startNs, endNs),
    };
  }
}
