import { gzipSync } from "node:zlib";
import { type Page, test as plain } from "@playwright/test";
import { expect, test } from "./fixtures";
import { dist } from "./install.mjs";
import { firstPaintMs, waitIdle } from "./page.mjs";
import { serve } from "./server.mjs";

// What a first visit costs, and what the start page promises a browser: sizes and counts, which are the same on every
// machine. How soon it paints is a benchmark (e2e/bench/firstPaint.mjs).

const MAX_SCRIPT_BYTES = 300_000; // gzip
const MAX_REQUESTS = 6;

/** Until nothing more is loaded, also of what waits for the page to be idle. */
async function settled(page: Page): Promise<void> {
  await waitIdle(page);
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 500))));
}

test("all scripts that it loads are small, and so are its requests", async ({ page, site }) => {
  const scripts: { readonly url: string; readonly bytes: Promise<Buffer> }[] = [];
  page.on("response", (response) => {
    const type = response.headers()["content-type"] ?? "";
    if (type.includes("javascript")) scripts.push({ url: response.url(), bytes: response.body() });
  });
  await page.goto("about:blank");
  const before = site.log.length;
  await page.goto(site.url);
  await settled(page);
  const bodies = await Promise.all(scripts.map(async ({ bytes }) => gzipSync(await bytes).length));
  const bytes = bodies.reduce((sum, each) => sum + each, 0);
  test.info().annotations.push({ type: "script bytes", description: `${bytes}` });
  test.info().annotations.push({ type: "first paint", description: `${await firstPaintMs(page)} ms` });
  expect(scripts.length).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(100_000); // it was all measured
  expect(bytes).toBeLessThanOrEqual(MAX_SCRIPT_BYTES);
  expect(site.log.length - before).toBeLessThanOrEqual(MAX_REQUESTS);
});

test("only its style sheets hold up the first paint, and nothing moves after it", async ({ page, site }) => {
  const blocking = await page.evaluate(() =>
    (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
      .filter((entry) => "renderBlockingStatus" in entry && entry.renderBlockingStatus === "blocking")
      .map(({ name }) => name),
  );
  expect(blocking.length).toBeGreaterThan(0);
  expect(blocking.filter((url) => !new RegExp(`^${site.url}assets/[\\w-]+\\.css$`).test(url))).toEqual([]);
  await expect(page.locator("script:not([type=module])")).toHaveCount(0);

  await settled(page);
  const moved = await page.evaluate(
    () =>
      new Promise<readonly (readonly [number, readonly string[]])[]>((resolve) => {
        const found: [number, string[]][] = [];
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node?: Node }[] })[])
            found.push([entry.value, entry.sources.map(({ node }) => node?.nodeName ?? "")]);
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(found), 100); // what is buffered comes with the next task
      }),
  );
  expect(moved).toEqual([]);
});

test("its head says what it is", async ({ page, site }) => {
  await expect(page).toHaveTitle("swscope");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  const viewport = await page.locator('meta[name="viewport"]').getAttribute("content");
  expect(viewport).toContain("width=device-width");
  expect(viewport).not.toMatch(/user-scalable|maximum-scale/); // enlarging is the reader's right
  const description = await page.locator('meta[name="description"]').getAttribute("content");
  expect(description?.length).toBeGreaterThan(50);
  expect(description?.length).toBeLessThan(160); // as much as is shown of one
  const icon = await page.locator('link[rel="icon"]').getAttribute("href");
  expect((await page.request.get(new URL(icon ?? "none", site.url).href)).headers()["content-type"]).toBe(
    "image/svg+xml",
  );
});

test("the browser finds nothing that keeps it from being installed", async ({ page, site }) => {
  const browser = await page.context().newCDPSession(page);
  const { errors, data = "" } = await browser.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const { installabilityErrors } = await browser.send("Page.getInstallabilityErrors");
  // the tests' own window is a private one
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
  const { icons } = JSON.parse(data) as { icons: { src: string; type: string; sizes: string }[] };
  for (const { src, sizes } of icons.filter(({ type }) => type === "image/png")) {
    const png = await (await page.request.get(new URL(src, site.url).href)).body();
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, src).toBe(sizes); // IHDR: width, height
  }
});

plain.describe("without JavaScript", () => {
  plain.use({ javaScriptEnabled: false });

  plain("it says what it needs, in both languages", async ({ page }) => {
    const site = await serve(dist);
    await page.goto(site.url);
    await expect(page.getByText("swscope needs JavaScript")).toBeVisible();
    await expect(page.getByText("swscope 需要 JavaScript")).toBeVisible();
    await site.close();
  });
});
