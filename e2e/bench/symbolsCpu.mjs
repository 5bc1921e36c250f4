import { drop, waitIdle } from "../page.mjs";
import { commandCpuSeconds, treeCpuSeconds } from "./cpu.mjs";
import { withFreshPage } from "./freshPage.mjs";
import { median } from "./median.mjs";
import { pidWithArgument } from "./processes.mjs";
import { symbolsInput } from "./symbolsInput.mjs";

const count = 100_000;
const runs = 3;
const timeoutMs = 5 * 60_000;

/** From the drop of the debug file to names for all addresses, CPU time of all of the browser. @type {import("./run.mjs").Row} */
export const symbolsCpu = {
  need: 0.67,
  async measure() {
    const { capture, debugFile, addresses } = symbolsInput(count);
    /** @type {number[]} */
    const ours = [];
    /** @type {number[]} */
    const peers = [];
    for (let run = 0; run < runs; run++) {
      ours.push(await browserCpuSeconds(capture, debugFile));
      peers.push(commandCpuSeconds(`llvm-symbolizer-19 --inlines --obj=${debugFile} < ${addresses} > /dev/null`));
    }
    const [peer, own] = [median(peers), median(ours)];
    return {
      value: peer / own,
      text: `page ${own.toFixed(2)} s of CPU, llvm-symbolizer ${peer.toFixed(2)} s, ${count} addresses`,
    };
  },
};

/**
 * @param {string} capture
 * @param {string} debugFile
 */
function browserCpuSeconds(capture, debugFile) {
  return withFreshPage(async ({ page, url, profileArgument }) => {
    await page.goto(url);
    await waitIdle(page);
    await drop(page, "automatic", [capture]);
    await waitIdle(page, timeoutMs);
    const pid = pidWithArgument(profileArgument);
    const before = treeCpuSeconds(pid);
    await drop(page, "automatic", [debugFile]);
    await waitIdle(page, timeoutMs);
    return treeCpuSeconds(pid) - before;
  });
}
