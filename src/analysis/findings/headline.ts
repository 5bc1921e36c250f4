import type { HeapSeries, Verdict } from "../../model/growth";
import type { ProfileEntry, SessionData } from "../../model/session";

/** What the overview's one sentence is about. */
export type Headline =
  | { readonly about: "nothing" } // no file at all
  | { readonly about: "reading"; readonly pending: number; readonly total: number }
  | { readonly about: "unreadable" } // no file could be read
  | { readonly about: "no-measurement" } // binaries or symbols only
  | { readonly about: "growth"; readonly series: HeapSeries; readonly index: number } // -> SessionData.heapSeries
  | { readonly about: "profile"; readonly entry: ProfileEntry }
  | { readonly about: "empty" }; // captures without a sample

/** The gravest verdict speaks; without heap profiles the first event with samples. */
export function headline({ files, heapSeries, profiles }: SessionData): Headline {
  if (files.length === 0) return { about: "nothing" };
  const index = gravestSeries(heapSeries);
  if (index >= 0) return { about: "growth", series: heapSeries[index], index };
  const entry = profiles.find(({ profile }) => profile.samples.length > 0);
  if (entry !== undefined) return { about: "profile", entry };
  const pending = files.filter(({ status }) => status === "queued" || status === "decoding").length;
  if (pending > 0) return { about: "reading", pending, total: files.length };
  const captures = files.flatMap(({ capture }) => capture ?? []);
  if (captures.length === 0) return { about: "unreadable" };
  return captures.some((capture) => "stacks" in capture) ? { about: "empty" } : { about: "no-measurement" };
}

const GRAVITY: readonly Verdict[] = ["leaking", "suspected", "growing-then-flat", "sawtooth", "flat", "too-few-points"];

/** Bytes before counts, then by verdict (a leaking call site counts like a leaking total), then by growth. -1 for none. */
export function gravestSeries(heapSeries: readonly HeapSeries[]): number {
  const spaces = heapSeries.filter(({ unit }) => unit === "bytes");
  const candidates = spaces.length > 0 ? spaces : heapSeries;
  const [gravest] = [...candidates].sort(
    (a, b) =>
      GRAVITY.indexOf(worstVerdict(a)) - GRAVITY.indexOf(worstVerdict(b)) ||
      b.total.last - b.total.first - (a.total.last - a.total.first),
  );
  return gravest === undefined ? -1 : heapSeries.indexOf(gravest);
}

/** The total's verdict, or that of a leaking or suspected call site where the total hides it. */
export function worstVerdict({ total, sites }: HeapSeries): Verdict {
  const verdicts = [total.verdict, ...sites.map(({ verdict }) => verdict)];
  if (verdicts.includes("leaking")) return "leaking";
  return verdicts.includes("suspected") ? "suspected" : total.verdict;
}
