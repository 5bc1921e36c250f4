import { spawnSync } from "node:child_process";
import { processTree, readProc } from "./processes.mjs";
import { Skipped } from "./skipped.mjs";

const ticksPerSecond = 100; // USER_HZ, the same on every Linux machine

/**
 * User and system time of a process and its descendants, as far as they are alive.
 * @param {number} rootPid
 */
export function treeCpuSeconds(rootPid) {
  return processTree(rootPid).reduce((sum, pid) => sum + cpuTicks(pid), 0) / ticksPerSecond;
}

/** @param {number} pid */
function cpuTicks(pid) {
  // behind "(comm) ": state and ten more fields, utime, stime
  const [, utime, stime] = /\) \S(?: -?\d+){10} (\d+) (\d+)/.exec(readProc(pid, "stat")) ?? [];
  return Number(utime ?? 0) + Number(stime ?? 0);
}

/**
 * User and system time of a command that a shell runs.
 * @param {string} command
 * @returns {number} seconds
 */
export function commandCpuSeconds(command) {
  const timed = `TIMEFORMAT='cpu %U %S'; time ${command}`;
  const { error, status, stderr } = spawnSync("bash", ["-c", timed], { encoding: "utf8" });
  if (error) throw new Skipped(`bash: ${error.message}`);
  const [, user, system] = /^cpu ([\d.]+) ([\d.]+)$/m.exec(stderr) ?? [];
  if (status !== 0 || user === undefined)
    throw new Skipped(`${command.split(" ")[0]}: ${stderr.trim().split("\n")[0]}`);
  return Number(user) + Number(system);
}
