// From the drop of a perf.data and its binaries to the finished function table.
import { drop, goTo } from "../page.mjs";

const timeoutMs = 10 * 60_000;

/**
 * @param {import("../page.mjs").Page} page
 * @param {readonly string[]} files
 * @param {string} name a regular expression: a name that the table has when the binaries were used
 * @returns {Promise<number>} seconds
 */
export async function dropToTable(page, files, name) {
  const shown = page.evaluate(
    (wanted) =>
      new Promise((resolve) => {
        const look = () => {
          const { state } = document.documentElement.dataset;
          const text = document.querySelector('[data-view="functions"]')?.textContent ?? "";
          if (state !== "idle" || !new RegExp(wanted).test(text)) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))); // after the frame that paints it
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      }),
    name,
  );
  await drop(page, "automatic", files);
  await goTo(page, "functions");
  const shownMs = Number(await withTimeout(shown));
  const droppedMs = await page.evaluate(() => performance.getEntriesByName("drop").at(-1)?.startTime ?? Number.NaN);
  return (shownMs - droppedMs) / 1000;
}

/** @param {Promise<unknown>} promise */
function withTimeout(promise) {
  return Promise.race([
    promise,
    new Promise((_resolve, reject) => {
      setTimeout(() => reject(new Error("the table did not come")), timeoutMs).unref();
    }),
  ]);
}
