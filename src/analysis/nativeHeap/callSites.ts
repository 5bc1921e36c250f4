import { ALLOCATORS, type Allocator, type NativeHeap } from "../../model/nativeHeap";
import type { NamedStacks } from "../../model/stacks";
import { expandedStacks } from "../expandedStacks";
import { type FramePlace, fileOfFrame, framePlace } from "../framePlace";
import { CallerRows } from "./callerRow";

/** A place that calls a function of the malloc family, with what came from there and is live at the end. */
export interface NativeCallSite extends FramePlace {
  readonly allocator: Allocator;
  readonly bytes: number;
  readonly blocks: number;
  readonly allocations: number;
  readonly allocatedBytes: number;
  readonly unplaced: number; // of allocations: whose address is not known
  readonly oldestNs: number; // NaN where nothing is live
  readonly groups: ReadonlySet<number>; // -> NativeTimeline.groups
  readonly stacks: readonly NativeStack[]; // of what is live, most bytes first
}

export interface NativeStack {
  readonly row: number; // -> ExpandedStacks.stacks: the caller of the allocator; -1 where it is not known
  readonly bytes: number;
  readonly blocks: number;
}

/** Sites by function, file and line of the caller, innermost inlined call; most live bytes first. */
export function callSites(heap: NativeHeap, named: NamedStacks): readonly NativeCallSite[] {
  const known = made.get(heap);
  if (known?.named === named) return known.sites;
  const sites = grouped(heap, named);
  made.set(heap, { named, sites });
  return sites;
}

const made = new WeakMap<NativeHeap, { readonly named: NamedStacks; readonly sites: readonly NativeCallSite[] }>();
const NAMES = Object.keys(ALLOCATORS) as Allocator[];

interface GrowingSite extends Figures {
  readonly allocator: Allocator;
  readonly row: number; // one with this place
  readonly groups: Set<number>;
  readonly stacks: NativeStack[];
}

type Figures = {
  -readonly [Name in
    | "bytes"
    | "blocks"
    | "allocations"
    | "allocatedBytes"
    | "unplaced"
    | "oldestNs"]: NativeCallSite[Name];
};

function grouped({ sites }: NativeHeap, named: NamedStacks): NativeCallSite[] {
  const callers = new CallerRows(named);
  const found = new Map<string, GrowingSite>();
  for (let site = 0; site < sites.length; site++) {
    const row = callers.of(sites.entry[site], sites.back[site]);
    const func = sites.func[site];
    const key = placeKey(named, row, func);
    const into = found.get(key) ?? { allocator: NAMES[func], row, ...NOTHING, groups: new Set(), stacks: [] };
    found.set(key, into);
    const [bytes, blocks, oldestNs] = [sites.liveBytes[site], sites.liveBlocks[site], sites.oldestNs[site]];
    into.bytes += bytes;
    into.blocks += blocks;
    into.allocations += sites.allocations[site];
    into.allocatedBytes += sites.allocatedBytes[site];
    into.unplaced += sites.unplaced[site];
    if (oldestNs < into.oldestNs || Number.isNaN(into.oldestNs)) into.oldestNs = oldestNs;
    into.groups.add(sites.group[site]);
    if (blocks > 0) into.stacks.push({ row, bytes, blocks });
  }
  return Array.from(found.values(), ({ row, ...site }) => ({
    ...site,
    ...placeOf(named, row),
    stacks: site.stacks.sort(byBytes),
  })).sort(byBytes);
}

const NOTHING: Figures = { bytes: 0, blocks: 0, allocations: 0, allocatedBytes: 0, unplaced: 0, oldestNs: Number.NaN };

function byBytes(a: NativeStack | NativeCallSite, b: NativeStack | NativeCallSite): number {
  return b.bytes - a.bytes || b.blocks - a.blocks;
}

/** Equal for rows whose innermost frames have one function, by name, and one line. */
function placeKey(named: NamedStacks, row: number, allocator: number): string {
  if (row < 0) return String(allocator);
  const { frames, funcs } = named;
  const frame = expandedStacks(named).stacks.frame[row];
  return `${allocator} ${funcs.name[frames.func[frame]]} ${fileOfFrame(named, frame)} ${frames.line[frame]}`;
}

function placeOf(named: NamedStacks, row: number): FramePlace {
  if (row < 0) return { func: "(caller unknown)", file: null, line: 0 };
  return framePlace(named, expandedStacks(named).stacks.frame[row]);
}
