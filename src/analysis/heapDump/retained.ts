import type { HeapDump, HeldHeap, HolderKind } from "../../model/heapDump";
import { HOLDER_KINDS, NOT_ALONE, UNREACHED } from "../../model/heapDump";
import { bucketOf, siteOf, siteText } from "./sites";

/** A holder, or an object that several hold, and what would be freed with it. */
export interface Retained {
  readonly node: number;
  readonly kind: HolderKind | "several";
  readonly name: string;
  readonly bytes: number;
  readonly share: number; // of what is reached
}

/** What hangs under no other, most first. */
export function retainedAtTop(dump: HeapDump, held: HeldHeap, most: number): Retained[] {
  const { dominator, childAt, child, retained, reached } = held;
  const [from, to] = [childAt[dominator.length], childAt[dominator.length + 1]];
  return Array.from(child.subarray(from, Math.min(to, from + most)), (node) => ({
    node,
    kind: node < held.objects ? "several" : kindOf(held, node - held.objects),
    name: nodeName(dump, held, node),
    bytes: retained[node],
    share: reached.bytes === 0 ? 0 : retained[node] / reached.bytes,
  }));
}

export function kindOf({ holders }: HeldHeap, holder: number): HolderKind {
  return HOLDER_KINDS[holders.kind[holder]];
}

/** "main.sessions", "goroutine 18 main.hold"; for NOT_ALONE and UNREACHED what these mean. */
export function holderName({ holders }: HeldHeap, holder: number): string {
  if (holder === NOT_ALONE) return "several roots";
  if (holder === UNREACHED) return "nothing (garbage)";
  const name = holders.strings[holders.name[holder]] ?? "";
  const kind = HOLDER_KINDS[holders.kind[holder]];
  if (kind === "goroutine") return `goroutine ${holders.number[holder]} ${name}`.trim();
  return kind === "cut" ? "roots that are cut off" : name;
}

/** A holder's name, or an object's size with where it was allocated, if it was sampled. */
export function nodeName(dump: HeapDump, held: HeldHeap, node: number): string {
  if (node >= held.objects) return holderName(held, node - held.objects);
  const bucket = bucketOf(dump, node);
  const size = `${dump.objects.bytes[node]} B`;
  return bucket < 0 ? size : `${size} ${siteText(siteOf(dump, bucket))}`;
}

/** Nodes from a holder down the shortest way to a node, both included; empty for garbage. */
export function shortestWay({ nearer }: HeldHeap, node: number): number[] {
  if (nearer[node] === UNREACHED) return [];
  const way: number[] = [];
  for (let at = node; at !== NOT_ALONE; at = nearer[at]) way.push(at);
  return way.reverse();
}

/** Down the dominator tree from a node, always to what retains most, while that is half or more: where it is spread. */
export function heaviestBelow({ childAt, child, retained }: HeldHeap, node: number): number {
  let at = node;
  for (let step = 0; step < MOST_STEPS; step++) {
    if (childAt[at] === childAt[at + 1]) break;
    const first = child[childAt[at]];
    if (step > 0 && retained[first] < retained[at] / 2) return first;
    at = first;
  }
  return at;
}

/** Of a long list, which has a step per element. */
const MOST_STEPS = 256;
