import { growth } from "./growth.mjs";
import { traceInput, traceToChart } from "./traceInput.mjs";

const limitBytes = 600e6;

/** @type {import("./run.mjs").Row} */
export const traceMemory = {
  need: 1,
  async measure() {
    const input = traceInput();
    const own = await growth((page) => traceToChart(page, input));
    return { value: limitBytes / own, text: `page ${(own / 1e6).toFixed(0)} MB above an empty page, limit 600 MB` };
  },
};
