import { growth } from "./growth.mjs";
import { pprofInput } from "./pprofInput.mjs";
import { profileToTable } from "./profileToTable.mjs";

const limitBytes = 300e6;

/** @type {import("./run.mjs").Row} */
export const pprofMemory = {
  need: 1,
  async measure() {
    const input = pprofInput();
    const own = await growth((page) => profileToTable(page, input));
    return { value: limitBytes / own, text: `page ${(own / 1e6).toFixed(0)} MB above an empty page, limit 300 MB` };
  },
};
