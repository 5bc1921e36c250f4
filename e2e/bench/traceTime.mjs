import { waitIdle } from "../page.mjs";
import { withFreshPage } from "./freshPage.mjs";
import { median } from "./median.mjs";
import { traceInput, traceToChart } from "./traceInput.mjs";

const runs = 3;
const limitS = 60;

/** @type {import("./run.mjs").Row} */
export const traceTime = {
  need: 1,
  async measure() {
    const input = traceInput();
    /** @type {number[]} */
    const seconds = [];
    for (let run = 0; run < runs; run++) {
      const taken = withFreshPage(async ({ page, url }) => {
        await page.goto(url);
        await waitIdle(page);
        const started = performance.now();
        await traceToChart(page, input);
        return (performance.now() - started) / 1000;
      });
      seconds.push(await taken);
    }
    const own = median(seconds);
    return { value: limitS / own, text: `page ${own.toFixed(2)} s, limit ${limitS} s` };
  },
};
