import { waitIdle } from "../page.mjs";
import { dropToTable } from "./dropToTable.mjs";
import { withFreshPage } from "./freshPage.mjs";

/**
 * From the drop of a perf.data with stack dumps and its binaries to the table of unwound and named functions.
 * @param {{ perfData: string, binaries: readonly string[] }} input of deepInput
 * @returns {Promise<number>} seconds
 */
export function unwoundTable({ perfData, binaries }) {
  return withFreshPage(async ({ page, url }) => {
    await page.goto(url);
    await waitIdle(page);
    return dropToTable(page, [perfData, ...binaries], "random_below");
  });
}
