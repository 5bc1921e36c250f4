import { statSync } from "node:fs";
import { drop, takeReport, waitIdle } from "../page.mjs";
import { dwarfInput } from "./dwarfInput.mjs";
import { withFreshPage } from "./freshPage.mjs";
import { median } from "./median.mjs";
import { readOnly } from "./readOnly.mjs";

const runs = 3;
const sizeMB = 200;
const timeoutMs = 120_000;

/** @type {import("./run.mjs").Row} */
export const dwarfRead = {
  need: 0.6,
  async measure() {
    const path = dwarfInput(sizeMB);
    const [reads, decodes] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
    for (let run = 0; run < runs; run++) {
      await withFreshPage(async ({ page, url }) => {
        await page.goto(url);
        await waitIdle(page);
        reads.push(await readOnly(page, path));
        decodes.push(await decodeMs(page, path));
      });
    }
    const [read, decode, bytes] = [median(reads), median(decodes), statSync(path).size];
    const speed = (/** @type {number} */ ms) => `${(bytes / 1000 / ms).toFixed(0)} MB/s`;
    return { value: read / decode, text: `decoding ${speed(decode)}, reading alone ${speed(read)}` };
  },
};

/**
 * @param {import("../page.mjs").Page} page
 * @param {string} path
 */
async function decodeMs(page, path) {
  await drop(page, "automatic", [path]);
  await waitIdle(page, timeoutMs);
  const { timing } = JSON.parse(await takeReport(page));
  return /** @type {number} */ (timing.stages.find((/** @type {any} */ { stage }) => stage === "decode").ms);
}
