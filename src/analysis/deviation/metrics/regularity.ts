import type { Figure } from "../../../model/deviation";
import { ClusterSums } from "../clusters";
import { meanFigure, shareFigure, variationFigure } from "../figures";
import type { Source, SourcePart, StackSource } from "../sources";
import { type Measure, type Measured, measured, missing } from "./metric";

/**
 * How evenly samples come. A gap is the time between two samples of one thread; on the CPU means less the time that the
 * thread was off it, which only switches tell. Without them every gap has waiting in it: that figure is in no verdict.
 */
export const REGULARITY: readonly Measure[] = [
  {
    name: "sampling_regularity",
    measure: "gap_variation",
    unit: "ratio",
    inVerdict: true,
    of: (source) => ofGaps(source, true, ({ gaps }) => variationFigure(gaps)),
  },
  {
    name: "sampling_regularity",
    measure: "gap_to_period",
    unit: "ratio",
    inVerdict: true,
    of: (source) => ofGaps(source, true, ({ ratios }) => meanFigure(ratios)),
  },
  {
    name: "sampling_regularity",
    measure: "gap_variation_all",
    unit: "ratio",
    inVerdict: false,
    of: (source) => ofGaps(source, false, ({ gaps }) => variationFigure(gaps)),
  },
  {
    name: "sampling_regularity",
    measure: "lost_share",
    unit: "share",
    inVerdict: true,
    of: (source) => ofRecords(source, ({ lost }) => lost, true),
  },
  {
    name: "sampling_regularity",
    measure: "throttled_share",
    unit: "share",
    inVerdict: true,
    of: (source) => ofRecords(source, ({ throttled }) => throttled, false),
  },
];

export interface Gaps {
  readonly each: Float64Array; // nanoseconds
  readonly gaps: ClusterSums; // of these
  readonly ratios: ClusterSums; // to the period that was asked for
}

function ofGaps(source: Source, onCpu: boolean, figure: (gaps: Gaps) => Figure | null): Measured | null {
  if (source.kind === "harness" || source.parts.some(({ input }) => input.kind !== "perf")) return null;
  if (source.parts.some(({ profile: { samples } }) => samples.time === null || samples.thread === null)) {
    return missing("no-times");
  }
  if (onCpu && source.parts.some(({ input }) => input.perf?.offCpu == null)) return missing("no-switches");
  return measured(figure(gapsOf(source, onCpu)), missing("too-few-samples"));
}

/** `onCpu`: less the time that the thread was off the CPU. */
export function gapsOf({ parts, clusters }: StackSource, onCpu: boolean): Gaps {
  const each: number[] = [];
  const gaps = new ClusterSums(clusters);
  const ratios = new ClusterSums(clusters);
  for (const part of parts) {
    const { time, thread, length } = part.profile.samples;
    if (time === null || thread === null) continue;
    const period = periodOf(part);
    const last = new Map<number, number>();
    const away = onCpu ? absences(part) : null;
    for (let row = 0; row < length; row++) {
      const before = last.get(thread[row]);
      last.set(thread[row], time[row]);
      if (before === undefined) continue;
      const gap = time[row] - before - (away?.get(thread[row])?.between(before, time[row]) ?? 0);
      each.push(gap);
      gaps.add(part.clusters.of[row], gap);
      if (period > 0) ratios.add(part.clusters.of[row], gap / period);
    }
  }
  return { each: Float64Array.from(each), gaps, ratios };
}

/** Nanoseconds that were asked for between two samples; 0 where something else than time is counted. */
function periodOf({ input, profile }: SourcePart): number {
  const attr = input.perf?.events.find(({ name }) => name === profile.event)?.attr ?? null;
  if (attr === null || attr.samplePeriod <= 0) return 0;
  if (attr.freq) return 1e9 / attr.samplePeriod;
  return profile.unit === "nanoseconds" ? attr.samplePeriod : 0;
}

/** When one thread was off the CPU: intervals by ascending time, asked for in that order. */
class Absence {
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  #next = 0;

  push(from: number, to: number): void {
    this.#from.push(from);
    this.#to.push(to);
  }

  /** How long of an interval it was away. Intervals may only be asked for one behind the other. */
  between(from: number, to: number): number {
    let away = 0;
    while (this.#next < this.#to.length && this.#to[this.#next] <= from) this.#next++;
    for (let at = this.#next; at < this.#from.length && this.#from[at] < to; at++) {
      away += Math.min(this.#to[at], to) - Math.max(this.#from[at], from);
    }
    return away;
  }
}

function absences({ input, profile }: SourcePart): ReadonlyMap<number, Absence> {
  const byThread = new Map<number, Absence>();
  const offCpu = input.profiles.find(({ event, isDerived }) => isDerived === true && event === "off-cpu");
  const { time = null, thread = null, weight, length = 0 } = offCpu?.samples ?? {};
  if (offCpu === undefined || time === null || thread === null || weight === undefined) return byThread;
  const shift = Number(offCpu.startNs - profile.startNs);
  for (let row = 0; row < length; row++) {
    const absence = byThread.get(thread[row]) ?? new Absence();
    byThread.set(thread[row], absence);
    absence.push(time[row] + shift, time[row] + shift + weight[row]);
  }
  return byThread;
}

/** Records that a capture counts as a whole, as a share of its samples: a file is a cluster. */
function ofRecords(
  source: Source,
  count: (perf: { readonly lost: number; readonly throttled: number }) => number,
  areMissing: boolean, // the samples that these records stand for would have come on top
): Measured | null {
  if (source.kind === "harness" || source.parts.some(({ input }) => input.kind !== "perf")) return null;
  const counts = source.parts.map(({ input: { perf } }) => {
    const samples = perf?.events.reduce((sum, event) => sum + event.samples, 0) ?? 0;
    const counted = perf === null ? 0 : count(perf);
    return { counted, whole: samples + (areMissing ? counted : 0) };
  });
  const part = Float64Array.from(counts, ({ counted }) => counted);
  const whole = Float64Array.from(counts, (one) => one.whole);
  return measured(shareFigure(part, whole), missing("too-few-samples"));
}
