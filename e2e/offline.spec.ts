import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Page, test as plain } from "@playwright/test";
import { violationsOf } from "./axe";
import { expect, test } from "./fixtures";
import { dist } from "./install.mjs";
import { openSample, showView, waitIdle } from "./page.mjs";
import { serve } from "./server.mjs";

test.use({ serviceWorkers: "allow" });
plain.use({ serviceWorkers: "allow" });

/** Until the page's files are kept and the page is served from there. */
async function kept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

async function everythingWorks(page: Page): Promise<void> {
  await openSample(page, "perf");
  await showView(page, "functions");
  await expect(page.locator('[data-view="functions"]')).toContainText("main.");
  await showView(page, "frame");
  await expect(page.locator('[data-view="frame"]')).toContainText("mov");
  await showView(page, "flameGraph");
  const frame = page.frameLocator('[data-view="flameGraph"] iframe[sandbox]');
  await expect(frame.locator("canvas").first()).toBeAttached();
  await page.click('[data-action="guide"]');
  await expect(page.locator('[data-dialog="guide"] article')).not.toBeEmpty();
  await page.keyboard.press("Escape");
}

for (const prefix of ["/", "/tools/swscope/"])
  test.describe(`at ${prefix}`, () => {
    test.use({ prefix });

    test("after the first visit the page works with its server gone", async ({ page, site }) => {
      await kept(page);
      await site.close();
      await page.reload();
      await waitIdle(page);
      await everythingWorks(page);
      await page.goto(`${site.url}index.html#/captures`); // as someone may have kept the address
      await waitIdle(page);
      await expect(page.locator('[data-view="captures"]')).toBeVisible();
    });

    test("even without a second visit", async ({ page, site }) => {
      await kept(page);
      await site.close();
      await everythingWorks(page);
    });
  });

test("it asks for each of its files and nothing else, and only its own host", async ({ page, site }) => {
  await kept(page);
  const asked = site.log.filter(({ status }) => status !== 200);
  expect(asked).toEqual([]);
  const names = await page.evaluate(async () => {
    const keys = await caches.keys();
    const requests = await Promise.all(keys.map(async (key) => (await caches.open(key)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  // whatever a view, a disassembler, speedscope or the guide loads later
  const built = readdirSync(join(dist, "assets")).map((name) => `/assets/${name}`);
  expect(built.length).toBeGreaterThan(20);
  expect(built.filter((name) => !names.includes(name))).toEqual([]);
  expect(names).toContain("/");
  expect(names).toContain("/icon-192.png");
  expect(names.filter((name) => name.startsWith("/samples/"))).toEqual([]);
});

plain("a new version is offered, and taken when asked", async ({ page }, testInfo) => {
  const folder = testInfo.outputPath("site");
  cpSync(dist, folder, { recursive: true });
  const site = await serve(folder, { prefix: "/" });
  await page.goto(site.url);
  await waitIdle(page);
  await kept(page);
  const prompt = page.locator('[data-part="update"]');
  await expect(prompt).toBeEmpty();

  const replace = (name: string, from: string, to: string): void => {
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
  };
  replace("index.html", "<title>swscope</title>", "<title>swscope, newer</title>");
  replace("sw.js", 'VERSION = "', 'VERSION = "newer-');
  await page.reload(); // the browser looks for a newer worker on each visit
  await waitIdle(page);
  await expect(page).toHaveTitle("swscope"); // not unasked
  await expect(prompt).toContainText("A new version of this page is ready.");
  expect(await violationsOf(page)).toEqual([]);
  await page.click('[data-action="use-update"]');
  await expect(page).toHaveTitle("swscope, newer"); // after the worker has changed and the page is loaded anew
  await kept(page);
  await expect(prompt).toBeEmpty();
  expect((await page.evaluate(() => caches.keys())).length).toBe(1);
  await site.close();
});

test("files opened with the installed page are taken in", async ({ page, site }) => {
  await page.addInitScript(() => {
    const setConsumer = (consumer: (launch: object) => void): void => {
      const file = new File(["[heap] 1\n"], "opened.folded");
      consumer({ files: [{ getFile: async () => file }] });
    };
    Object.defineProperty(globalThis, "launchQueue", { value: { setConsumer } });
  });
  await page.goto(`${site.url}?`);
  await expect(page.locator('[data-view="overview"]')).toBeVisible();
  await waitIdle(page);
  await showView(page, "captures");
  await expect(page.locator('[data-file="opened.folded"]')).toHaveCount(1);
});

test("the manifest names what is there", async ({ page, site }) => {
  const href = await page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = await (await page.request.get(new URL(href ?? "", site.url).href)).json();
  expect(manifest.start_url).toBe("./");
  for (const { src } of manifest.icons)
    expect((await page.request.get(new URL(src, site.url).href)).status()).toBe(200);
  expect(Object.values(manifest.file_handlers[0].accept).flat()).toContain(".data");
});
