// A process and all its descendants, from Linux's /proc.
import { readdirSync, readFileSync } from "node:fs";
import { Skipped } from "./skipped.mjs";

/**
 * The outermost process with this argument: a browser is found by its profile folder.
 * @param {string} argument
 * @returns {number}
 */
export function pidWithArgument(argument) {
  const parents = parentsByPid();
  const holders = [...parents.keys()].filter((pid) => readProc(pid, "cmdline").split("\0").includes(argument));
  const outermost = holders.find((pid) => !holders.includes(parents.get(pid) ?? 0));
  if (outermost === undefined) throw new Skipped("the browser's processes cannot be seen: this needs Linux's /proc");
  return outermost;
}

/**
 * @param {number} rootPid
 * @returns {readonly number[]}
 */
export function processTree(rootPid) {
  const parents = parentsByPid();
  return [...parents.keys()].filter((pid) => {
    let at = pid;
    while (at !== rootPid && at > 1) at = parents.get(at) ?? 0;
    return at === rootPid;
  });
}

/**
 * @param {number} pid
 * @param {string} file
 * @returns {string} empty when the process has gone
 */
export function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

/** @returns {ReadonlyMap<number, number>} */
function parentsByPid() {
  if (process.platform !== "linux") throw new Skipped("processes are measured on Linux only");
  const pids = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  // /proc/PID/stat: "pid (comm) state ppid …", and comm may hold anything
  return new Map(pids.map((pid) => [pid, Number(/\) \S (\d+)/.exec(readProc(pid, "stat"))?.[1] ?? 0)]));
}
