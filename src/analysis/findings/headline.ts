import type { GoroutineGroup, GoroutineSeries } from "../../model/goroutines";
import type { HeapSeries, Verdict } from "../../model/growth";
import type { ProfileEntry, SessionData } from "../../model/session";
import { defaultProfile } from "../defaultProfile";
import { gravestGoroutines } from "../goroutines/gravest";
import { heapShares } from "../goroutines/heapShares";

/** What the overview's one sentence is about. */
export type Headline =
  | { readonly about: "nothing" } // no file at all
  | { readonly about: "reading"; readonly pending: number; readonly total: number }
  | { readonly about: "unreadable" } // no file could be read
  | { readonly about: "no-measurement" } // binaries or symbols only
  | { readonly about: "growth"; readonly series: HeapSeries; readonly index: number } // -> SessionData.heapSeries
  | { readonly about: "goroutines"; readonly series: GoroutineSeries; readonly group: GoroutineGroup }
  | { readonly about: "profile"; readonly entry: ProfileEntry }
  | { readonly about: "empty" }; // captures without a sample

/**
 * The gravest verdict speaks: leaking goroutines where the heap grows by them or does not grow; without heap profiles
 * the first event with samples.
 */
export function headline(session: SessionData): Headline {
  const { files, heapSeries, profiles } = session;
  if (files.length === 0) return { about: "nothing" };
  const index = gravestSeries(heapSeries);
  const heapLeaks = index >= 0 && worstVerdict(heapSeries[index]) === "leaking";
  const leak = leakingGoroutines(session);
  if (leak !== null && (!heapLeaks || heapShareOf(session, leak) >= MOST)) return { about: "goroutines", ...leak };
  if (index >= 0) return { about: "growth", series: heapSeries[index], index };
  const entry = defaultProfile(profiles.filter(({ profile }) => profile.samples.length > 0));
  if (entry !== undefined) return { about: "profile", entry };
  const pending = files.filter(({ status }) => status === "queued" || status === "decoding").length;
  if (pending > 0) return { about: "reading", pending, total: files.length };
  const captures = files.flatMap(({ capture }) => capture ?? []);
  if (captures.length === 0) return { about: "unreadable" };
  return captures.some((capture) => "stacks" in capture) ? { about: "empty" } : { about: "no-measurement" };
}

/** From this share of the heap's growth on, goroutines are what leaks. */
const MOST = 0.5;

interface Leak {
  readonly series: GoroutineSeries;
  readonly group: GoroutineGroup;
}

function leakingGoroutines({ goroutineSeries }: SessionData): Leak | null {
  const series = gravestGoroutines(goroutineSeries);
  const group = series?.groups.find(({ verdict }) => verdict === "leaking");
  return series === null || group === undefined ? null : { series, group };
}

function heapShareOf(session: SessionData, { series, group }: Leak): number {
  const { descriptorShare = 0, creatorShare = 0 } = heapShares(session, series, group) ?? {};
  return descriptorShare + creatorShare;
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
