import { drop, waitIdle } from "../page.mjs";
import { growth } from "./growth.mjs";
import { symbolsInput } from "./symbolsInput.mjs";

const count = 100_000;
const limitBytes = 900e6;
const timeoutMs = 5 * 60_000;

/** @type {import("./run.mjs").Row} */
export const symbolsMemory = {
  need: 1,
  async measure() {
    const { capture, debugFile } = symbolsInput(count);
    const own = await growth(async (page) => {
      await drop(page, "automatic", [capture, debugFile]);
      await waitIdle(page, timeoutMs);
    });
    return { value: limitBytes / own, text: `page ${(own / 1e6).toFixed(0)} MB above an empty page, limit 900 MB` };
  },
};
