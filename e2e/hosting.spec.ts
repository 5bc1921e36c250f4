import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, fileRow, sample, test, viewIds } from "./fixtures";
import { dist } from "./install.mjs";
import { drop, showView, waitIdle } from "./page.mjs";

test.describe("below a folder of its host", () => {
  test.use({ prefix: "/tools/swscope/" });

  test("the page works there too", async ({ page, site }) => {
    await drop(page, "automatic", sample("heap-leak"));
    await waitIdle(page);
    await showView(page, "heapGrowth");
    await expect(page.locator('[data-view="heapGrowth"]')).toContainText("main.newSession");
    for (const id of await viewIds(page)) await showView(page, id);
    expect(site.log.filter(({ url, status }) => status !== 200 || !url.startsWith("/tools/swscope/"))).toEqual([]);
  });
});

test("the policy comes before anything it must hold for", async ({ page, site }) => {
  const html = await (await page.request.get(site.url)).text();
  const policyAt = html.indexOf('<meta http-equiv="Content-Security-Policy"');
  expect(policyAt).toBeGreaterThan(0);
  expect(html.search(/<(script|link|style)\b/)).toBeGreaterThan(policyAt);
  const [, policy = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'none'");
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
});

// As WeakMap look-ups, which the bundler makes of them for some targets, decoding takes ten times as long.
test("the built workers keep their private fields", () => {
  const assets = join(dist, "assets");
  const workers = readdirSync(assets).filter((name) => /\.worker-.*\.js$/.test(name));
  expect(workers.length).toBe(4);
  for (const name of workers) {
    const text = readFileSync(join(assets, name), "utf8");
    expect(text.match(/\.#\w+|this\.#/g)?.length ?? 0, name).toBeGreaterThan(name.startsWith("analyze") ? -1 : 50);
    expect(text, name).not.toMatch(/same private elements twice|Private element is not present/); // the bundler's helpers
  }
});

test("a drop while another is at work", async ({ page }) => {
  await drop(page, "automatic", sample("heap-leak").slice(0, 6));
  await drop(page, "automatic", sample("heap-leak").slice(6));
  await waitIdle(page);
  await showView(page, "captures");
  await expect(fileRow(page, "heap-11.pb.gz")).toHaveAttribute("data-status", "ok");
  await showView(page, "heapGrowth");
  await expect(page.locator('[data-view="heapGrowth"] [data-verdict="leaking"]').first()).toBeVisible();
});
