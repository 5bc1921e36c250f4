import { ALLOCATORS, type Allocator, type NativeHeap } from "../../model/nativeHeap";
import type { NamedStacks } from "../../model/stacks";

/** A place that calls a function of the malloc family, with what came from there and is live at the end. */
export interface NativeCallSite {
  readonly allocator: Allocator;
  readonly func: string;
  readonly file: string | null;
  readonly line: number; // 0 when unknown
  readonly bytes: number;
  readonly blocks: number;
  readonly allocations: number;
  readonly allocatedBytes: number;
  readonly oldestNs: number; // NaN where nothing is live
  readonly groups: readonly number[]; // -> NativeTimeline.groups
  readonly stacks: readonly NativeStack[]; // most bytes first
}

export interface NativeStack {
  readonly frames: readonly number[]; // -> NamedStacks.frames: the caller of the allocator, its caller …
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
const UNKNOWN_CALLER = "(caller unknown)";
const NAMES = Object.keys(ALLOCATORS) as Allocator[];

function grouped({ sites }: NativeHeap, named: NamedStacks): NativeCallSite[] {
  const found = new Map<string, { -readonly [Name in keyof NativeCallSite]: NativeCallSite[Name] }>();
  for (let row = 0; row < sites.length; row++) {
    const frames = callersOf(named, sites.entry[row], sites.back[row]);
    const allocator = NAMES[sites.func[row]];
    const place = placeOf(named, frames[0]);
    const key = [allocator, place.line, place.file, place.func].join("\n");
    const [bytes, blocks, group] = [sites.liveBytes[row], sites.liveBlocks[row], sites.group[row]];
    const site = found.get(key) ?? { allocator, ...place, ...NOTHING, groups: [], stacks: [] };
    found.set(key, site);
    site.bytes += bytes;
    site.blocks += blocks;
    site.allocations += sites.allocations[row];
    site.allocatedBytes += sites.allocatedBytes[row];
    if (sites.oldestNs[row] < site.oldestNs || Number.isNaN(site.oldestNs)) site.oldestNs = sites.oldestNs[row];
    if (!site.groups.includes(group)) site.groups = [...site.groups, group];
    if (blocks > 0) site.stacks = [...site.stacks, { frames, bytes, blocks }];
  }
  const byBytes = (a: { bytes: number; blocks: number }, b: { bytes: number; blocks: number }) =>
    b.bytes - a.bytes || b.blocks - a.blocks;
  return [...found.values()].map((site) => ({ ...site, stacks: [...site.stacks].sort(byBytes) })).sort(byBytes);
}

const NOTHING = { bytes: 0, blocks: 0, allocations: 0, allocatedBytes: 0, oldestNs: Number.NaN };

/**
 * Who called the allocator, innermost first, of the two stacks of a call. On entry the function has no frame yet, so a
 * chain of frame pointers lacks its caller; on return the chain begins with the address there that it returns to:
 *
 *   entry   malloc                  main   __libc_start_main
 *   return           make_label     main   __libc_start_main
 *   joined  malloc   make_label     main   __libc_start_main
 *
 * Where the entry's stack was unwound it lacks nothing and is the longer one.
 */
export function callersOf(named: NamedStacks, entry: number, back: number): readonly number[] {
  const entered = framesOf(named, entry);
  const returned = framesOf(named, back);
  const own = 1 + entered.findIndex((frame) => named.frames.inlined[frame] === 0); // the allocator's; 0 for no stack
  return physical(named, entered) > physical(named, returned) + 1 ? entered.slice(own) : returned;
}

function framesOf({ leaf, stacks }: NamedStacks, stack: number): number[] {
  const frames: number[] = [];
  for (let row = stack < 0 ? -1 : leaf[stack]; row >= 0; row = stacks.prefix[row]) frames.push(stacks.frame[row]);
  return frames;
}

function physical({ frames: { inlined } }: NamedStacks, frames: readonly number[]): number {
  return frames.reduce((count, frame) => count + 1 - inlined[frame], 0);
}

function placeOf(named: NamedStacks, frame: number | undefined): Pick<NativeCallSite, "func" | "file" | "line"> {
  if (frame === undefined) return { func: UNKNOWN_CALLER, file: null, line: 0 };
  const { funcs, frames, strings } = named;
  const func = frames.func[frame];
  const file = funcs.file[func];
  return { func: strings[funcs.name[func]], file: file < 0 ? null : strings[file], line: frames.line[frame] };
}
