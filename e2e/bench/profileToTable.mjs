// From the drop of a pprof profile to its finished function table.
import { drop, goTo, waitIdle } from "../page.mjs";

const timeoutMs = 5 * 60_000;

/**
 * @param {import("../page.mjs").Page} page
 * @param {string} profile
 */
export async function profileToTable(page, profile) {
  await goTo(page, "functions");
  await drop(page, "automatic", [profile]);
  await goTo(page, "functions"); // cpu, which is what pprof shows
  await page.locator('[data-view="functions"]', { hasText: /method\d+/ }).waitFor({ timeout: timeoutMs });
  await waitIdle(page, timeoutMs);
}
