import { dropToTable } from "./dropToTable.mjs";
import { fpInput } from "./fpInput.mjs";
import { growth } from "./growth.mjs";

const limitBytes = 300e6;

/** @type {import("./run.mjs").Row} */
export const fpMemory = {
  need: 1,
  async measure() {
    const input = fpInput();
    const own = await growth((page) => dropToTable(page, [input.perfData, input.binary], "serve_\\d+"));
    return { value: limitBytes / own, text: `page ${(own / 1e6).toFixed(0)} MB above an empty page, limit 300 MB` };
  },
};
