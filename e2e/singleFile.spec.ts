import { readFileSync, statSync } from "node:fs";
import { expect, fileRow, leakd, perfData, sample, test, viewIds } from "./fixtures";
import { singleFile } from "./install.mjs";
import { drop, openSample, saveExport, showView, waitIdle } from "./page.mjs";

// The page as one file, opened from disk. Every test here also fails on an error of the page or of the policy.

test.use({ fromDisk: true });

const MAX_BYTES = 8e6;

test("it is one file of moderate size that names no other", async ({ page }) => {
  expect(statSync(singleFile).size).toBeLessThanOrEqual(MAX_BYTES);
  expect(new URL(page.url()).protocol).toBe("file:");
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  expect(policy).toContain("connect-src 'none'");
  expect(policy).not.toMatch(/'self'|unsafe-inline|'unsafe-eval'|https?:|\*/);
});

test("every sample opens, and every view of it", async ({ page }) => {
  const home = page.url();
  const ids = await page
    .locator("[data-sample]")
    .evaluateAll((all) => all.map((one) => one.getAttribute("data-sample")));
  expect(ids.length).toBeGreaterThan(4);
  for (const id of ids) {
    await page.goto("about:blank");
    await page.goto(home);
    await waitIdle(page);
    await openSample(page, id ?? "");
    const views = await viewIds(page);
    expect(views.length).toBeGreaterThan(10);
    for (const view of views) {
      await showView(page, view);
      await expect(page.locator('[role="alert"]'), `${id}: ${view}`).toHaveCount(0);
    }
    await showView(page, "captures");
    await expect(page.locator('[data-file]:not([data-status="ok"])')).toHaveCount(0);
  }
});

test("a drop, speedscope, machine code and exports", async ({ page }, testInfo) => {
  await drop(page, "automatic", [perfData, leakd, ...sample("heap-leak")]);
  await waitIdle(page);
  await showView(page, "captures");
  await expect(fileRow(page, "leakd")).toHaveAttribute("data-status", "ok");
  await showView(page, "flameGraph");
  const frame = page.frameLocator('[data-view="flameGraph"] iframe[sandbox]');
  await expect(frame.locator("canvas").first()).toBeAttached();
  await showView(page, "frame");
  await expect(page.locator('[data-view="frame"]')).toContainText("mov"); // disassembled by WebAssembly
  const folded = testInfo.outputPath("folded.txt");
  await saveExport(page, 0, "folded", folded);
  expect(readFileSync(folded, "utf8")).toContain("main.");
  const pprof = testInfo.outputPath("profile.pb.gz");
  await saveExport(page, 0, "pprof", pprof);
  expect(readFileSync(pprof).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
});
