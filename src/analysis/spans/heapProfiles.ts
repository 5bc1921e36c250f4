import type { ProfileEntry, SessionData } from "../../model/session";
import { naturalOrder } from "../fileOrder";

/** The heap profile that was written last; null without any. */
export function latestHeapProfile({ profiles }: SessionData): ProfileEntry | null {
  const heaps = profiles.filter(
    ({ profile, file }) => profile.event === "inuse_space" && file.capture?.kind === "pprof",
  );
  return heaps.reduce<ProfileEntry | null>(
    (latest, one) => (latest === null || isLater(one, latest) ? one : latest),
    null,
  );
}

/** By the time that it states; by name, as people number files, where two state the same or none. */
function isLater(a: ProfileEntry, b: ProfileEntry): boolean {
  const [timeA, timeB] = [timeOf(a), timeOf(b)];
  return timeA === timeB ? naturalOrder(a.file.name, b.file.name) > 0 : timeA > timeB;
}

function timeOf({ file: { capture } }: ProfileEntry): bigint {
  return capture !== null && "pprof" in capture ? (capture.pprof?.timeNs ?? 0n) : 0n;
}
