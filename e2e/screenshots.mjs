// `node e2e/screenshots.mjs [VIEW…]`: every view, or these, with something to show, in both themes and both languages. All go to
// .cache/screenshots, to be looked at; the light ones also to docs/pictures, where the guide and the README show them.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBrowser } from "./findBrowser.mjs";
import { dist, ensureBuild, ensurePackages, root } from "./install.mjs";
import { browserArgs, drop, openSample, showView, waitIdle } from "./page.mjs";
import { serve } from "./server.mjs";
import { smallPng } from "./smallPng.mjs";

/** @typedef {{ readonly sample?: string, readonly files?: readonly string[], readonly views: readonly string[] }} Group */

/** Views, by what shows them at their best: a sample, or files below workers/formats. */
/** @type {readonly Group[]} */
const groups = [
  { sample: "heap-leak", views: ["overview", "heapGrowth", "difference"] },
  { sample: "perf", views: ["functions", "callTree", "icicle", "flameGraph"] },
  { sample: "spans", views: ["spans"] },
  { sample: "sw64-stacks", views: ["captures", "frame", "symbols"] },
  { sample: "pair", views: ["deviation"] },
  {
    files: ["perf/fixtures/native/cheap.perf.data.gz", "perf/fixtures/native/tree-fp"],
    views: ["nativeHeap", "records"],
  },
  { files: ["goroutines/fixtures/amd64-chan.tar.gz"], views: ["goroutines"] },
  { files: ["heapdump/fixtures/leak1.24.dump.gz", "heapdump/fixtures/leak1.24.symbols"], views: ["heapDump"] },
  {
    files: [
      "escape/fixtures/stores/stores.perf.data.gz",
      "escape/fixtures/stores/stores.gz",
      "escape/fixtures/stores/m2.txt",
    ],
    views: ["escapes"],
  },
  {
    files: ["nodeMemory/fixtures/numa_maps-two-nodes.txt", "nodeMemory/fixtures/meminfo-two-nodes.txt"],
    views: ["numa"],
  },
];
const wanted = process.argv.slice(2);
const viewport = { width: 1280, height: 800 };
const settleMs = 300; // for fonts and charts

ensurePackages();
ensureBuild();
const { chromium } = await import("playwright-core");
const server = await serve(dist);
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
const all = join(root, ".cache", "screenshots");
const pictures = join(root, "docs", "pictures");
const painter = await browser.newPage();
try {
  mkdirSync(all, { recursive: true });
  for (const locale of ["en", "zh-CN"]) {
    mkdirSync(join(pictures, locale), { recursive: true });
    for (const colorScheme of /** @type {const} */ (["light", "dark"]))
      for (const group of groups) if (viewsOf(group).length > 0) await shoot(group, colorScheme, locale);
  }
} finally {
  await browser.close();
  await server.close();
}
console.log(all);

/** @param {Group} group */
function viewsOf({ views }) {
  return wanted.length === 0 ? views : views.filter((view) => wanted.includes(view));
}

/**
 * @param {Group} group
 * @param {"light" | "dark"} colorScheme
 * @param {string} locale
 */
async function shoot(group, colorScheme, locale) {
  const { sample, files = [] } = group;
  const context = await browser.newContext({ viewport, colorScheme, locale, deviceScaleFactor: 1 });
  const page = await context.newPage();
  await page.goto(server.url);
  await waitIdle(page);
  if (sample !== undefined) await openSample(page, sample);
  else {
    const paths = files.map((file) => join(root, "workers/formats", file));
    await drop(page, "automatic", paths);
    await waitIdle(page);
  }
  for (const view of viewsOf(group)) {
    await showView(page, view);
    if (view === "captures") await page.click('[data-file*="perf.data"] [aria-expanded="false"]');
    if (view === "flameGraph") await page.locator('[data-speedscope="shown"]').waitFor();
    await page.waitForTimeout(settleMs);
    const png = await page.screenshot({ path: join(all, `${view}-${colorScheme}-${locale}.png`) });
    if (colorScheme === "light") writeFileSync(join(pictures, locale, `${view}.png`), await smallPng(painter, png));
  }
  await context.close();
}
