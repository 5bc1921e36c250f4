import { statSync } from "node:fs";
import { deepInput } from "./deepInput.mjs";
import { median } from "./median.mjs";
import { perfScript } from "./perfScript.mjs";
import { unwoundTable } from "./unwoundTable.mjs";

const runs = 3;
const sizeMB = 160;
const peerSizeMB = 8; // Debian's perf asks addr2line for every frame

/** @type {import("./run.mjs").Row} */
export const unwindInline = {
  need: 20,
  async measure() {
    const [input, small] = [deepInput(sizeMB), deepInput(peerSizeMB)];
    const [ours, peers] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
    for (let run = 0; run < runs; run++) {
      ours.push(await unwoundTable(input));
      peers.push(await perfScript(small.perfData, []));
    }
    const scale = statSync(input.perfData).size / statSync(small.perfData).size;
    const [own, peer] = [median(ours), median(peers) * scale];
    const how = `${median(peers).toFixed(1)} s for ${peerSizeMB} MB, scaled by ${scale.toFixed(1)}`;
    return { value: peer / own, text: `page ${own.toFixed(2)} s, perf script ${peer.toFixed(1)} s (${how})` };
  },
};
