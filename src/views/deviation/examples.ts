import { EMPTY_SESSION, HOSTILE_NAMES } from "../../analysis/testing/exampleSession";
import type { Deviation, Figure, MetricRow } from "../../model/deviation";
import type { SessionData } from "../../model/session";

/** Sessions to look at this view with. */
export const examples = {
  worse: sessionWith("libc.so", "qsort"),
  hostile: sessionWith(HOSTILE_NAMES["markup"], HOSTILE_NAMES["long"]),
};

function figure(estimate: number, half: number): Figure {
  return { n: 2400, clusters: 60, estimate, sd: 0.2, ci: [estimate - half, estimate + half] };
}

function sessionWith(module: string, func: string): SessionData {
  const row: MetricRow = {
    name: "truncation_rate",
    measure: "share",
    source: "perf cpu-clock",
    unit: "share",
    headline: true,
    inVerdict: true,
    baseline: figure(0.01, 0.005),
    candidate: figure(0.05, 0.01),
    missing: { baseline: null, candidate: null },
    difference: 0.04,
    differenceCi: [0.029, 0.051],
    distinguishable: true,
    chance: null,
  };
  const missing = { reason: "no-code", params: { module } } as const;
  const callSites: MetricRow = {
    ...row,
    name: "call_site_error",
    measure: "mean_distance",
    unit: "bytes",
    headline: false,
    baseline: null,
    candidate: null,
    missing: { baseline: missing, candidate: { ...missing, params: { module: `${module}.sw64` } } },
    difference: null,
    differenceCi: null,
    distinguishable: null,
  };
  const distance: MetricRow = {
    ...row,
    name: "profile_distance",
    measure: "total_variation",
    baseline: null,
    candidate: null,
    difference: 0.2,
    differenceCi: null,
    chance: { mean: 0.1, high: 0.15, pValue: 0.004 },
  };
  const cause = {
    metric: "truncation_rate",
    source: "perf cpu-clock",
    stop: "ChainLimit",
    module,
    func,
    rung: "symtab",
    baseline: 0.01,
    candidate: 0.05,
    contribution: 0.04,
  } as const;
  const deviation: Deviation = {
    baseline: { files: ["a.perf.data"], archs: ["x86_64"] },
    candidate: { files: [module], archs: ["sw_64"] },
    comparability: [
      {
        rule: "rate",
        source: "perf cpu-clock",
        baseline: "999 Hz",
        candidate: "99 Hz",
        differs: true,
        severity: "warning",
        spoils: ["sampling_regularity"],
      },
      { rule: "event", source: "", baseline: "a", candidate: "a", differs: false, severity: "info", spoils: [] },
    ],
    metrics: [row, callSites, distance],
    attribution: [cause],
    functions: [],
    unmatched: [{ source: "perf cpu-clock", func, module, side: "candidate", share: 0.1 }],
    distributions: [],
    artefacts: [
      {
        file: module,
        side: "candidate",
        rule: "sw64-division",
        severity: "info",
        params: { leafShare: 0.02, brokenShare: 1 },
        touches: ["truncation_rate"],
      },
    ],
    verdict: { state: "worse", metric: row, cause, advice: "larger-limit" },
  };
  return { ...EMPTY_SESSION, deviation };
}
