// 70 MB of execution trace: 10 million events of the AllocFree experiment, by makeTrace.mjs.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../install.mjs";
import { drop, showView, waitIdle } from "../page.mjs";
import { cached } from "./cached.mjs";

const maker = "e2e/bench/makeTrace.mjs";
const timeoutMs = 5 * 60_000;

/** @returns {string} the file */
export function traceInput() {
  return cached("big.trace", maker, (path) => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, maker), path], { encoding: "utf8" });
    if (status !== 0) throw new Error(`${maker}: ${stderr}`);
  });
}

/**
 * From the drop to the chart of its heap, with every stage done.
 * @param {import("../page.mjs").Page} page
 * @param {string} trace
 */
export async function traceToChart(page, trace) {
  await drop(page, "automatic", [trace]);
  await waitIdle(page, timeoutMs);
  await showView(page, "heapGrowth", timeoutMs);
  await page.locator("[data-traced-heap] canvas").waitFor({ timeout: timeoutMs });
}
