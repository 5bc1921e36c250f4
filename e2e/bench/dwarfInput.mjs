// What `perf record --call-graph dwarf` writes: 8 KiB of stack with every sample.
import { cached } from "./cached.mjs";
import { makePerfData } from "./makePerfData.mjs";

/**
 * @param {number} sizeMB
 * @returns {string} path
 */
export function dwarfInput(sizeMB) {
  return cached(`dwarf-${sizeMB}.perf.data`, "e2e/bench/makePerfData.mjs", (path) => {
    makePerfData(path, { sizeBytes: sizeMB * 1e6, depth: 2, stackBytes: 8192 });
  });
}
