import type { Counted, CountedCreator, GoroutineFacts } from "../../model/goroutines";
import type { GoroutineFile } from "./goroutineFile";
import type { PointGroup } from "./goroutinePoint";

/** Different labels of one group that are kept; a program may put a request's number into them. */
const MOST_LABELS = 50;

/** What is known of a group from its own points, oldest first, and from other files that have its stack. */
export function groupFacts(points: readonly PointGroup[], lenders: readonly GoroutineFile[]): GoroutineFacts {
  const last = points[points.length - 1];
  const same = lenders.map(({ groups }) => groups.filter(({ frames }) => isSameStack(frames, last)));
  const lent = same.flat();
  const reasoned = lent.filter(({ reason }) => reason !== null && reason === last.reason);
  const texts = (reasoned.length > 0 ? reasoned : lent).filter(({ isText }) => isText);
  const sayers = texts.length > 0 && !last.isText ? texts : [last];
  return {
    creators: creatorsOf(sayers),
    reasons: counted(sayers.flatMap(({ reason, count }) => (reason === null ? [] : [{ text: reason, count }]))),
    isConcluded: !sayers.some(({ isText }) => isText),
    maxMinutes: mostMinutes([...points, ...texts]),
    leaked: Math.max(last.leaked, ...same.map(leakedOf)),
    labels: counted([...last.labels].map(([text, count]) => ({ text, count }))).slice(0, MOST_LABELS),
    stack: last.stack,
  };
}

/** Go before 1.23 keeps 32 frames of a stack in a profile (inlined calls come on top), a text dump has 100. */
const CUT_DEPTH = 32;

/** A text dump's stack may go on where the profile's is cut. */
export function isSameStack(frames: string, { frames: own, stack }: PointGroup): boolean {
  return frames === own || (stack.length >= CUT_DEPTH && frames.startsWith(`${own}\n`));
}

function leakedOf(groups: readonly PointGroup[]): number {
  return groups.reduce((sum, { leaked }) => sum + leaked, 0);
}

function creatorsOf(groups: readonly PointGroup[]): CountedCreator[] {
  const creators = new Map<string, CountedCreator>();
  for (const { creator, count } of groups) {
    if (creator === null) continue;
    const key = `${creator.place} ${creator.func}`;
    creators.set(key, { ...creator, count: (creators.get(key)?.count ?? 0) + count });
  }
  return [...creators.values()].sort((a, b) => b.count - a.count);
}

function counted(items: readonly Counted[]): Counted[] {
  const sums = new Map<string, number>();
  for (const { text, count } of items) sums.set(text, (sums.get(text) ?? 0) + count);
  return [...sums].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count);
}

function mostMinutes(groups: readonly PointGroup[]): number | null {
  const stated = groups.flatMap(({ maxMinutes }) => maxMinutes ?? []);
  return stated.length === 0 ? null : Math.max(...stated);
}
