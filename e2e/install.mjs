// What must be there before anything runs: the packages and the built page. Imports only Node's own modules,
// because it runs before they are installed.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const dist = join(root, "dist");
/** The page as one file. */
export const singleFile = join(dist, "swscope.html");

/** What the built page is made of. */
const sources = [
  "src",
  "workers",
  "config",
  "public",
  "docs/guide",
  "index.html",
  "vite.config.ts",
  "package-lock.json",
];

/** Programs of the packages, started by Node itself so that no shell and no .cmd file is needed. */
const bins = {
  tsc: "typescript/bin/tsc",
  biome: "@biomejs/biome/bin/biome",
  knip: "knip/bin/knip.js",
  vitest: "vitest/vitest.mjs",
  vite: "vite/bin/vite.js",
  playwright: "@playwright/test/cli.js",
};

/**
 * Runs a package's program.
 * @param {keyof typeof bins} name
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {boolean} whether it succeeded
 */
export function runBin(name, args, env = process.env) {
  return runNode(join(root, "node_modules", bins[name]), args, env);
}

/** Installs the packages when there are none, or others than package-lock.json says. */
export function ensurePackages() {
  const installed = modifiedMs(join(root, "node_modules", ".package-lock.json"));
  if (installed >= modifiedMs(join(root, "package-lock.json"))) return;
  console.error("installing packages");
  // `npm ci` refuses a lock that lacks packages of other platforms, as one made behind a partial mirror does. `npm install`
  // takes the same versions from such a lock, looks up what it lacks, and with --no-save leaves it as it is.
  if (npm(["ci"], "ignore") || npm(["install", "--no-save"], 2)) return;
  throw new Error("the packages could not be installed: see above");
}

/** Builds the page when there is none, or when a source is newer. */
export function ensureBuild() {
  const built = Math.min(modifiedMs(join(dist, "index.html")), modifiedMs(singleFile));
  if (built > 0 && built >= Math.max(...sources.map((source) => newestMs(join(root, source))))) return;
  console.error("building the page");
  if (!build()) throw new Error("vite build failed: see above");
}

/** Makes both outputs: the page for a host, and the page as one file. */
export function build() {
  return [[], ["--mode", "single"]].every((mode) => runBin("vite", ["build", "--logLevel", "warn", ...mode]));
}

/**
 * @param {readonly string[]} command
 * @param {"ignore" | 2} output
 */
function npm(command, output) {
  const args = [...command, "--include=dev", "--no-fund", "--no-audit"];
  const { npm_execpath: script } = process.env; // set when npm started us
  /** @type {import("node:child_process").SpawnSyncOptions} */
  const options = { cwd: root, stdio: ["ignore", output, output] };
  const run = script?.endsWith(".js")
    ? spawnSync(process.execPath, [script, ...args], options)
    : spawnSync(`npm ${args.join(" ")}`, { ...options, shell: true });
  return run.status === 0;
}

/**
 * Runs in the project's folder; output goes to stderr, so that stdout stays the caller's.
 * @param {string} script
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {boolean} whether it succeeded
 */
export function runNode(script, args, env = process.env) {
  return spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: ["ignore", 2, 2], env }).status === 0;
}

/** @param {string} path */
function modifiedMs(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

/**
 * The newest change of a file, or of a folder and everything in it: a folder's own time tells of removed files.
 * @param {string} path
 * @returns {number}
 */
function newestMs(path) {
  const own = modifiedMs(path);
  if (own === 0 || !statSync(path).isDirectory()) return own;
  return Math.max(own, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}
