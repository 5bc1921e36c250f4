import { drop, goTo, waitIdle } from "../page.mjs";
import { withFreshPage } from "./freshPage.mjs";
import { median } from "./median.mjs";
import { symbolsInput, uncompressed } from "./symbolsInput.mjs";

const limitMs = 1000;
const runs = 3;
const timeoutMs = 60_000;

/** From the drop of the uncompressed debug file to the name of one address in the table. @type {import("./run.mjs").Row} */
export const symbolsFirst = {
  need: 1,
  async measure() {
    const { capture } = symbolsInput(1);
    const debugFile = uncompressed();
    const times = [];
    for (let run = 0; run < runs; run++) times.push(await firstNameMs(capture, debugFile));
    const own = median(times);
    return { value: limitMs / own, text: `page ${own.toFixed(0)} ms, limit ${limitMs} ms` };
  },
};

/**
 * @param {string} capture
 * @param {string} debugFile
 */
function firstNameMs(capture, debugFile) {
  return withFreshPage(async ({ page, url }) => {
    await page.goto(url);
    await waitIdle(page);
    await drop(page, "automatic", [capture]);
    await waitIdle(page);
    const shown = page.evaluate(
      (milliseconds) =>
        new Promise((resolve, reject) => {
          const observer = new MutationObserver(() => {
            const table = document.querySelector('[data-view="functions"]')?.textContent ?? "";
            if (!table.includes("libjvm.so") || table.includes("libjvm.so+0x")) return;
            observer.disconnect();
            resolve(performance.now());
          });
          observer.observe(document, { subtree: true, childList: true, characterData: true });
          setTimeout(() => reject(new Error("the name did not come")), milliseconds);
        }),
      timeoutMs,
    );
    await drop(page, "automatic", [debugFile]);
    await goTo(page, "functions"); // the overview comes after a drop
    const shownMs = Number(await shown);
    return page.evaluate(
      (end) => end - (performance.getEntriesByName("drop").at(-1)?.startTime ?? Number.NaN),
      shownMs,
    );
  });
}
