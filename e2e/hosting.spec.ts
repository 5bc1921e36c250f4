import { expect, fileRow, sample, test } from "./fixtures";
import { drop, firstPaintMs, showView, waitIdle } from "./page.mjs";

test.describe("below a folder of its host", () => {
  test.use({ prefix: "/tools/swscope/" });

  test("the page works there too", async ({ page, site }) => {
    await drop(page, "automatic", sample("heap-leak"));
    await waitIdle(page);
    await showView(page, "heapGrowth");
    await expect(page.locator('[data-view="heapGrowth"]')).toContainText("main.newSession");
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

test("first paint within a second", async ({ page }) => {
  expect(await firstPaintMs(page)).toBeLessThan(1000);
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
