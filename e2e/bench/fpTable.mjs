import { waitIdle } from "../page.mjs";
import { dropToTable } from "./dropToTable.mjs";
import { fpInput } from "./fpInput.mjs";
import { withFreshPage } from "./freshPage.mjs";
import { median } from "./median.mjs";
import { perfReport } from "./perfReport.mjs";

const runs = 3;

/** @type {import("./run.mjs").Row} */
export const fpTable = {
  need: 3,
  async measure() {
    const input = fpInput();
    /** @type {number[]} */
    const ours = [];
    /** @type {{ seconds: number, peakBytes: number }[]} */
    const peers = [];
    for (let run = 0; run < runs; run++) {
      ours.push(await withFreshPage(({ page, url }) => openAndDrop(page, url, input)));
      peers.push(await perfReport(input.perfData));
    }
    const [peer, own] = [median(peers.map(({ seconds }) => seconds)), median(ours)];
    const peerMB = median(peers.map(({ peakBytes }) => peakBytes)) / 1e6;
    return {
      value: peer / own,
      text: `page ${own.toFixed(2)} s, perf report ${peer.toFixed(2)} s (peak ${peerMB.toFixed(0)} MB)`,
    };
  },
};

/**
 * @param {import("../page.mjs").Page} page
 * @param {string} url
 * @param {{ perfData: string, binary: string }} input
 */
async function openAndDrop(page, url, input) {
  await page.goto(url);
  await waitIdle(page);
  return dropToTable(page, [input.perfData, input.binary], "serve_\\d+");
}
