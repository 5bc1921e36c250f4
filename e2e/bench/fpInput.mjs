// 250 MB of frame-pointer chains: busy.c under `perf record`. Made once, kept in .cache/bench.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "../install.mjs";
import { Skipped } from "./skipped.mjs";

const sizeMB = 250;
const recordSeconds = 180; // more than it takes

/** @returns {{ perfData: string, binary: string }} */
export function fpInput() {
  const folder = join(root, ".cache", "bench");
  const [binary, perfData] = [join(folder, "busy"), join(folder, "fp.perf.data")];
  const source = join(root, "e2e/bench/busy.c");
  const isFresh = existsSync(perfData) && statSync(perfData).mtimeMs > statSync(source).mtimeMs;
  if (isFresh) return { perfData, binary };

  mkdirSync(folder, { recursive: true });
  rmSync(perfData, { force: true });
  console.error(`recording ${sizeMB} MB of samples`);
  run("gcc", ["-O1", "-fno-omit-frame-pointer", "-g", "-pthread", source, "-o", binary]);
  const part = `${perfData}.part`;
  const how = ["-F", "20000", "-g", "-e", "cpu-clock:u", "-m", "8M", `--max-size=${sizeMB}M`];
  // perf ends itself and its child when the file is full, and then says that it was terminated
  run("timeout", [`${recordSeconds}`, "perf", "record", "-q", ...how, "-o", part, binary, "4"], [0, 143]);
  if (statSync(part).size < sizeMB * 1e6) throw new Skipped(`perf record wrote ${statSync(part).size} bytes only`);
  renameSync(part, perfData);
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
