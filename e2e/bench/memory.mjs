// Memory of a process and all its descendants, from Linux's /proc: the proportional set size, which counts a page shared by
// n processes as 1/n of a page in each.
import { readdirSync, readFileSync } from "node:fs";
import { Skipped } from "./skipped.mjs";

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
  const parents = parentsByPid();
  const members = [...parents.keys()].filter((pid) => {
    let at = pid;
    while (at !== rootPid && at > 1) at = parents.get(at) ?? 0;
    return at === rootPid;
  });
  return members.reduce((sum, pid) => sum + pssBytes(pid), 0);
}

/**
 * The outermost process with this argument: a browser is found by its profile folder.
 * @param {string} argument
 * @returns {number}
 */
export function pidWithArgument(argument) {
  const parents = parentsByPid();
  const holders = [...parents.keys()].filter((pid) => read(pid, "cmdline").split("\0").includes(argument));
  const outermost = holders.find((pid) => !holders.includes(parents.get(pid) ?? 0));
  if (outermost === undefined) throw new Skipped("the browser's processes cannot be seen: this needs Linux's /proc");
  return outermost;
}

/** @returns {ReadonlyMap<number, number>} */
function parentsByPid() {
  if (process.platform !== "linux") throw new Skipped("memory is measured on Linux only");
  const pids = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  // /proc/PID/stat: "pid (comm) state ppid …", and comm may hold anything
  return new Map(pids.map((pid) => [pid, Number(/\) \S (\d+)/.exec(read(pid, "stat"))?.[1] ?? 0)]));
}

/** @param {number} pid */
function pssBytes(pid) {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(pid, "smaps_rollup"))?.[1] ?? 0) * 1024;
}

/**
 * @param {number} pid
 * @param {string} file
 * @returns {string} empty when the process has gone
 */
function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
