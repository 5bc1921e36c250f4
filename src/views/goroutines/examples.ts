import { EMPTY_SESSION, HOSTILE_NAMES } from "../../analysis/testing/exampleSession";
import type { GoroutineGroup, GoroutineSeries } from "../../model/goroutines";
import type { Trend, Verdict } from "../../model/growth";
import type { SessionData } from "../../model/session";

const POINTS = 12;

/** Sessions to look at this view with. */
export const examples = {
  leaking: sessionWith("main.spawn", "leaking"),
  healthy: sessionWith("main.spawn", "flat"),
  hostile: sessionWith(HOSTILE_NAMES["markup"], "leaking"),
};

function sessionWith(creator: string, verdict: Verdict): SessionData {
  const waiting = group(creator, "chan receive", verdict, (point) => (verdict === "flat" ? 8 : 100 + 90 * point));
  const idle: GoroutineGroup = {
    ...group("net/http.(*Server).Serve", "IO wait", "flat", (point) => 20 + (point % 3)),
    creators: [],
    isConcluded: true,
    maxMinutes: null,
    leaked: 0,
    labels: [],
  };
  const groups = [waiting, idle];
  const series: GoroutineSeries = {
    program: "leakd",
    source: "goroutine",
    fileIds: Array.from({ length: POINTS }, (_, point) => point),
    lenderIds: [POINTS],
    timesNs: Array.from({ length: POINTS }, (_, point) => 1_700_000_000_000_000_000n + BigInt(point) * 60_000_000_000n),
    timed: true,
    isSinceStart: false,
    mergedPoints: 1,
    restarts: [],
    judged: [0, POINTS],
    total: trend(verdict, (point) => groups.reduce((sum, { values }) => sum + (values[point] ?? 0), 0)),
    groups,
  };
  const texts: GoroutineSeries = { ...series, program: "", source: "text", timed: false, lenderIds: [] };
  return { ...EMPTY_SESSION, goroutineSeries: [series, texts] };
}

function group(creator: string, reason: string, verdict: Verdict, countAt: (point: number) => number): GoroutineGroup {
  const values = trend(verdict, countAt);
  return {
    ...values,
    creators: [
      { func: creator, place: "/srv/demo/main.go:59", count: values.last - 3 },
      { func: "main.other", place: "/srv/demo/main.go:80", count: 3 },
    ],
    reasons: [{ text: reason, count: values.last }],
    isConcluded: false,
    maxMinutes: 14,
    leaked: 7,
    labels: [{ text: "endpoint: /query", count: 5 }],
    stack: [
      { func: "runtime.gopark", file: "runtime/proc.go", line: 402 },
      { func: "main.waiter", file: "/srv/demo/main.go", line: 52 },
    ],
  };
}

function trend(verdict: Verdict, valueAt: (point: number) => number): Trend {
  const values = Float64Array.from({ length: POINTS }, (_, point) => valueAt(point));
  const [first = 0, last = 0] = [values[0], values[POINTS - 1]];
  const slopePerS = (last - first) / (60 * (POINTS - 1));
  return {
    values,
    first,
    last,
    slopePerS,
    slopeCi: [slopePerS * 0.9, slopePerS * 1.1],
    pValue: 0.0001,
    effectivePoints: 10,
    verdict,
    guards: [],
  };
}
