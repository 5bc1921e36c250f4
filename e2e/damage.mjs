// `npm run damage -- FOLDER|FILE…`: every perf.data there cut at 200 lengths and with 500 single bytes changed. Each has to
// give a capture or a failure that names the place, within 2 s. Prints a line per file; exits 1 when one of them did not.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { ensurePackages, root } from "./install.mjs";

const cuts = 200;
const flips = 500;
const limitMs = 2000;
const mostShown = 10;

ensurePackages();
const { runnerImport } = await import("vite");
const { zstd } = /** @type {typeof import("../config/zstd")} */ (await load("config/zstd.ts", []));
const { damaged, outcome } = /** @type {typeof import("../workers/formats/perf/testing/damage")} */ (
  await load("workers/formats/perf/testing/damage.ts", [zstd()])
);

process.exit(await main(process.argv.slice(2)));

/**
 * @param {string} path of a TypeScript module
 * @param {import("vite").PluginOption[]} plugins
 */
async function load(path, plugins) {
  return (await runnerImport(join(root, path), { root, plugins })).module;
}

/** @param {readonly string[]} paths */
async function main(paths) {
  const files = paths.flatMap(perfDataAt);
  if (files.length === 0) {
    console.error("usage: npm run damage -- FOLDER|FILE…");
    return 2;
  }
  let broken = 0;
  for (const file of files) broken += await damageFile(file);
  const peakMB = process.resourceUsage().maxRSS / 1000;
  console.log(
    `${files.length} files, ${files.length * (cuts + flips)} decoded, ${broken} broken, peak ${peakMB.toFixed(0)} MB`,
  );
  return broken > 0 ? 1 : 0;
}

/** @param {string} file */
async function damageFile(file) {
  const counts = { capture: 0, failure: 0 };
  /** @type {string[]} */
  const broken = [];
  let slowestMs = 0;
  let slowest = "";
  for (const { what, bytes } of damaged(bytesOf(file), cuts, flips)) {
    const started = performance.now();
    try {
      counts[await outcome(bytes)]++;
    } catch (error) {
      broken.push(`${what}: ${error instanceof Error ? error.stack?.split("\n").slice(0, 4).join("\n") : error}`);
    }
    const ms = performance.now() - started;
    if (ms > slowestMs) [slowestMs, slowest] = [ms, what];
    if (ms > limitMs) broken.push(`${what}: took ${ms.toFixed(0)} ms`);
  }
  const { capture, failure } = counts;
  console.log(`${file}: ${capture} captures, ${failure} failures, slowest ${slowestMs.toFixed(0)} ms (${slowest})`);
  for (const line of broken.slice(0, mostShown)) console.log(`  ${line}`);
  return broken.length;
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function perfDataAt(path) {
  if (!statSync(path).isDirectory()) return [path];
  const inside = readdirSync(path).sort();
  return inside.filter((name) => /\.perf\.data(\.gz)?$/.test(name)).map((name) => join(path, name));
}

/** @param {string} file */
function bytesOf(file) {
  const bytes = readFileSync(file);
  return new Uint8Array(file.endsWith(".gz") ? gunzipSync(bytes) : bytes);
}
