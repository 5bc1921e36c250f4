import i18next, { type TFunction } from "i18next";
import { beforeAll, expect, it } from "vitest";
import { en } from "../../i18n/en";
import { zhCN } from "../../i18n/zhCN";
import type { Deviation, MetricRow } from "../../model/deviation";
import { csv } from "../../ui/download";
import { csvOfMetrics } from "./csvOfMetrics";
import { examples } from "./examples";
import { exportHtml } from "./exportHtml";
import { differenceIntervalText, differenceText } from "./figureText";
import { placedFigures } from "./intervalScale";
import { missingGroups } from "./missingGroups";
import { recordCommand } from "./recordCommand";
import { sayVerdict } from "./sayVerdict";
import type { Words } from "./words";

const deviation = examples.worse.deviation as Deviation;
const [row] = deviation.metrics as readonly [MetricRow, ...MetricRow[]];
const words = {} as { en: Words; "zh-CN": Words };

beforeAll(async () => {
  await i18next.init({
    lng: "en",
    resources: { en: { translation: en }, "zh-CN": { translation: zhCN } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  for (const language of ["en", "zh-CN"] as const) {
    words[language] = { t: i18next.getFixedT(language) as TFunction, language };
  }
});

const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, "");

it("the verdict names the metric, its largest cause, what to change, and what was not measured", () => {
  const text = plain(sayVerdict(words.en, deviation));
  expect(text).toContain(
    "Truncation, share of stacks (perf cpu-clock) is worse on the candidate's side: 5.0% against 1.0%",
  );
  expect(text).toContain("a difference of +4.00 points. 95 %: +2.90 to +5.10 points.");
  expect(text).toContain(
    "+4.00 points (100.0%) of it come from stacks that end with “the kernel's limit of frames” in qsort (libc.so).",
  );
  expect(text).toContain("What to change: raise the limit of frames");
  expect(text).toContain("The captures are not alike");
  expect(text).toContain("Not measured on both sides: Incomplete stacks, Call-site error");
  expect(plain(sayVerdict(words["zh-CN"], deviation))).toContain("截断率");
  const comparable = {
    ...deviation,
    verdict: { state: "comparable", metric: null, cause: null, advice: null },
  } as const;
  expect(sayVerdict(words.en, comparable)).toMatch(/^As far as these captures tell, yes/);
});

it("differences: points of shares, a sign, nothing where there is none", () => {
  expect(differenceText(0, "share", words.en)).toBe("0.00 points");
  expect(differenceText(-0.0344, "share", words.en)).toBe("−3.44 points");
  expect(differenceText(216, "bytes", words.en)).toBe("+216 B");
  expect(differenceIntervalText([-0.01, 0.0202], "share", words.en)).toBe("−1.00 to +2.02 points");
  expect(differenceIntervalText(null, "share", words.en)).toBe("");
});

it("both intervals lie on one scale", () => {
  const [baseline, candidate] = placedFigures(row);
  expect(baseline).toMatchObject({ side: "baseline", low: 0.04 });
  expect(baseline?.high).toBeLessThan(candidate?.low ?? 0);
  expect(candidate?.high).toBeCloseTo(0.96, 9);
  expect(candidate?.at).toBeCloseTo(((candidate?.low ?? 0) + (candidate?.high ?? 0)) / 2, 9);
  const alone = { n: 1, clusters: 1, estimate: 3, sd: 0, ci: null };
  expect(placedFigures({ baseline: null, candidate: alone })).toEqual([
    { side: "candidate", low: 0.5, high: 0.5, at: 0.5 },
  ]);
  expect(placedFigures({ baseline: null, candidate: null })).toEqual([]);
});

it("rows that nothing tells are one where the reason is one", () => {
  const missing = { reason: "no-code", params: { module: "a" } } as const;
  const without = {
    ...row,
    baseline: null,
    candidate: null,
    difference: null,
    missing: { baseline: missing, candidate: missing },
  };
  const other = { ...without, missing: { baseline: missing, candidate: { ...missing, params: { module: "b" } } } };
  expect(missingGroups([row, without, other, { ...without, measure: "mean" }]).map((group) => group.length)).toEqual([
    2, 1,
  ]);
});

it("commands record what is missing, by the metric or like the other side", () => {
  const none = { reason: "no-capture", params: {} } as const;
  expect(recordCommand(none, "truncation_rate", "csv limit 32")).toContain("sampling.go");
  expect(recordCommand(none, "truncation_rate", "pprof heap")).toContain("debug/pprof/heap");
  expect(recordCommand(none, "sampling_regularity", "")).toContain("--switch-events");
  expect(recordCommand({ reason: "no-code", params: {} }, "call_site_error", "perf cpu-clock")).toBeNull();
});

it("the saved page has every table and figure, and names as text only", () => {
  const html = exportHtml(words.en, deviation);
  expect(html).toContain("default-src 'none'");
  for (const text of ["5.0% ± 20.0%", "+4.00 points", "999 Hz", "0.37%", "4.12%", "runtime.udiv", "qsort"]) {
    expect(html).toContain(text);
  }
  const hostile = exportHtml(words.en, examples.hostile.deviation as Deviation);
  expect(hostile).toContain("&lt;img src=x");
  expect(hostile).not.toContain("<img");
});

it("CSV has a line per row with numbers, and why there are none", () => {
  const lines = [...csv(csvOfMetrics(deviation.metrics))].join("").trim().split("\r\n");
  expect(lines).toHaveLength(1 + deviation.metrics.length);
  const fields = lines.map((line) => line.replace("\ufeff", "").split(","));
  const [head = [], first = [], second = []] = fields;
  expect(new Set(fields.map(({ length }) => length))).toEqual(new Set([head.length]));
  expect(first[head.indexOf("candidate")]).toBe("0.05");
  expect(first[head.indexOf("difference high")]).toBe("0.051");
  expect(second[head.indexOf("baseline missing")]).toBe("no-code");
});
