// The comparison of two sides with a million samples: what its stage takes in the worker, as the report's timing says.
import { drop, takeReport, waitIdle } from "../page.mjs";
import { cached } from "./cached.mjs";
import { withFreshPage } from "./freshPage.mjs";
import { makePerfData } from "./makePerfData.mjs";
import { median } from "./median.mjs";

const runs = 3;
const limitMs = 2000;
const samples = 1_000_000; // of both sides together
const depth = 4;
const sampleBytes = 96; // with such a chain, less than on average
const timeoutMs = 5 * 60_000;
const maker = "e2e/bench/makePerfData.mjs";

/** @type {import("./run.mjs").Row} */
export const bootstrap = {
  need: 1,
  async measure() {
    const path = cached("shallow.perf.data", maker, (part) => {
      makePerfData(part, { sizeBytes: (samples / 2) * sampleBytes, depth, stackBytes: 0 });
    });
    const times = [];
    let counted = 0;
    for (let run = 0; run < runs; run++) {
      const report = await withFreshPage(async ({ page, url }) => {
        await page.goto(url);
        await waitIdle(page);
        await drop(page, "baseline", [path]);
        await drop(page, "candidate", [path]);
        await waitIdle(page, timeoutMs);
        return JSON.parse(await takeReport(page));
      });
      const stages = /** @type {{ file: string, ms: number }[]} */ (report.timing.stages);
      const stage = stages.findLast(({ file }) => file === "baseline and candidate");
      if (stage === undefined) throw new Error("the sides were not compared");
      times.push(stage.ms);
      const truncation = report.deviation.metrics.find(
        (/** @type {{ name: string }} */ { name }) => name === "truncation_rate",
      );
      counted = truncation.baseline.n + truncation.candidate.n;
    }
    const own = median(times);
    const text = `${counted} samples compared in ${own.toFixed(0)} ms, limit ${limitMs} ms for ${samples}`;
    return { value: limitMs / (own * (samples / counted)), text };
  },
};
