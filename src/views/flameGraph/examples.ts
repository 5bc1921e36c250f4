import { exampleSession, exampleStacks, HOSTILE_NAME } from "../../analysis/findings/examples";
import type { ProfileEntry, SessionData } from "../../model/session";

export const session: SessionData = exampleSession(
  [],
  [exampleStacks("1     2     4\nmain  main  main\nf     g     _Zf")],
);

/** The same samples with times: the order is f, _Zf, g. */
export function timedEntry(): ProfileEntry {
  const [entry] = session.profiles;
  const { profile } = entry;
  return { ...entry, profile: { ...profile, samples: { ...profile.samples, time: Float64Array.of(1, 3, 2) } } };
}

export const hostile: SessionData = exampleSession(
  [],
  [exampleStacks("main\nf", { name: HOSTILE_NAME }, {}, { event: HOSTILE_NAME })],
);
