import { liveProfiles } from "../analysis/nativeHeap/liveProfiles";
import { ProfileIds } from "../analysis/profileIds";
import { sidesOf } from "../analysis/sides";
import type { Profile } from "../model/profile";
import type { ProfileEntry, SessionData, SessionFile } from "../model/session";
import type { NamedStacks } from "../model/stacks";
import type { SessionState } from "../store/session";

/** The state as views and the report read it. Recomputed only when files, names or C heaps have changed. */
export function sessionData(state: SessionState): SessionData {
  if (state.files !== lastFiles || state.named !== lastNamed || state.nativeHeaps !== lastHeaps) {
    lastFiles = state.files;
    lastNamed = state.named;
    lastHeaps = state.nativeHeaps;
    sides = sidesOf(state.files);
    profiles = profileEntries(state);
  }
  const {
    files,
    named,
    heapSeries,
    goroutineSeries,
    nativeHeaps,
    heapDumps,
    spans,
    pteLayout,
    numa,
    timings,
    inspection,
  } = state;
  const { addresses, addressText } = state;
  const { deviation, deviationOptions } = state;
  if (
    last === null ||
    last.files !== files ||
    last.named !== named ||
    last.heapSeries !== heapSeries ||
    last.nativeHeaps !== nativeHeaps ||
    last.goroutineSeries !== goroutineSeries ||
    last.spans !== spans ||
    last.pteLayout !== pteLayout ||
    last.heapDumps !== heapDumps ||
    last.deviation !== deviation ||
    last.deviationOptions !== deviationOptions ||
    last.numa !== numa ||
    last.timings !== timings ||
    last.inspection !== inspection ||
    last.addresses !== addresses ||
    last.addressText !== addressText
  ) {
    last = {
      files,
      named,
      heapSeries,
      goroutineSeries,
      nativeHeaps,
      spans,
      pteLayout,
      heapDumps,
      deviation,
      deviationOptions,
      numa,
      timings,
      sides,
      profiles,
      inspection,
      addresses,
      addressText,
    };
  }
  return last;
}

let lastFiles: readonly SessionFile[] = [];
let lastNamed: SessionState["named"] = new Map();
let lastHeaps: SessionState["nativeHeaps"] = new Map();
let sides: SessionData["sides"] = new Map();
let profiles: readonly ProfileEntry[] = [];
let last: SessionData | null = null;

/** Of each capture its own profiles, then what is live of its C heap. */
function profileEntries({ files, named, nativeHeaps }: SessionState): readonly ProfileEntry[] {
  const entries: ProfileEntry[] = [];
  const ids = new ProfileIds();
  for (const file of files) {
    const { capture } = file;
    const names = named.get(file.id);
    if (names === undefined || capture === null || !("profiles" in capture)) continue;
    const side = sides.get(file.id) ?? null;
    let index = 0;
    const add = (profile: Profile, stacks: NamedStacks): void => {
      const id = ids.next(capture, file.sizeBytes, index++);
      entries.push({ id, file, profile, named: stacks, side });
    };
    for (const profile of capture.profiles) add(profile, names.stacks);
    const heap = nativeHeaps.get(file.id);
    if (heap === undefined || heap.counts.liveBlocks === 0) continue;
    const live = liveProfiles(heap, names.stacks);
    for (const profile of live.profiles) add(profile, live.named);
  }
  return entries;
}
