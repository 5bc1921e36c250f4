import { existsSync } from "node:fs";
import { join } from "node:path";
import { goTo, waitIdle } from "../page.mjs";
import { commandCpuSeconds, treeCpuSeconds } from "./cpu.mjs";
import { withFreshPage } from "./freshPage.mjs";
import { median } from "./median.mjs";
import { pprofInput } from "./pprofInput.mjs";
import { pidWithArgument } from "./processes.mjs";
import { profileToTable } from "./profileToTable.mjs";
import { Skipped } from "./skipped.mjs";

const runs = 3;
const settleMs = 2000; // until what a browser does after it has started and painted is over

/** CPU time of all of the browser, from the drop to the function table. @type {import("./run.mjs").Row} */
export const pprofTop = {
  need: 15,
  async measure() {
    const go = goCommand();
    const input = pprofInput();
    /** @type {number[]} */
    const ours = [];
    /** @type {number[]} */
    const peers = [];
    for (let run = 0; run < runs; run++) {
      ours.push(await browserCpuSeconds(input));
      peers.push(commandCpuSeconds(`${go} tool pprof -symbolize=none -top '${input}' > /dev/null`));
    }
    const [peer, own] = [median(peers), median(ours)];
    return {
      value: peer / own,
      text: `page ${own.toFixed(2)} s of CPU, go tool pprof -top ${peer.toFixed(2)} s, 500,000 samples`,
    };
  },
};

/** `go` of the path, or of GOROOT. @returns {string} */
function goCommand() {
  const folder = process.env["GOROOT"];
  const own = folder === undefined ? "" : join(folder, "bin", "go");
  const go = existsSync(own) ? own : "go";
  try {
    commandCpuSeconds(`${go} version`);
  } catch {
    throw new Skipped("go is not installed (GOROOT may name where it lies)");
  }
  return go;
}

/** @param {string} input */
function browserCpuSeconds(input) {
  return withFreshPage(async ({ page, url, profileArgument }) => {
    await page.goto(url);
    await waitIdle(page);
    await goTo(page, "functions");
    await page.waitForTimeout(settleMs);
    const pid = pidWithArgument(profileArgument);
    const before = treeCpuSeconds(pid);
    await profileToTable(page, input);
    return treeCpuSeconds(pid) - before;
  });
}
