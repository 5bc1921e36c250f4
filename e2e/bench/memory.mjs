// Memory of a process and all its descendants, from Linux's /proc: the proportional set size, which counts a page shared by
// n processes as 1/n of a page in each.
import { processTree, readProc } from "./processes.mjs";

const pollMs = 100;

/**
 * @template T
 * @param {number} rootPid
 * @param {() => Promise<T>} work
 * @returns {Promise<{ peakBytes: number, result: T }>}
 */
export async function peakWhile(rootPid, work) {
  let peakBytes = 0;
  const poll = () => {
    peakBytes = Math.max(peakBytes, treePssBytes(rootPid));
  };
  const timer = setInterval(poll, pollMs);
  try {
    const result = await work();
    poll();
    return { peakBytes, result };
  } finally {
    clearInterval(timer);
  }
}

/**
 * @param {number} rootPid
 * @returns {number}
 */
export function treePssBytes(rootPid) {
  return processTree(rootPid).reduce((sum, pid) => sum + pssBytes(pid), 0);
}

/** @param {number} pid */
function pssBytes(pid) {
  return Number(/^Pss:\s+(\d+) kB/m.exec(readProc(pid, "smaps_rollup"))?.[1] ?? 0) * 1024;
}
