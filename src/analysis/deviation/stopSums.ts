import type { Missing } from "../../model/deviation";
import { baseNameOf } from "./mainModule";
import type { SourcePart, StackSource } from "./sources";
import { COMPLETE, NO_STACK, STOPS, stopsOf, TRUNCATED, UNTOLD } from "./stops";

/** How the stacks of a source end, as sums per cluster. */
export interface StopSums {
  readonly stacks: Float64Array; // stacks
  readonly truncated: Float64Array;
  readonly told: Float64Array; // of which it is known how they end
  readonly incomplete: Float64Array;
  /** Per stop, module and function of the outermost frame: stacks. */
  readonly cells: ReadonlyMap<string, StopCell>;
  /** Why nothing was counted, of the first part that gave nothing; null where every part did. */
  readonly missing: Missing | null;
  readonly unnamed: { readonly stacks: number; readonly module: string }; // UNTOLD ones, and whose most are
}

export interface StopCell {
  readonly stop: (typeof STOPS)[number] | "Untold";
  readonly part: SourcePart;
  readonly code: number; // -> codes of the part: of the outermost user frame, -1 for none
  stacks: number;
}

const known = new WeakMap<StackSource, StopSums>();

export function stopSums(source: StackSource): StopSums {
  const before = known.get(source);
  if (before !== undefined) return before;
  const sums = counted(source);
  known.set(source, sums);
  return sums;
}

function counted({ parts, clusters }: StackSource): StopSums {
  const [stacks, truncated, told, incomplete] = Array.from({ length: 4 }, () => new Float64Array(clusters));
  const cells = new Map<string, StopCell>();
  let missing: Missing | null = null;
  for (const [index, part] of parts.entries()) {
    const reason = reasonOf(part);
    missing ??= reason;
    if (reason !== null) continue;
    const stops = stopsOf(part);
    const { stack } = part.profile.samples;
    const { outermost } = part.ends;
    for (let row = 0; row < stops.length; row++) {
      const stop = stops[row];
      if (stop === NO_STACK) continue;
      const count = part.counts?.[row] ?? 1;
      const cluster = part.clusters.of[row];
      const name = STOPS[stop];
      stacks[cluster] += count;
      if (TRUNCATED.has(name)) truncated[cluster] += count;
      if (stop !== UNTOLD) {
        told[cluster] += count;
        if (!COMPLETE.has(name)) incomplete[cluster] += count;
      }
      if (COMPLETE.has(name)) continue;
      const code = outermost[stack[row]];
      const key = `${index} ${stop} ${code}`;
      const cell = cells.get(key);
      if (cell !== undefined) cell.stacks += count;
      else cells.set(key, { stop: name ?? "Untold", part, code, stacks: count });
    }
  }
  return { stacks, truncated, told, incomplete, cells, missing, unnamed: unnamedOf(cells) };
}

function reasonOf({ input, profile, chains, limit }: SourcePart): Missing | null {
  const { file } = input;
  if (limit === null) return { reason: "no-truncation-limit", params: { file } };
  if (chains !== "perf") return null;
  if (profile.dumps !== null && profile.dumps.stop === null) {
    return { reason: "not-unwound", params: { module: baseNameOf(input, profile) } };
  }
  const attr = input.perf?.events.find(({ name }) => name === profile.event)?.attr ?? null;
  return attr?.callGraph === "none" ? { reason: "no-stacks", params: { file } } : null;
}

function unnamedOf(cells: ReadonlyMap<string, StopCell>): StopSums["unnamed"] {
  const byModule = new Map<string, number>();
  for (const { stop, part, code, stacks } of cells.values()) {
    if (stop !== "Untold") continue;
    const name = part.input.modules[part.input.codes.module[code]]?.name ?? "[unknown]";
    byModule.set(name, (byModule.get(name) ?? 0) + stacks);
  }
  const [most] = [...byModule].sort(([, a], [, b]) => b - a);
  return { stacks: [...byModule.values()].reduce((sum, stacks) => sum + stacks, 0), module: most?.[0] ?? "" };
}
