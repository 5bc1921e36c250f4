// The peer of the unwinding rows.
import { spawn, spawnSync } from "node:child_process";
import { Skipped } from "./skipped.mjs";

const peer = "perf";

/**
 * @param {string} perfData
 * @param {readonly string[]} options
 * @returns {Promise<number>} seconds
 */
export function perfScript(perfData, options) {
  if (spawnSync(peer, ["--version"]).error) throw new Skipped("perf is not installed");
  return new Promise((resolve, reject) => {
    const startMs = performance.now();
    const child = spawn(peer, ["script", "-F", "ip,sym", ...options, "-i", perfData], { stdio: "ignore" });
    child.on("error", reject);
    child.on("exit", (status) => {
      if (status === 0) resolve((performance.now() - startMs) / 1000);
      else reject(new Skipped(`perf script ended with status ${status}`));
    });
  });
}
