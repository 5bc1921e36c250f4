import { drop, waitIdle } from "../page.mjs";
import { dwarfInput } from "./dwarfInput.mjs";
import { growth } from "./growth.mjs";

const sizeMB = 2000;
const limitBytes = 400e6;
const timeoutMs = 5 * 60_000;

/** @type {import("./run.mjs").Row} */
export const bigMemory = {
  need: 1,
  async measure() {
    const path = dwarfInput(sizeMB);
    const own = await growth(async (page) => {
      await drop(page, "automatic", [path]);
      await waitIdle(page, timeoutMs);
    });
    return { value: limitBytes / own, text: `page ${(own / 1e6).toFixed(0)} MB above an empty page, limit 400 MB` };
  },
};
