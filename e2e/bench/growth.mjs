// How much memory a piece of work takes: the page's processes at their peak, above those of an empty page.
import { waitIdle } from "../page.mjs";
import { withFreshPage } from "./freshPage.mjs";
import { median } from "./median.mjs";
import { peakWhile, treePssBytes } from "./memory.mjs";
import { pidWithArgument } from "./processes.mjs";

const runs = 3;
const settleMs = 2000; // until a browser that has just started has given back what starting took

/**
 * @param {(page: import("../page.mjs").Page) => Promise<unknown>} work the page is idle
 * @returns {Promise<number>} bytes, the median of three runs
 */
export async function growth(work) {
  const growths = [];
  for (let run = 0; run < runs; run++) {
    const bytes = withFreshPage(async ({ page, url, profileArgument }) => {
      const pid = pidWithArgument(profileArgument);
      await page.waitForTimeout(settleMs);
      const emptyBytes = treePssBytes(pid);
      await page.goto(url);
      await waitIdle(page);
      const { peakBytes } = await peakWhile(pid, () => work(page));
      return peakBytes - emptyBytes;
    });
    growths.push(await bytes);
  }
  return median(growths);
}
