// 250 MB of frame-pointer chains: busy.c under `perf record`.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { root } from "../install.mjs";
import { cached } from "./cached.mjs";
import { Skipped } from "./skipped.mjs";

const sizeMB = 250;
const recordSeconds = 180; // more than it takes
const source = "e2e/bench/busy.c";

/** @returns {{ perfData: string, binary: string }} */
export function fpInput() {
  const binary = cached("busy", source, (path) => {
    run("gcc", ["-O1", "-fno-omit-frame-pointer", "-g", "-pthread", join(root, source), "-o", path]);
  });
  const perfData = cached("fp.perf.data", source, (path) => {
    const how = ["-F", "20000", "-g", "-e", "cpu-clock:u", "-m", "8M", `--max-size=${sizeMB}M`];
    // perf ends itself and its child when the file is full, and then says that it was terminated
    run("timeout", [`${recordSeconds}`, "perf", "record", "-q", ...how, "-o", path, binary, "4"], [0, 143]);
    if (statSync(path).size < sizeMB * 1e6) throw new Skipped(`perf record wrote ${statSync(path).size} bytes only`);
  });
  return { perfData, binary };
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {readonly number[]} fine exit statuses that are no failure
 */
function run(command, args, fine = [0]) {
  const { error, status, signal, stderr } = spawnSync(command, args, { stdio: ["ignore", "ignore", "pipe"] });
  if (error) throw new Skipped(`${command}: ${error.message}`);
  const isFine = status === null ? signal === "SIGTERM" && fine.includes(143) : fine.includes(status);
  if (!isFine) throw new Skipped(`${command} failed: ${stderr.toString().trim().split("\n").at(-1)}`);
}
