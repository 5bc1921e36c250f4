// Stack dumps of a C++ program with deep stacks: deep.cpp under `perf record --call-graph dwarf`, with the libraries it ran with.
import { spawnSync } from "node:child_process";
import { realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "../install.mjs";
import { cached } from "./cached.mjs";
import { Skipped } from "./skipped.mjs";

const source = "e2e/bench/deep.cpp";
const recordSeconds = 120; // more than it takes

/**
 * @param {number} sizeMB
 * @returns {{ perfData: string, binaries: readonly string[] }}
 */
export function deepInput(sizeMB) {
  const binary = cached("deep", source, (path) => {
    run("g++", ["-O2", "-g", join(root, source), "-o", path]);
  });
  const perfData = cached(`deep-${sizeMB}.perf.data`, source, (path) => {
    const how = ["-F", "6000", "--call-graph", "dwarf,8192", "-e", "cpu-clock:u", "-m", "8M", `--max-size=${sizeMB}M`];
    // perf ends itself and its child when the file is full, and then says that it was terminated
    run("timeout", [`${recordSeconds}`, "perf", "record", "-q", ...how, "-o", path, binary, "1000000"], [0, 143]);
    if (statSync(path).size < sizeMB * 1e6) throw new Skipped(`perf record wrote ${statSync(path).size} bytes only`);
  });
  return { perfData, binaries: [binary, ...libraries(binary)] };
}

/** @param {string} binary */
function libraries(binary) {
  const lines = run("ldd", [binary]).split("\n");
  return lines.flatMap((line) => /(\/\S+) \(0x/.exec(line)?.[1] ?? []).map((path) => realpathSync(path));
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {readonly number[]} fine exit statuses that are no failure
 * @returns {string} standard output
 */
function run(command, args, fine = [0]) {
  const { error, status, signal, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (error) throw new Skipped(`${command}: ${error.message}`);
  const isFine = status === null ? signal === "SIGTERM" && fine.includes(143) : fine.includes(status);
  if (!isFine) throw new Skipped(`${command} failed: ${stderr.trim().split("\n").at(-1)}`);
  return stdout;
}
