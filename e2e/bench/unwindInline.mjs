import { deepInput } from "./deepInput.mjs";
import { median } from "./median.mjs";
import { perfScript } from "./perfScript.mjs";
import { unwoundTable } from "./unwoundTable.mjs";

// perf is given all of the input, and runs once because that takes long. It asks addr2line once for each distinct address:
// a small input has more of them for its size, and scaled it would be two or three times what the large one really takes.
const runs = 3;
const sizeMB = 160;

/** @type {import("./run.mjs").Row} */
export const unwindInline = {
  need: 20,
  async measure() {
    const input = deepInput(sizeMB);
    const ours = [await unwoundTable(input)];
    const peer = await perfScript(input.perfData, []);
    while (ours.length < runs) ours.push(await unwoundTable(input));
    const own = median(ours);
    return { value: peer / own, text: `page ${own.toFixed(2)} s, perf script ${peer.toFixed(1)} s (one run)` };
  },
};
