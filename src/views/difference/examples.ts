import { exampleSession } from "../../analysis/testing/exampleSession";
import type { SessionData } from "../../model/session";

/** Sessions to look at this view with. */
export const examples = {
  grown: pair("4     5     1\nmain  main  main\nf     g     h", "9     2     1\nmain  main  main\nf     g     h"),
  same: pair("4\nmain", "4\nmain"),
  hostile: pair("4\nmain", "9\nmarkup"),
};

/** Two profiles of one event, the base first. */
function pair(base: string, later: string): SessionData {
  const [first, second] = [exampleSession(base, "bytes"), exampleSession(later, "bytes")];
  const [entry] = second.profiles;
  const file = { ...entry.file, id: 2, name: "b.perf.data" };
  return { ...first, files: [...first.files, file], profiles: [...first.profiles, { ...entry, id: 1, file }] };
}
