import type { NativeHeap, NativeSites } from "../../model/nativeHeap";
import type { Profile } from "../../model/profile";
import type { NamedStacks, StackTable } from "../../model/stacks";
import { withAllocatorNames } from "./allocatorNames";
import { StackPairs } from "./stackPairs";

/** What is live of a C heap when its recording ends, as profiles: a sample per function and pair of stacks. */
export interface LiveProfiles {
  readonly named: NamedStacks; // the capture's names, over stacks that begin in the allocator
  readonly profiles: readonly Profile[];
}

export const LIVE_BYTES = "malloc-live-bytes";
export const LIVE_BLOCKS = "malloc-live-blocks";

/** The same object for the same heap and names. */
export function liveProfiles(heap: NativeHeap, named: NamedStacks): LiveProfiles {
  const known = made.get(heap);
  if (known?.of === named) return known.live;
  const live = profilesOf(heap.sites, named);
  made.set(heap, { of: named, live });
  return live;
}

const made = new WeakMap<NativeHeap, { readonly of: NamedStacks; readonly live: LiveProfiles }>();

function profilesOf(sites: NativeSites, named: NamedStacks): LiveProfiles {
  const live = Int32Array.from([...sites.liveBlocks.keys()].filter((site) => sites.liveBlocks[site] > 0));
  const { recorded, stack } = joinedStacks(named.recorded, sites, live);
  const profile = (event: string, unit: string, amounts: Float64Array): Profile => ({
    event,
    unit,
    startNs: 0n,
    samples: {
      length: live.length,
      stack,
      weight: Float64Array.from(live, (site) => amounts[site]),
      time: null,
      thread: null,
      cpu: null,
    },
    args: [],
    dumps: null,
    isDerived: true,
  });
  return {
    named: { ...withAllocatorNames(named, sites), recorded },
    profiles: [profile(LIVE_BYTES, "bytes", sites.liveBytes), profile(LIVE_BLOCKS, "count", sites.liveBlocks)],
  };
}

/** The stacks of these sites, and no others: the capture's table is much larger. `stack` is a row of it per site. */
function joinedStacks(
  { length, prefix, frame }: StackTable,
  sites: NativeSites,
  rows: Int32Array,
): { readonly recorded: StackTable; readonly stack: Int32Array } {
  const pairs = new StackPairs({ length, prefix, frame });
  const known = (row: number): number => (row < length ? row : -1); // while a capture is unwound again
  const joins = Array.from(rows, (site) => {
    const [entry, back] = [known(sites.entry[site]), known(sites.back[site])];
    return back < 0 || pairs.isEntryWhole(entry, back) ? { below: -1, row: entry } : { below: entry, row: back };
  });
  const isUsed = new Uint8Array(length);
  for (const { row } of joins) for (let at = row; at >= 0 && isUsed[at] === 0; at = prefix[at]) isUsed[at] = 1;
  const newRow = new Int32Array(length);
  const newPrefix: number[] = [];
  const newFrame: number[] = [];
  const add = (caller: number, code: number): number => {
    newFrame.push(code);
    return newPrefix.push(caller) - 1;
  };
  for (let row = 0; row < length; row++)
    if (isUsed[row] === 1) newRow[row] = add(prefix[row] < 0 ? -1 : newRow[prefix[row]], frame[row]);
  const allocators = new Map<number, number>(); // rows of the allocator's own frame, by caller and code
  const stack = Int32Array.from(joins, ({ below, row }) => {
    const caller = row < 0 ? -1 : newRow[row];
    if (below < 0) return caller;
    const key = caller * PAIR + frame[below];
    const added = allocators.get(key) ?? add(caller, frame[below]);
    allocators.set(key, added);
    return added;
  });
  const recorded = { length: newFrame.length, prefix: Int32Array.from(newPrefix), frame: Int32Array.from(newFrame) };
  return { recorded, stack };
}

const PAIR = 2 ** 26; // codes are fewer
