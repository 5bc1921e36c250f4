import type { ProfileEntry } from "../model/session";
import { isComparable } from "./difference/isComparable";

/**
 * What is shown until somebody chooses: of the first file the sample type that it states as its default, or else its first
 * event; and of files that came with it and have the same, the last one in time, which tells what is so now.
 */
export function defaultProfile(profiles: readonly ProfileEntry[]): ProfileEntry | undefined {
  const [first] = profiles;
  if (first === undefined) return undefined;
  const ofFirst = profiles.filter(({ file }) => file.id === first.file.id);
  const start = ofFirst[statedDefault(first)] ?? first;
  return profiles
    .filter((entry) => isAlike(entry, start))
    .reduce((latest, entry) => (recordedNs(entry) > recordedNs(latest) ? entry : latest), start);
}

/** Since the epoch, 0 where the capture does not say it. */
export function recordedNs({ file: { capture } }: ProfileEntry): bigint {
  return (capture !== null && "pprof" in capture && capture.pprof?.timeNs) || 0n;
}

function statedDefault({ file: { capture } }: ProfileEntry): number {
  return (capture !== null && "pprof" in capture && capture.pprof?.defaultSampleType) || 0;
}

function isAlike(a: ProfileEntry, b: ProfileEntry): boolean {
  return isComparable(a.profile, b.profile) && a.file.folder === b.file.folder && a.side === b.side;
}
