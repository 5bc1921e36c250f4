// `npm test`: installs what is missing, runs every check and test even if an earlier one failed, and ends with the line
// `N passed, N failed` for all of them together. A check (types, lint …) counts as one.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBrowser } from "./findBrowser.mjs";
import { build, ensurePackages, root, runBin, runNode } from "./install.mjs";

/** @typedef {{ readonly passed: number, readonly failed: number }} Count */

const passed = { passed: 1, failed: 0 };
const failed = { passed: 0, failed: 1 };
const reports = join(root, ".cache", "test");
const unitReport = join(reports, "unit.json");

/** @type {readonly (readonly [string, () => Count])[]} */
const steps = [
  ["types", () => check(["workers", "src", "e2e"].map((project) => runBin("tsc", ["-p", project])))],
  ["lint and format", () => check([runBin("biome", ["check", "--error-on-warnings", "."])])],
  ["unused code", () => check([runBin("knip", [])])],
  ["report schema", () => check([runNode(join(root, "e2e/schema.mjs"), ["--check"])])],
  ["unit tests", unitTests],
  ["build", () => check([build()])],
  ["browser tests, two at a time", () => browserTests("together")],
  ["browser tests that measure, alone", () => browserTests("alone")],
];

process.exit(main());

function main() {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const counts = isInstalled() ? steps.map(runStep) : [failed];
  const total = counts.reduce(sum);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

function isInstalled() {
  try {
    ensurePackages();
    return true;
  } catch (error) {
    console.log(messageOf(error));
    return false;
  }
}

/** @param {readonly [string, () => Count]} step */
function runStep([name, run]) {
  console.log(`\n== ${name}`);
  const startMs = performance.now();
  const count = guarded(run);
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  console.log(`== ${name}: ${count.passed} passed, ${count.failed} failed, ${seconds} s`);
  return count;
}

/** @param {() => Count} run */
function guarded(run) {
  try {
    return run();
  } catch (error) {
    console.log(messageOf(error));
    return failed;
  }
}

/** @param {readonly boolean[]} results */
function check(results) {
  return results.every(Boolean) ? passed : failed;
}

/** @returns {Count} */
function unitTests() {
  const ok = runBin("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`]);
  const report = JSON.parse(readFileSync(unitReport, "utf8"));
  /** @type {readonly { status: string, assertionResults: readonly unknown[] }[]} */
  const files = report.testResults;
  const brokenFiles = files.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  return honest({ passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles }, ok);
}

/**
 * @param {"together" | "alone"} project of playwright.config.mjs
 * @returns {Count}
 */
function browserTests(project) {
  const report = join(reports, `browser-${project}.json`);
  const env = { ...process.env, SWSCOPE_BROWSER: ensureBrowser(), PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const ok = runBin("playwright", ["test", "-c", "e2e/playwright.config.mjs", "--project", project], env);
  const { stats, errors } = JSON.parse(readFileSync(report, "utf8"));
  return honest({ passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length }, ok);
}

/**
 * A runner that fails without a failed test, or that ran nothing, counts as one failure.
 * @param {Count} count
 * @param {boolean} ok
 * @returns {Count}
 */
function honest(count, ok) {
  const isSilent = count.failed === 0 && (!ok || count.passed === 0);
  return isSilent ? sum(count, failed) : count;
}

/**
 * @param {Count} a
 * @param {Count} b
 * @returns {Count}
 */
function sum(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
