// The peer of the frame-pointer rows: perf's own report, with call graph. Its default table has self and total per function,
// as ours; `--no-inline`, because ours names physical functions too and expanding inlines would only slow the peer down.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Skipped } from "./skipped.mjs";

const peer = "perf";
const pollMs = 200;

/**
 * @param {string} perfData
 * @returns {Promise<{ seconds: number, peakBytes: number }>}
 */
export function perfReport(perfData) {
  if (spawnSync(peer, ["--version"]).error) throw new Skipped("perf is not installed");
  return new Promise((resolve, reject) => {
    const startMs = performance.now();
    let peakBytes = 0;
    const args = ["report", "--stdio", "--no-inline", "-g", "caller", "-i", perfData];
    const child = spawn(peer, args, { stdio: ["ignore", "ignore", "ignore"] });
    const timer = setInterval(() => {
      peakBytes = Math.max(peakBytes, highWaterBytes(child.pid));
    }, pollMs);
    child.on("error", reject);
    child.on("exit", (status) => {
      clearInterval(timer);
      if (status === 0) resolve({ seconds: (performance.now() - startMs) / 1000, peakBytes });
      else reject(new Skipped(`perf report ended with status ${status}`));
    });
  });
}

/** @param {number | undefined} pid */
function highWaterBytes(pid) {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
  } catch {
    return 0; // it has just ended
  }
}
