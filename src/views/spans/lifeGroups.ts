import { HIDDEN } from "../../analysis/spans/spanRaster";
import { elemBytesOf, sizeClassOf } from "../../model/sizeClasses";
import { MANUAL_SPAN, type SpanLives } from "../../model/spanLives";
import type { Token } from "../../ui/useColours";

/** What a life is coloured by: the size of the objects in its span, or that it has none. */
export const LIFE_GROUPS = [
  { id: "tiny", mostBytes: 64, colour: "series-1" },
  { id: "small", mostBytes: 512, colour: "series-3" },
  { id: "middle", mostBytes: 4096, colour: "series-5" },
  { id: "big", mostBytes: 32768, colour: "series-2" },
  { id: "large", mostBytes: Number.POSITIVE_INFINITY, colour: "series-4" },
  { id: "manual", mostBytes: 0, colour: "series-rest" },
  { id: "unknown", mostBytes: 0, colour: "series-6" },
] as const satisfies readonly { readonly id: string; readonly mostBytes: number; readonly colour: Token }[];

export type LifeGroup = (typeof LIFE_GROUPS)[number]["id"];

const LARGE = LIFE_GROUPS.findIndex(({ id }) => id === "large");
const MANUAL = LIFE_GROUPS.findIndex(({ id }) => id === "manual");
const UNKNOWN = LIFE_GROUPS.findIndex(({ id }) => id === "unknown");

function groupOf(spanclass: number): number {
  if (spanclass === MANUAL_SPAN) return MANUAL;
  const sizeClass = sizeClassOf(spanclass);
  if (sizeClass < 0) return UNKNOWN;
  const elemBytes = elemBytesOf(spanclass, 1);
  return sizeClass === 0 ? LARGE : LIFE_GROUPS.findIndex(({ mostBytes }) => elemBytes <= mostBytes);
}

/** The groups of a text like "tiny,large". */
export function hiddenGroups(text: string): ReadonlySet<LifeGroup> {
  const ids = text.split(",");
  return new Set(LIFE_GROUPS.map(({ id }) => id).filter((id) => ids.includes(id)));
}

/** Which lives are drawn: all, those that never ended, or the leak candidates. */
export type Shown = "all" | "live" | "candidates";

/** Per life its place in LIFE_GROUPS, or HIDDEN. `isCandidate` is null where it is not known which lives are. */
export function lifeGroups(
  { length, spanclass, deathNs }: SpanLives,
  isCandidate: Uint8Array | null,
  hidden: ReadonlySet<LifeGroup>,
  shown: Shown,
): Uint8Array {
  const ofClass = new Map<number, number>();
  const groups = new Uint8Array(length);
  for (let life = 0; life < length; life++) {
    const key = spanclass[life];
    let group = ofClass.get(key);
    if (group === undefined) {
      group = groupOf(key);
      if (hidden.has(LIFE_GROUPS[group].id)) group = HIDDEN;
      ofClass.set(key, group);
    }
    const isShown =
      shown === "all" ||
      (shown === "live" ? Number.isNaN(deathNs[life]) : isCandidate !== null && isCandidate[life] === 1);
    groups[life] = isShown ? group : HIDDEN;
  }
  return groups;
}

/** The groups that any life is in. */
export function groupsOf({ spanclass }: SpanLives): ReadonlySet<LifeGroup> {
  return new Set([...new Set(spanclass)].map((one) => LIFE_GROUPS[groupOf(one)].id));
}
