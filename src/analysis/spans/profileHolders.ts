import type { ProfileEntry } from "../../model/session";
import { sizeClassFor, sizeClassOf } from "../../model/sizeClasses";
import type { SpanClasses } from "../../model/spans";
import { expandedStacks } from "../expandedStacks";
import { stackNames } from "../stackWeights";
import { namedGroups, openerRows } from "./openers";
import type { SpanHolder } from "./spanHolder";

const made = new WeakMap<SpanClasses, { readonly of: ProfileEntry; readonly holders: readonly SpanHolder[] }>();

/**
 * Sites of a heap profile by the size class of their objects. A profile does not say whether these have pointers: of the
 * two spanclasses of a size it is the one with more live spans.
 */
export function profileHolders(entry: ProfileEntry, classes: SpanClasses): readonly SpanHolder[] {
  const known = made.get(classes);
  if (known?.of === entry) return known.holders;
  const { file, profile, named } = entry;
  const { length, stack, weight } = profile.samples;
  const objectBytes = objectSizes(entry);
  const spanclassOf = liveSpanclasses(classes);
  const { leaf } = expandedStacks(named);
  const openers = openerRows(named);
  const groupOf = namedGroups(named);
  const found = new Map<number, { readonly row: number; readonly spanclass: number; bytes: number }>();
  for (let sample = 0; sample < length; sample++) {
    const spanclass = spanclassOf.get(sizeClassFor(objectBytes(sample)));
    if (spanclass === undefined || !(weight[sample] > 0)) continue;
    const row = stack[sample] < 0 ? -1 : openers[leaf[stack[sample]]];
    const key = (row < 0 ? 0 : groupOf[row] + 1) * SPANCLASSES + spanclass;
    const holder = found.get(key) ?? { row, spanclass, bytes: 0 };
    found.set(key, holder);
    holder.bytes += weight[sample];
  }
  const holders = [...found.values()]
    .sort((a, b) => b.bytes - a.bytes)
    .map(({ row, spanclass, bytes }): SpanHolder => {
      const names = stackNames(named, row);
      return { source: "heap-profile", fileId: file.id, func: names[0] ?? "", stack: names, spanclass, bytes };
    });
  made.set(classes, { of: entry, holders });
  return holders;
}

const SPANCLASSES = 256;

/** Go labels the samples of a heap profile with the size of their objects, "bytes"; else it is bytes by objects. */
function objectSizes({ file, profile }: ProfileEntry): (sample: number) => number {
  const label = profile.args.find((arg) => arg.name === "bytes" && arg.kind === "number");
  const all = file.capture !== null && "profiles" in file.capture ? file.capture.profiles : [];
  const objects = all.find(({ event }) => event === "inuse_objects")?.samples.weight;
  const { weight } = profile.samples;
  return (sample) => {
    const stated = label === undefined ? Number.NaN : label.values[sample];
    return stated > 0 ? stated : weight[sample] / (objects?.[sample] ?? 0);
  };
}

/** By size class: of its two spanclasses the one with more live bytes. */
function liveSpanclasses({ length, spanclass, live, liveBytes }: SpanClasses): ReadonlyMap<number, number> {
  const most = new Map<number, number>(); // row
  for (let row = 0; row < length; row++) {
    const sizeClass = sizeClassOf(spanclass[row]);
    if (sizeClass < 0 || live[row] === 0) continue;
    const other = most.get(sizeClass);
    if (other === undefined || liveBytes[row] > liveBytes[other]) most.set(sizeClass, row);
  }
  return new Map(Array.from(most, ([sizeClass, row]) => [sizeClass, spanclass[row]]));
}
