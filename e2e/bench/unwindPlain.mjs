import { deepInput } from "./deepInput.mjs";
import { median } from "./median.mjs";
import { perfScript } from "./perfScript.mjs";
import { unwoundTable } from "./unwoundTable.mjs";

const runs = 3;
const sizeMB = 160;

/** @type {import("./run.mjs").Row} */
export const unwindPlain = {
  need: 1,
  async measure() {
    const input = deepInput(sizeMB);
    const [ours, peers] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
    for (let run = 0; run < runs; run++) {
      ours.push(await unwoundTable(input));
      peers.push(await perfScript(input.perfData, ["--no-inline"]));
    }
    const [own, peer] = [median(ours), median(peers)];
    return { value: peer / own, text: `page ${own.toFixed(2)} s, perf script --no-inline ${peer.toFixed(2)} s` };
  },
};
