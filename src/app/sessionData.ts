import { sidesOf } from "../analysis/sides";
import type { ProfileEntry, SessionData, SessionFile } from "../model/session";
import type { SessionState } from "../store/session";

/** The state as views and the report read it. Recomputed only when files or names have changed. */
export function sessionData(state: SessionState): SessionData {
  if (state.files !== lastFiles || state.named !== lastNamed) {
    lastFiles = state.files;
    lastNamed = state.named;
    sides = sidesOf(state.files);
    profiles = profileEntries(state.files, state.named);
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
let sides: SessionData["sides"] = new Map();
let profiles: readonly ProfileEntry[] = [];
let last: SessionData | null = null;

function profileEntries(files: readonly SessionFile[], named: SessionState["named"]): readonly ProfileEntry[] {
  const entries: ProfileEntry[] = [];
  for (const file of files) {
    const names = named.get(file.id);
    if (names === undefined || file.capture === null || !("profiles" in file.capture)) continue;
    for (const profile of file.capture.profiles) {
      entries.push({ id: entries.length, file, profile, named: names.stacks, side: sides.get(file.id) ?? null });
    }
  }
  return entries;
}
