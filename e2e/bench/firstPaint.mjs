import { firstPaintMs } from "../page.mjs";
import { withFreshPage } from "./freshPage.mjs";
import { median } from "./median.mjs";

const runs = 3;
const limitMs = 1000;
const settleMs = 2000; // until the browser itself has started: the page is what is measured

/** @type {import("./run.mjs").Row} */
export const firstPaint = {
  need: 1,
  async measure() {
    const paints = [];
    for (let run = 0; run < runs; run++) {
      const paint = withFreshPage(async ({ page, url }) => {
        await page.waitForTimeout(settleMs);
        await page.goto(url);
        return firstPaintMs(page);
      });
      paints.push(await paint);
    }
    const own = median(paints);
    return { value: limitMs / own, text: `first contentful paint after ${own.toFixed(0)} ms, limit ${limitMs} ms` };
  },
};
