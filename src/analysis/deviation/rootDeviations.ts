import type { Missing } from "../../model/deviation";
import { baseNameOf } from "./mainModule";
import { normalFunction } from "./normalName";
import type { SourcePart, StackSource } from "./sources";
import { STOPS, stopsOf } from "./stops";

/** Where stacks that were followed to their root begin, against where the same thread's or goroutines' mostly do. A row each. */
export interface RootDeviations {
  readonly signed: Float64Array; // bytes from the mode
  readonly cluster: Int32Array; // -> clusters of the source
  readonly missing: Missing; // why there is none, where there is none
}

/**
 * Goroutine stacks are allocated in sizes that are multiples of this (runtime/stack.go, _StackMin), and runtime.goexit's
 * frame lies at a fixed distance from their end.
 */
const GO_STACK_UNIT = 2048;
const GO_ROOT = "runtime.goexit";

const known = new WeakMap<StackSource, RootDeviations>();

export function rootDeviations(source: StackSource): RootDeviations {
  const before = known.get(source);
  if (before !== undefined) return before;
  const signed: number[] = [];
  const cluster: number[] = [];
  let missing: Missing = { reason: "no-dumps", params: {} };
  for (const part of source.parts) {
    const { dumps } = part.profile;
    if (dumps === null) continue;
    const module = baseNameOf(part.input, part.profile);
    missing = { reason: dumps.outerCfa === null ? "not-unwound" : "no-roots", params: { module } };
    for (const { rows, values, unit } of groupsOf(part)) {
      const mode = modeOf(values);
      for (const [i, row] of rows.entries()) {
        signed.push(fromMode(values[i] - mode, unit));
        cluster.push(part.clusters.of[row]);
      }
    }
  }
  const deviations = { signed: Float64Array.from(signed), cluster: Int32Array.from(cluster), missing };
  known.set(source, deviations);
  return deviations;
}

interface RootGroup {
  readonly rows: number[]; // -> samples
  readonly values: number[];
  readonly unit: number; // that values are remainders of; 0 for addresses
}

/** Goroutines of one process together, by their remainder; of other stacks each thread's own. One sample is no group. */
function groupsOf({ input, profile, ends, ...part }: SourcePart): RootGroup[] {
  const { dumps, samples } = profile;
  if (dumps?.outerCfa == null) return [];
  const stops = stopsOf({ input, profile, ends, ...part });
  const isGoRoot = goRoots(input, ends.funcOfCode);
  const groups = new Map<number, RootGroup>();
  for (let row = 0; row < samples.length; row++) {
    const cfa = dumps.outerCfa[row];
    if (stops[row] !== ROOT_REACHED || Number.isNaN(cfa)) continue;
    const isGo = isGoRoot[ends.outermost[samples.stack[row]]] === 1;
    const thread = samples.thread?.[row] ?? 0;
    const key = isGo ? -1 - (input.perf?.threads[thread]?.pid ?? 0) : thread;
    const unit = isGo ? GO_STACK_UNIT : 0;
    let group = groups.get(key);
    if (group === undefined) {
      group = { rows: [], values: [], unit };
      groups.set(key, group);
    }
    group.rows.push(row);
    group.values.push(isGo ? cfa % GO_STACK_UNIT : cfa);
  }
  return [...groups.values()].filter(({ rows }) => rows.length > 1);
}

const ROOT_REACHED = STOPS.indexOf("RootReached");

function goRoots({ named }: SourcePart["input"], funcOfCode: Int32Array): Uint8Array {
  const isRoot = new Map<number, boolean>();
  return Uint8Array.from(funcOfCode, (func) => {
    const is =
      isRoot.get(func) ?? (func >= 0 && normalFunction(named.strings[named.funcs.name[func]] ?? "") === GO_ROOT);
    isRoot.set(func, is);
    return Number(is);
  });
}

/** The most frequent value, the lowest of equally frequent ones. */
function modeOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  let [mode, most] = [sorted[0], 0];
  for (let first = 0; first < sorted.length; ) {
    let next = first;
    while (next < sorted.length && sorted[next] === sorted[first]) next++;
    if (next - first > most) [mode, most] = [sorted[first], next - first];
    first = next;
  }
  return mode;
}

/** Of remainders the shorter way round. */
function fromMode(distance: number, unit: number): number {
  if (unit === 0 || Math.abs(distance) <= unit / 2) return distance;
  return distance - Math.sign(distance) * unit;
}
