import type { Exhaustion, NodeSeries, NumaMemory } from "../../model/numa";
import type { GoroutineNodes, ThreadNodes } from "./threadNodes";

/** What is known of a node: a line of the view's table and of the report. Null for what no capture tells. */
export interface NodeRow {
  readonly node: number;
  readonly threads: number | null; // that ran there last
  readonly goroutines: number | null; // whose thread did
  readonly bytes: number | null; // of the affected series, at its last dump
  readonly slopePerS: number | null;
  readonly slopeCi: readonly [number, number] | null;
  readonly totalBytes: number | null;
  readonly freeBytes: number | null;
  readonly reclaimableBytes: number | null;
  readonly exhaustion: Exhaustion | null;
}

export function nodeRows(
  numa: NumaMemory | null,
  threads: ThreadNodes | null,
  goroutines: GoroutineNodes | null,
): readonly NodeRow[] {
  const used = numa?.series[numa.affected]?.nodes ?? [];
  const free = numa === null ? [] : (memoryOf(numa)?.free ?? []);
  const running = [...(threads?.nodeOf.values() ?? [])];
  const ids = new Set([...used, ...free].map(({ node }) => node).concat(running));
  return [...ids]
    .sort((a, b) => a - b)
    .map((node) => {
      const trend = used.find((one) => one.node === node);
      const left = free.find((one) => one.node === node);
      return {
        node,
        threads: threads === null ? null : running.filter((one) => one === node).length,
        goroutines: goroutines === null ? null : (goroutines.counts.get(node) ?? 0),
        bytes: known(trend?.values.at(-1)),
        slopePerS: known(trend?.slopePerS),
        slopeCi: trend?.slopeCi ?? null,
        totalBytes: known(left?.totalBytes),
        freeBytes: known(left?.values.at(-1)),
        reclaimableBytes: known(left?.reclaimableBytes),
        exhaustion: left?.exhaustion ?? null,
      };
    });
}

/** The whole nodes that the affected series lies on: of its folder and side where there are such. */
export function memoryOf({ series, affected }: NumaMemory): NodeSeries | null {
  const own = series[affected];
  const rank = ({ folder, side, timed }: NodeSeries) =>
    (side === own?.side ? 4 : 0) + (folder === own?.folder ? 2 : 0) + (timed ? 1 : 0);
  const systems = series.filter(({ scope }) => scope === "system");
  return systems.sort((a, b) => rank(b) - rank(a) || b.dumps - a.dumps)[0] ?? null;
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
