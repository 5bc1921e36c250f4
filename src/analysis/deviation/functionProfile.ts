import type { StackCapture } from "../../model/capture";
import type { ProfileEntry, Side } from "../../model/session";
import { leafFrame } from "../shownRows";
import { normalFunction } from "./normalName";
import { graphNames, namedProfiles } from "./sourceNames";

/** A function where its captures show it. */
export interface FunctionPlace {
  readonly entry: ProfileEntry;
  readonly name: string; // as this capture calls it
}

/**
 * Of a side the first profile of a source that has a function, by its normalised name. Where none has that name itself, it is the one
 * with most samples of those that are normalised to it. Undefined for none.
 */
export function functionProfile(
  profiles: readonly ProfileEntry[],
  { source, func }: { readonly source: string; readonly func: string },
  side: Side,
  rules: ReadonlyMap<string, string>,
): FunctionPlace | undefined {
  const capturesOn = (of: Side): readonly StackCapture[] => [
    ...new Set(profiles.filter((entry) => entry.side === of).flatMap(({ file: { capture } }) => stacksOf(capture))),
  ];
  const graphName = graphNames(capturesOn("baseline"), capturesOn("candidate"));
  const counted = new Set(
    capturesOn(side).flatMap((capture) =>
      namedProfiles(capture, graphName).flatMap(({ name, weighed }) => (name === source ? [weighed] : [])),
    ),
  );
  for (const entry of profiles) {
    const name = entry.side === side && counted.has(entry.profile) ? mostSampled(entry, func, rules) : undefined;
    if (name !== undefined) return { entry, name };
  }
  return undefined;
}

function stacksOf(capture: ProfileEntry["file"]["capture"]): readonly StackCapture[] {
  return capture !== null && "stacks" in capture ? [capture] : [];
}

function mostSampled(
  { named, profile: { samples } }: ProfileEntry,
  func: string,
  rules: ReadonlyMap<string, string>,
): string | undefined {
  const { strings, funcs, frames } = named;
  const names = new Set(funcs.name); // -> strings
  if (names.has(strings.indexOf(func))) return func;
  const counts = new Map<number, number>();
  for (const name of names) if (normalFunction(strings[name], rules) === func) counts.set(name, 0);
  for (let row = 0; counts.size > 1 && row < samples.length; row++) {
    const frame = leafFrame(named, samples.stack[row]);
    const name = frame < 0 ? -1 : funcs.name[frames.func[frame]];
    const count = counts.get(name);
    if (count !== undefined) counts.set(name, count + 1);
  }
  const [[most] = []] = [...counts].sort(([, a], [, b]) => b - a);
  return most === undefined ? undefined : strings[most];
}
