// `npm run analyze`: opens the built page in headless Chromium, gives it files as a drop would, and saves the page's own
// report. It contains no analysis. docs/report.md has its options and exit status.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { parseOptions, UsageError, usage } from "./analyze/options.mjs";
import { watchFailures } from "./analyze/watch.mjs";
import { ensureBrowser } from "./findBrowser.mjs";
import { dist, ensureBuild, ensurePackages, singleFile } from "./install.mjs";
import { askAddresses, browserArgs, drop, saveExport, saveSession, showView, takeReport, waitIdle } from "./page.mjs";
import { serve } from "./server.mjs";

const exitStatus = { done: 0, pageFailed: 1, badUsage: 2, timeOut: 3 };
const viewport = { width: 1440, height: 900 };
const progressMs = 1000;

/** The run took longer than it may. */
class TimeOut extends Error {}

process.exit(await main());

async function main() {
  /** @type {string[]} */
  const failures = [];
  try {
    const options = parseOptions(process.argv.slice(2));
    ensurePackages();
    ensureBuild();
    await analyze(options, failures);
    return failures.length === 0 ? exitStatus.done : exitStatus.pageFailed;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (error instanceof TimeOut) return exitStatus.timeOut;
    if (!(error instanceof UsageError)) return exitStatus.pageFailed;
    console.error(usage);
    return exitStatus.badUsage;
  } finally {
    for (const failure of failures) console.error(failure);
  }
}

/**
 * @param {import("./analyze/options.mjs").Options} options
 * @param {string[]} failures what went wrong in the page is added here
 */
async function analyze(options, failures) {
  const { chromium } = await import("playwright-core");
  const server = options.single ? fromDisk() : await serve(dist);
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
  const clock = new AbortController();
  try {
    const context = await browser.newContext({ viewport, locale: "en", serviceWorkers: "block" });
    context.setDefaultTimeout(0); // the clock below is the only limit
    const ownUrls = options.single ? new Set([server.url]) : servedUrls(server.url);
    await watchFailures(context, ownUrls, options.offline, failures);
    const work = drive(await context.newPage(), server.url, options);
    const limit = setTimeout(options.timeoutS * 1000, undefined, { signal: clock.signal }).then(() => {
      throw new TimeOut(`not idle after ${options.timeoutS} s`);
    });
    await Promise.race([work, limit]);
  } finally {
    clock.abort();
    await browser.close();
    await server.close();
  }
}

/** The one-file build needs no server. */
function fromDisk() {
  return { url: pathToFileURL(singleFile).href, close: async () => {} };
}

/**
 * @param {string} url
 * @returns {ReadonlySet<string>} where the page's own files are, by the page itself and by name
 */
function servedUrls(url) {
  const names = /** @type {string[]} */ (readdirSync(dist, { recursive: true }));
  return new Set([url, ...names.map((name) => new URL(name.replaceAll("\\", "/"), url).href)]);
}

/**
 * @param {import("./page.mjs").Page} page
 * @param {string} url
 * @param {import("./analyze/options.mjs").Options} options
 */
async function drive(page, url, options) {
  await page.goto(url);
  await waitIdle(page, 0);
  const stopProgress = printProgress(page);
  page.click('[data-action="open-anyway"]').catch(() => {}); // large files, if it comes to that: nobody is there to be asked
  for (const side of /** @type {const} */ (["baseline", "candidate", "automatic"]))
    if (options.files[side].length > 0) await drop(page, side, options.files[side]);
  await waitIdle(page, 0);
  if (options.addresses !== null) await askAddresses(page, readFileSync(options.addresses, "utf8"), 0);
  stopProgress();
  const report = await takeReport(page);
  save(options.out, report);
  const ofProfile = options.exports.filter(({ format }) => format !== "session");
  if (ofProfile.length > 0) {
    const profile = profileOf(report, options.profile);
    for (const { format, file } of ofProfile) await saveExport(page, profile, format, file);
  }
  for (const { format, file } of options.exports) if (format === "session") await saveSession(page, file);
  for (const { view, file } of options.screenshots) {
    await showView(page, view, 0);
    await page.screenshot({ path: file });
  }
}

/**
 * @param {string} report
 * @param {number | null} wanted id, null for the first
 * @returns {number} its id
 */
function profileOf(report, wanted) {
  const { profiles } = /** @type {import("../src/model/report").Report} */ (JSON.parse(report));
  const found = profiles?.find(({ id }) => wanted === null || id === wanted);
  if (found === undefined) throw new UsageError(`there is no profile ${wanted ?? ""} in these files`);
  return found.id;
}

/**
 * Repeats on stderr what the page says about its work, whenever that changes.
 * @param {import("./page.mjs").Page} page
 */
function printProgress(page) {
  let last = "";
  const timer = setInterval(async () => {
    const texts = await page
      .locator("nav [data-status]")
      .allTextContents()
      .catch(() => []);
    const text = texts.join(" ").replace(/\s+/g, " ").trim();
    if (text !== "" && text !== last) console.error(text);
    last = text;
  }, progressMs);
  return () => clearInterval(timer);
}

/**
 * @param {string} out
 * @param {string} report
 */
function save(out, report) {
  writeFileSync(out === "-" ? 1 : out, report.endsWith("\n") ? report : `${report}\n`);
  if (out !== "-") console.log(out);
}
