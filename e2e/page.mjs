// Drives the page as a user would: opens it, drops files, waits until it is idle, looks at a view, takes the report.
// What it relies on in the page's document is written in e2e/README.md.
import { readFile } from "node:fs/promises";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {"automatic" | "baseline" | "candidate"} DropSide */

/** Quiet, the same everywhere, and with a WebGL that needs no graphics card. */
export const browserArgs = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-unsafe-swiftshader",
  "--use-angle=swiftshader",
];

/**
 * A real drop event with real File objects. They come from a file input, so a file of any size crosses as a path.
 * @param {Page} page
 * @param {DropSide} side
 * @param {readonly string[]} paths
 */
export async function drop(page, side, paths) {
  await page.evaluate(() => document.body.dispatchEvent(new DragEvent("dragenter", { bubbles: true }))); // they come from outside
  const input = await page.evaluateHandle(() => {
    const element = document.createElement("input");
    element.type = "file";
    element.multiple = true;
    element.hidden = true;
    document.body.append(element);
    return element;
  });
  await input.setInputFiles([...paths]);
  await input.evaluate(dispatchDrop, side);
  await input.dispose();
}

/**
 * Runs inside the page, which another driver sends it to as text: drops what was chosen in a file input.
 * @param {HTMLInputElement} element is removed
 * @param {string} target
 */
export async function dispatchDrop(element, target) {
  const html = document.documentElement;
  const zone = document.querySelector(`[data-drop="${target}"]`);
  if (zone === null) throw new Error(`the page has no drop target "${target}"`);
  const taken = new Promise((resolve) => {
    new MutationObserver(() => resolve(true)).observe(html, { attributeFilter: ["data-state"] });
    setTimeout(() => resolve(false), 30_000);
  });
  const dataTransfer = new DataTransfer();
  for (const file of element.files ?? []) dataTransfer.items.add(file);
  element.remove();
  performance.mark("drop"); // where benchmarks count from
  zone.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  const { state } = html.dataset;
  if (state !== "busy" && !(await taken)) throw new Error("the page did not take the drop");
}

/** What a busy machine needs for the longest of it; what has not ended by then never will. */
export const endlessMs = 300_000;

/**
 * Until nothing is read, named or judged any more, and what came of it is drawn.
 * @param {Page} page
 * @param {number} [timeoutMs] 0: however long it takes
 */
export async function waitIdle(page, timeoutMs = endlessMs) {
  if (!(await page.evaluate(settled, timeoutMs))) throw new Error(`the page is busy for ${timeoutMs / 1000} s`);
}

/**
 * Runs inside the page, which another driver sends it to as text. What is drawn later than it is known (React's deferred values), and what is asked only then, has its
 * turn before the browser calls itself idle.
 * @param {number} timeoutMs
 * @returns {Promise<boolean>} false when the time is over
 */
export function settled(timeoutMs) {
  const html = document.documentElement;
  const isIdle = () => html.dataset["state"] === "idle";
  return new Promise((resolve) => {
    const observer = new MutationObserver(look);
    /** @param {boolean} isSettled */
    const end = (isSettled) => {
      observer.disconnect();
      resolve(isSettled);
    };
    function look() {
      if (isIdle()) requestIdleCallback(() => isIdle() && end(true), { timeout: 1000 });
    }
    observer.observe(html, { attributeFilter: ["data-state"] });
    if (timeoutMs > 0) setTimeout(() => end(false), timeoutMs);
    look();
  });
}

/**
 * Opens a built-in sample by its button, and waits until it is decoded.
 * @param {Page} page
 * @param {string} sampleId
 */
export async function openSample(page, sampleId) {
  const taken = page.evaluate(
    () =>
      new Promise((resolve) => {
        const observer = new MutationObserver(() => resolve(true));
        observer.observe(document.documentElement, { attributeFilter: ["data-state"] });
      }),
  );
  await page.click(`[data-sample="${sampleId}"]`);
  await taken;
  await waitIdle(page);
}

/**
 * Goes to a view by its address, which the page has taken then.
 * @param {Page} page
 * @param {string} viewId
 */
export async function goTo(page, viewId) {
  await page.evaluate((id) => {
    const changed = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
    const before = location.href;
    location.hash = `#/${id}`;
    return location.href === before ? null : changed.then(() => null); // the page has heard of it before this
  }, viewId);
}

/**
 * Goes to a view and waits until it shows what it has to show.
 * @param {Page} page
 * @param {string} viewId its address: `?` and parameters may follow
 * @param {number} [timeoutMs]
 */
export async function showView(page, viewId, timeoutMs = endlessMs) {
  await goTo(page, viewId);
  await page
    .locator(`[data-view="${viewId.replace(/\?.*/, "")}"]`)
    .first()
    .waitFor({ timeout: timeoutMs });
  await waitIdle(page, timeoutMs);
}

/**
 * Puts lines into the address box, and waits for the answers.
 * @param {Page} page
 * @param {string} text
 * @param {number} [timeoutMs]
 */
export async function askAddresses(page, text, timeoutMs = endlessMs) {
  await showView(page, "symbols", timeoutMs);
  await page.fill('[data-field="addresses"]', text);
  await page.click('[data-action="ask-addresses"]');
  await waitIdle(page, timeoutMs);
}

/**
 * @param {Page} page
 * @returns {Promise<string>} the JSON text that the page's own Report action saves
 */
export async function takeReport(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click('[data-action="report"]')]);
  const text = await readFile(await download.path(), "utf8");
  await download.delete();
  return text;
}

/**
 * Saves an export of a profile, by the menu above its views.
 * @param {Page} page
 * @param {number} profile its id in the report
 * @param {string} format as in `[data-action="export-FORMAT"]`
 * @param {string} path
 */
export async function saveExport(page, profile, format, path) {
  await showView(page, `functions?profile=${profile}`, 0);
  await page.click('[data-menu="export"] summary');
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(`[data-action="export-${format}"]`)]);
  await download.saveAs(path);
}

/**
 * @param {Page} page
 * @returns {Promise<number>} milliseconds from the navigation to the first contentful paint
 */
export function firstPaintMs(page) {
  return page.evaluate(
    () =>
      /** @type {Promise<number>} */ (
        new Promise((resolve) => {
          new PerformanceObserver((list) => {
            for (const { name, startTime } of list.getEntries())
              if (name === "first-contentful-paint") resolve(startTime);
          }).observe({ type: "paint", buffered: true });
        })
      ),
  );
}

/**
 * Saves all that was decoded as one file.
 * @param {Page} page
 * @param {string} path
 */
export async function saveSession(page, path) {
  await page.click('[data-menu="share"] summary');
  const [download] = await Promise.all([page.waitForEvent("download"), page.click('[data-action="share-session"]')]);
  await download.saveAs(path);
}
