import type { SampleTable } from "../model/profile";
import type { NamedStacks } from "../model/stacks";
import { type MergedStacks, mergeStacks } from "./icicleLayout";
import { framesOfStack } from "./shownRows";
import type { StackWeights } from "./stackWeights";

/** speedscope needs about 3 µs and 250 bytes per stack entry: with more than this its frame is slow or dies. */
export const MAX_ENTRIES = 1_000_000;
export const MAX_STACKS = 50_000;
/** It sorts recursively, so a deeper stack ends in "Maximum call stack size exceeded". */
export const MAX_DEPTH = 1000;

export const PRUNED = "(pruned)";
export const NO_STACK = "(no stack)";

export interface Folding {
  readonly file: SpeedscopeFile;
  readonly prunedWeight: number; // now in `(pruned)` leaves
  readonly negativeWeight: number; // left out: speedscope refuses negative weights
}

/** https://www.speedscope.app/file-format-schema.json, the part that is used. */
export interface SpeedscopeFile {
  readonly $schema: "https://www.speedscope.app/file-format-schema.json";
  readonly name: string;
  readonly activeProfileIndex: 0;
  readonly exporter: "swscope";
  readonly shared: { readonly frames: readonly { readonly name: string; readonly file?: string }[] };
  readonly profiles: readonly [
    {
      readonly type: "sampled";
      readonly name: string;
      readonly unit: SpeedscopeUnit;
      readonly startValue: 0;
      readonly endValue: number;
      readonly samples: readonly (readonly number[])[]; // root first
      readonly weights: readonly number[];
    },
  ];
}

type SpeedscopeUnit = "none" | "nanoseconds" | "microseconds" | "milliseconds" | "seconds" | "bytes";
const UNITS: ReadonlySet<string> = new Set(["nanoseconds", "microseconds", "milliseconds", "seconds", "bytes"]);

export interface FoldOptions {
  readonly title: string;
  readonly unit: string;
  /** Makes a name fit to be shown: control characters and the like. */
  readonly label: (name: string) => string;
  readonly maxEntries?: number;
  readonly maxStacks?: number;
  readonly maxDepth?: number;
}

/**
 * One stack per distinct way of calls. Where these are too many or too deep, the lightest are cut and their
 * weight goes to a `(pruned)` leaf of the frame that stays, so that every sum is kept.
 */
export function foldForSpeedscope(named: NamedStacks, weights: StackWeights, options: FoldOptions): Folding {
  const merged = mergeStacks(named, onlyPositive(weights));
  const cut = cutThreshold(merged, options);
  const frames = new Frames(named, options.label);
  const stacks = new Stacks();
  const pruned = new Float64Array(merged.length); // per kept node: weight of its cut children
  let prunedRoots = 0;
  for (let node = 0; node < merged.length; node++) {
    if (cut.keeps(node)) continue;
    const parent = merged.parent[node];
    if (parent < 0) prunedRoots += merged.weight[node];
    else if (cut.keeps(parent)) pruned[parent] += merged.weight[node];
  }
  for (let node = 0; node < merged.length; node++) {
    if (!cut.keeps(node) || (merged.self[node] === 0 && pruned[node] === 0)) continue;
    const way = wayTo(merged, node, (func) => frames.ofFunc(func));
    if (merged.self[node] > 0) stacks.add(way, merged.self[node]);
    if (pruned[node] > 0) stacks.add([...way, frames.ofName(PRUNED)], pruned[node]);
  }
  if (prunedRoots > 0) stacks.add([frames.ofName(PRUNED)], prunedRoots);
  if (weights.withoutStack > 0) stacks.add([frames.ofName(NO_STACK)], weights.withoutStack);
  return {
    file: speedscopeFile(frames, stacks, options),
    prunedWeight: pruned.reduce((sum, weight) => sum + weight, prunedRoots),
    negativeWeight: weights.self.reduce(
      (sum, weight) => (weight < 0 ? sum + weight : sum),
      Math.min(0, weights.withoutStack),
    ),
  };
}

/**
 * The samples in the order of their times, neighbours with the same stack taken together. Null where the profile has
 * no times, or where this would be more than speedscope bears.
 */
export function foldInTimeOrder(named: NamedStacks, samples: SampleTable, options: FoldOptions): Folding | null {
  const { length, stack, weight, time } = samples;
  if (time === null || weight.some((value) => value < 0)) return null;
  const order = Uint32Array.from({ length }, (_, sample) => sample).sort((a, b) => time[a] - time[b] || a - b);
  const frames = new Frames(named, options.label);
  const stacks = new Stacks();
  let entries = 0;
  let lastRow = -2; // no row
  for (const sample of order) {
    const row = stack[sample];
    if (row === lastRow) {
      stacks.addToLast(weight[sample]);
      continue;
    }
    const way = row < 0 ? [frames.ofName(NO_STACK)] : wayToStack(named, row, frames, options.maxDepth ?? MAX_DEPTH);
    entries += way.length;
    if (entries > (options.maxEntries ?? MAX_ENTRIES) || stacks.weights.length >= (options.maxStacks ?? MAX_STACKS))
      return null;
    stacks.add(way, weight[sample]);
    lastRow = row;
  }
  return { file: speedscopeFile(frames, stacks, options), prunedWeight: 0, negativeWeight: 0 };
}

