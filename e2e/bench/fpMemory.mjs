import { waitIdle } from "../page.mjs";
import { dropToTable } from "./dropToTable.mjs";
import { fpInput } from "./fpInput.mjs";
import { withFreshPage } from "./freshPage.mjs";
import { median } from "./median.mjs";
import { peakWhile, pidWithArgument, treePssBytes } from "./memory.mjs";

const runs = 3;
const limitBytes = 300e6;
const settleMs = 2000; // until a browser that has just started has given back what starting took

/** @type {import("./run.mjs").Row} */
export const fpMemory = {
  need: 1,
  async measure() {
    const input = fpInput();
    const growths = [];
    for (let run = 0; run < runs; run++) growths.push(await growthBytes(input));
    const own = median(growths);
    return { value: limitBytes / own, text: `page ${(own / 1e6).toFixed(0)} MB above an empty page, limit 300 MB` };
  },
};

/** @param {{ perfData: string, binary: string }} input */
function growthBytes(input) {
  return withFreshPage(async ({ page, url, profileArgument }) => {
    const pid = pidWithArgument(profileArgument);
    await page.waitForTimeout(settleMs);
    const emptyBytes = treePssBytes(pid);
    await page.goto(url);
    await waitIdle(page);
    const { peakBytes } = await peakWhile(pid, () => dropToTable(page, input));
    return peakBytes - emptyBytes;
  });
}
