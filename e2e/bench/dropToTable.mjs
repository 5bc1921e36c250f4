// From the drop of a perf.data and its binary to the finished function table.
import { drop, goTo } from "../page.mjs";

const timeoutMs = 10 * 60_000;

/**
 * @param {import("../page.mjs").Page} page
 * @param {{ perfData: string, binary: string }} input
 * @returns {Promise<number>} seconds
 */
export async function dropToTable(page, input) {
  const shown = page.evaluate(
    () =>
      new Promise((resolve) => {
        const look = () => {
          const { state } = document.documentElement.dataset;
          const text = document.querySelector('[data-view="functions"]')?.textContent ?? "";
          if (state !== "idle" || !/serve_\d+/.test(text)) return; // with names: the binary was used
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))); // after the frame that paints it
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      }),
  );
  await drop(page, "automatic", [input.perfData, input.binary]);
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