function onlyPositive(weights: StackWeights): StackWeights {
  return { ...weights, self: weights.self.map((weight) => Math.max(0, weight)) };
}

interface Cut {
  keeps(node: number): boolean;
}

/** The smallest weight a node must have for the budget to hold, found by halving. */
function cutThreshold(merged: MergedStacks, options: FoldOptions): Cut {
  const maxEntries = options.maxEntries ?? MAX_ENTRIES;
  const maxStacks = options.maxStacks ?? MAX_STACKS;
  const maxKeptDepth = (options.maxDepth ?? MAX_DEPTH) - 2; // a `(pruned)` leaf still fits below
  const hasCutChild = new Uint8Array(merged.length);
  const fits = (least: number): boolean => {
    hasCutChild.fill(0);
    let entries = 0;
    let stacks = 0;
    for (let node = merged.length - 1; node >= 0; node--) {
      const depth = merged.depth[node];
      if (depth > maxKeptDepth || merged.weight[node] < least) {
        if (merged.parent[node] >= 0) hasCutChild[merged.parent[node]] = 1;
        continue;
      }
      if (merged.self[node] > 0) {
        entries += depth + 1;
        stacks++;
      }
      if (hasCutChild[node] === 1) {
        entries += depth + 2;
        stacks++;
      }
    }
    return entries + 2 <= maxEntries && stacks + 2 <= maxStacks;
  };
  let [low, high] = [0, merged.weight.reduce((most, weight) => Math.max(most, weight), 0) * 1.01];
  if (fits(0)) high = 0;
  for (let step = 0; step < 12 && high > 0; step++) {
    const middle = low === 0 ? high / 256 : Math.sqrt(low * high); // weights span many magnitudes
    if (fits(middle)) high = middle;
    else low = middle;
  }
  return { keeps: (node) => merged.depth[node] <= maxKeptDepth && merged.weight[node] >= high };
}

/** Frames from the root to a node. */
function wayTo(merged: MergedStacks, leaf: number, frameOf: (func: number) => number): number[] {
  const way: number[] = [];
  for (let node = leaf; node >= 0; node = merged.parent[node]) way.push(frameOf(merged.func[node]));
  return way.reverse();
}

function wayToStack(named: NamedStacks, recorded: number, frames: Frames, maxDepth: number): number[] {
  const way = framesOfStack(named, recorded).map((frame) => frames.ofFunc(named.frames.func[frame]));
  way.reverse();
  return way.length <= maxDepth ? way : [...way.slice(0, maxDepth - 1), frames.ofName(PRUNED)];
}

class Stacks {
  readonly samples: number[][] = [];
  readonly weights: number[] = [];

  add(way: number[], weight: number): void {
    this.samples.push(way);
    this.weights.push(weight);
  }

  addToLast(weight: number): void {
    this.weights[this.weights.length - 1] += weight;
  }
}

/** speedscope's frames: functions by name and file, numbered as they are met. */
class Frames {
  readonly list: { name: string; file?: string }[] = [];
  readonly #byFunc = new Map<number, number>();
  readonly #byName = new Map<string, number>();

  readonly #named: NamedStacks;
  readonly #label: (name: string) => string;

  constructor(named: NamedStacks, label: (name: string) => string) {
    this.#named = named;
    this.#label = label;
  }

  ofFunc(func: number): number {
    let frame = this.#byFunc.get(func);
    if (frame === undefined) {
      const { funcs, strings } = this.#named;
      const file = funcs.file[func] < 0 ? null : this.#label(strings[funcs.file[func]]);
      frame = this.#add({
        name: neverMangled(this.#label(strings[funcs.name[func]])),
        ...(file === null ? {} : { file }),
      });
      this.#byFunc.set(func, frame);
    }
    return frame;
  }

  ofName(name: string): number {
    const frame = this.#byName.get(name) ?? this.#add({ name });
    this.#byName.set(name, frame);
    return frame;
  }

  #add(frame: { name: string; file?: string }): number {
    return this.list.push(frame) - 1;
  }
}

/**
 * speedscope sends names that begin like mangled ones to a WebAssembly demangler, and hangs at its loading bar where
 * that may not run. An invisible character in front (zero width space) keeps them as they are.
 */
function neverMangled(name: string): string {
  return /^(_Z|__Z|_R)/.test(name) ? `\u200b${name}` : name;
}

function speedscopeFile(frames: Frames, { samples, weights }: Stacks, { title, unit }: FoldOptions): SpeedscopeFile {
  return {
    $schema: "https://www.speedscope.app/file-format-schema.json",
    name: title,
    activeProfileIndex: 0,
    exporter: "swscope",
    shared: { frames: frames.list },
    profiles: [
      {
        type: "sampled",
        name: title,
        unit: isSpeedscopeUnit(unit) ? unit : "none",
        startValue: 0,
        endValue: weights.reduce((sum, weight) => sum + weight, 0),
        samples,
        weights,
      },
    ],
  };
}

function isSpeedscopeUnit(unit: string): unit is SpeedscopeUnit {
  return UNITS.has(unit);
}
