// 47 MB of pprof: 500,000 samples, 15 million references to locations, by makePprof.mjs.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../install.mjs";
import { cached } from "./cached.mjs";

const maker = "e2e/bench/makePprof.mjs";

/** @returns {string} the file */
export function pprofInput() {
  return cached("big.pb", maker, (path) => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, maker), path], { encoding: "utf8" });
    if (status !== 0) throw new Error(`${maker}: ${stderr}`);
  });
}
