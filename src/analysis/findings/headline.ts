import type { FileKind } from "../../model/capture";
import type { GoroutineGroup, GoroutineSeries } from "../../model/goroutines";
import type { HeapSeries, Verdict } from "../../model/growth";
import type { Finding } from "../../model/report";
import type { ProfileEntry, SessionData } from "../../model/session";
import { defaultProfile } from "../defaultProfile";
import { gravestGoroutines } from "../goroutines/gravest";
import { heapShares } from "../goroutines/heapShares";
import { isUnread } from "../isUnread";
import type { FindingKey } from "./finding";

/** What the overview's one sentence is about. */
export type Headline =
  | { readonly about: "nothing" } // no file at all
  | { readonly about: "reading"; readonly pending: number; readonly total: number }
  | { readonly about: "unreadable" } // no file could be read
  | { readonly about: "no-measurement" } // binaries or symbols only
  | { readonly about: "no-verdict" } // logs and the like, which are looked at beside something else
  | { readonly about: "growth"; readonly series: HeapSeries; readonly index: number } // -> SessionData.heapSeries
  | { readonly about: "goroutines"; readonly series: GoroutineSeries; readonly group: GoroutineGroup }
  | { readonly about: "finding"; readonly finding: Finding; readonly key: Answer }
  | { readonly about: "profile"; readonly entry: ProfileEntry }
  | { readonly about: "empty" }; // captures without a sample

/**
 * The gravest verdict speaks: leaking goroutines where the heap grows by them or does not grow, a growing heap, what is
 * grave of the other findings, a heap that does not grow, the other findings. Without any the first event with samples.
 */
export function headline(session: SessionData, findings: readonly Finding[]): Headline {
  const { files, heapSeries, profiles } = session;
  if (files.length === 0) return { about: "nothing" };
  const index = gravestSeries(heapSeries);
  const heap: Headline | null = index < 0 ? null : { about: "growth", series: heapSeries[index], index };
  const verdict = index < 0 ? "flat" : worstVerdict(heapSeries[index]);
  const leak = leakingGoroutines(session);
  if (leak !== null && (verdict !== "leaking" || heapShareOf(session, leak) >= MOST))
    return { about: "goroutines", ...leak };
  if (heap !== null && (verdict === "leaking" || verdict === "suspected")) return heap;
  const answer = firstAnswer(findings.filter(({ severity }) => severity !== "info")) ?? heap ?? firstAnswer(findings);
  if (answer !== null) return answer;
  const sampled = profiles.filter(({ profile }) => profile.samples.length > 0);
  const entry = defaultProfile(sampled.filter(({ profile }) => profile.event !== "goroutine"));
  if (entry !== undefined) return { about: "profile", entry };
  const beside = firstAnswer(findings, BESIDE_A_PROFILE);
  if (beside !== null) return beside;
  const pending = files.filter(isUnread).length;
  if (pending > 0) return { about: "reading", pending, total: files.length };
  const captures = files.flatMap(({ capture }) => capture ?? []);
  if (captures.length === 0) return { about: "unreadable" };
  if (captures.some((capture) => "stacks" in capture)) return { about: "empty" };
  const namesOnly = files.every(({ capture, kind }) => capture === null || kind === null || NAMES.has(kind));
  return { about: namesOnly ? "no-measurement" : "no-verdict" };
}

/** Findings that say where memory goes or what a comparison came to, not how to record or what to drop; gravest first. */
const ANSWERS = [
  "spansLeakingHeld",
  "spansLeaking",
  "nodeExhausted",
  "goroutinesMarked",
  "goroutinesSuspected",
  "goroutinesSuspectedIn",
  "heapDumpHolder",
  "nativeLive",
  "nodeAmplified",
  "nodeAmplifiedOver",
  "spansHeld",
  "spansOpened",
  "deviationTruncated",
  "deviationIncomplete",
  "deviationOff",
  "deviationComparable",
  "deviationUnclear",
] as const satisfies readonly FindingKey[];

/** What is said of goroutines where nothing else was sampled. */
const BESIDE_A_PROFILE = ["goroutinesNone", "goroutinesTooFewPoints"] as const satisfies readonly FindingKey[];

/** A finding that may be the headline. */
export type Answer = (typeof ANSWERS | typeof BESIDE_A_PROFILE)[number];

function firstAnswer(findings: readonly Finding[], keys: readonly Answer[] = ANSWERS): Headline | null {
  for (const key of keys) {
    const finding = findings.find((each) => each.key === key);
    if (finding !== undefined) return { about: "finding", finding, key };
  }
  return null;
}

const NAMES: ReadonlySet<FileKind> = new Set<FileKind>(["elf", "symbols", "source", "addresses", "archive", "unknown"]);

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
