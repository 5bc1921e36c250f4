import type { FINDING_TEXT } from "../../model/findingText";
import type { GoroutineGroup, GoroutineSeries } from "../../model/goroutines";
import type { Finding, Severity } from "../../model/report";
import type { SessionData } from "../../model/session";
import { finding, type Params } from "../findings/finding";
import { figures, rate, rateText } from "../growth/rates";
import { doubtOf, RULES } from "../growth/verdict";
import { heapShares } from "./heapShares";
import { isRuntimeFrame } from "./waitReason";

/** How many growing groups are named; the table has them all. */
const NAMED_GROUPS = 3;

type About = Pick<SessionData, "files" | "goroutineSeries" | "heapSeries">;

/** What the overview says of goroutines: groups that grow, how much of the heap is theirs, those that nothing can wake. */
export function goroutineFindings(session: About): Finding[] {
  return session.goroutineSeries.flatMap((series) => {
    const growing = series.groups.filter(({ verdict }) => verdict === "leaking" || verdict === "suspected");
    const named = growing.slice(0, NAMED_GROUPS).map((group) => groupFinding(series, group));
    return [
      ...named,
      ...heapOf(session, series, growing),
      ...marked(series),
      ...(named.length > 0 ? [] : none(series)),
    ];
  });
}

/** The group's name in a sentence: who made it, else where it stands. */
export function groupPlace({ creators, stack }: GoroutineGroup): { func: string; place: string; isCreator: boolean } {
  const [creator] = creators;
  if (creator !== undefined) return { func: creator.func, place: creator.place, isCreator: true };
  const frame = stack.find(({ func }) => !isRuntimeFrame(func)) ?? stack[0];
  const { func = "", file = null, line = 0 } = frame ?? {};
  return { func, place: file === null ? "" : line > 0 ? `${file}:${line}` : file, isCreator: false };
}

type Key = Extract<keyof typeof FINDING_TEXT, `goroutines${string}`>;

const GROWING: Readonly<Record<string, readonly [created: Key, standing: Key]>> = {
  leaking: ["goroutinesLeaking", "goroutinesLeakingIn"],
  suspected: ["goroutinesSuspected", "goroutinesSuspectedIn"],
};

function groupFinding(series: GoroutineSeries, group: GoroutineGroup): Finding {
  const { func, place, isCreator } = groupPlace(group);
  const measured = { sampleType: "goroutine", unit: "goroutines", timed: series.timed };
  const isLeaking = group.verdict === "leaking";
  const [created, standing] = GROWING[group.verdict];
  const { slope, slopeLow, slopeHigh, ...others } = figures(measured, group);
  const params: Params = {
    ...others,
    slope: threeDigits(slope),
    slopeLow: threeDigits(slopeLow),
    slopeHigh: threeDigits(slopeHigh),
    program: programOf(series),
    func,
    reason: group.reasons[0]?.text ?? "?",
    rate: rateText(measured, group),
    ...adviceOf(group),
    firstCount: group.first,
    lastCount: group.last,
  };
  const { value, ci } = rate(measured, group);
  const said = say(isLeaking ? "error" : "warning", isCreator ? created : standing, params, value);
  return { ...said, ci, where: place === "" ? null : place };
}

/** Counts are shown in full, but no more is known of a rate. */
function threeDigits(rate: string | number | undefined): number {
  return Number(Number(rate).toPrecision(3));
}

/** What would decide a suspicion. */
function adviceOf(group: GoroutineGroup): Params {
  const failed = doubtOf(group);
  const advice =
    failed === "points"
      ? `; ${RULES.points} or more profiles would decide`
      : failed === "shape"
        ? "; it may be a pool that fills, a longer series would decide"
        : "";
  return { advice, failedGuard: advice === "" ? "" : `goroutine-${failed}` };
}

function heapOf(session: About, series: GoroutineSeries, growing: readonly GoroutineGroup[]): Finding[] {
  const leaking = growing.find(({ verdict }) => verdict === "leaking");
  const shares = leaking === undefined ? null : heapShares(session, series, leaking);
  if (leaking === undefined || shares === null) return [];
  const { descriptorShare, creatorShare } = shares;
  const params = { program: programOf(series), descriptorShare };
  const [creator] = leaking.creators;
  if (creator === undefined) return [say("info", "goroutinesHeap", params, descriptorShare)];
  const both = { ...params, creatorShare, func: creator.func };
  return [say("info", "goroutinesHeapCreated", both, descriptorShare + creatorShare)];
}

function marked(series: GoroutineSeries): Finding[] {
  const leaked = series.groups.filter((group) => group.leaked > 0).sort((a, b) => b.leaked - a.leaked);
  const [most] = leaked;
  if (most === undefined) return [];
  const leakedCount = leaked.reduce((sum, group) => sum + group.leaked, 0);
  const { func, place } = groupPlace(most);
  const said = say("error", "goroutinesMarked", { program: programOf(series), leakedCount, func }, leakedCount);
  return [{ ...said, where: place === "" ? null : place }];
}

function none(series: GoroutineSeries): Finding[] {
  const pointCount = series.total.values.length;
  const params = { program: programOf(series), pointCount, neededCount: RULES.points, lastCount: series.total.last };
  const key = pointCount < RULES.fewestPoints ? "goroutinesTooFewPoints" : "goroutinesNone";
  return [say("info", key, params, null)];
}

function say(severity: Severity, key: Key, params: Params, value: number | null): Finding {
  return finding("goroutines", severity, key, params, value, null);
}

function programOf({ program }: GoroutineSeries): string {
  return program === "" ? "goroutines" : program;
}
