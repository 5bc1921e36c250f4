// Pictures of every view in both themes and both languages, in .cache/screenshots, to be looked at; and those that the
// README shows, in docs.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureBrowser } from "./findBrowser.mjs";
import { dist, ensureBuild, ensurePackages, root } from "./install.mjs";
import { browserArgs, drop, openSample, showView, waitIdle } from "./page.mjs";
import { serve } from "./server.mjs";

const viewport = { width: 1440, height: 900 };
/** @type {Readonly<Record<string, string>>} */
const shown = {
  heapGrowth: "screenshot.png",
  functions: "screenshot-functions.png",
  flameGraph: "screenshot-flame-graph.png",
};
const settleMs = 300; // for fonts and charts

ensurePackages();
ensureBuild();
const { chromium } = await import("playwright-core");
const server = await serve(dist);
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
const folder = join(root, ".cache", "screenshots");
mkdirSync(folder, { recursive: true });
try {
  for (const colorScheme of /** @type {const} */ (["light", "dark"]))
    for (const locale of ["en", "zh-CN"]) await shoot(colorScheme, locale);
  await shootSample("sw64-stacks", "frame");
  await shootSample("pair", "deviation");
  await shootSample("spans", "spans");
} finally {
  await browser.close();
  await server.close();
}
console.log(folder);

/**
 * @param {"light" | "dark"} colorScheme
 * @param {string} locale
 */
async function shoot(colorScheme, locale) {
  const context = await browser.newContext({ viewport, colorScheme, locale, deviceScaleFactor: 1 });
  const page = await context.newPage();
  await page.goto(server.url);
  await waitIdle(page);
  await page.screenshot({ path: join(folder, `start-${colorScheme}-${locale}.png`) });
  const samples = join(root, "public/samples");
  await drop(page, "automatic", [join(samples, "perf/cpu-fp.perf.data"), join(samples, "leakd")]);
  const heap = Array.from({ length: 12 }, (_, i) =>
    join(samples, `heap-leak/heap-${String(i).padStart(2, "0")}.pb.gz`),
  );
  await drop(page, "automatic", heap);
  await waitIdle(page);
  const links = page.locator('nav a[href^="#/"]');
  for (const view of await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")?.slice(2) ?? ""))) {
    await showView(page, view);
    if (view === "flameGraph") await page.locator('[data-speedscope="shown"]').waitFor();
    await page.waitForTimeout(settleMs);
    await page.screenshot({ path: join(folder, `${view}-${colorScheme}-${locale}.png`) });
    const picture = shown[view];
    if (picture !== undefined && colorScheme === "light" && locale === "en")
      await page.screenshot({ path: join(root, "docs", picture) });
  }
  await context.close();
}

/**
 * A view with a sample that has everything it can show.
 * @param {string} sampleId
 * @param {string} view
 */
async function shootSample(sampleId, view) {
  const page = await browser.newPage({ viewport, colorScheme: "light", locale: "en" });
  await page.goto(server.url);
  await openSample(page, sampleId);
  await showView(page, view);
  await page.waitForTimeout(settleMs);
  await page.screenshot({ path: join(root, "docs", `screenshot-${view}.png`) });
  await page.close();
}
