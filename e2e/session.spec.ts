import { writeFileSync } from "node:fs";
import { expect, fileRow, leakd, perfData, pressAtOnce, reportOf, sample, test } from "./fixtures";
import { writeLongPerfData } from "./longPerfData.mjs";
import { drop, goTo, openSample, showView, waitIdle } from "./page.mjs";

test("samples are one click away", async ({ page }) => {
  await openSample(page, "heap-leak");
  await showView(page, "heapGrowth");
  await expect(page.locator('[data-view="heapGrowth"]')).toContainText("main.newSession");
});

for (const id of ["heap-healthy", "perf", "sw64-heap-leak"])
  test(`sample ${id} opens`, async ({ page }) => {
    await openSample(page, id);
    const { files } = await reportOf(page);
    expect(files.length).toBe(id === "perf" ? 2 : 12);
    expect(new Set(files.map(({ status }) => status))).toEqual(new Set(["ok"]));
  });

test("sample sw64-stacks opens: SW64 stacks unwound to the root, its code with lines", async ({ page }) => {
  await openSample(page, "sw64-stacks");
  const { files, profiles, symbols } = await reportOf(page);
  expect(new Set(files.map(({ status }) => status))).toEqual(new Set(["ok"]));
  expect(profiles?.[0]).toMatchObject({ samples: 120, side: "candidate", unwind: { complete: 120 } });
  expect(symbols?.[0]).toMatchObject({ module: "own.gp", functions_resolved: 1, lines_resolved: 1 });
  await showView(page, "frame");
  await expect(page.locator('[data-view="frame"]')).toContainText("ldih");
});

test("a removed file is gone from the views and the report", async ({ page }) => {
  await drop(page, "automatic", [perfData, leakd, ...sample("heap-leak")]);
  await waitIdle(page);
  await showView(page, "captures");
  await fileRow(page, "cpu-fp.perf.data").locator('[data-action="remove"]').click();
  await expect(fileRow(page, "cpu-fp.perf.data")).toHaveCount(0);
  await waitIdle(page);
  const report = await reportOf(page);
  expect(report.files.map(({ name }) => name)).not.toContain("cpu-fp.perf.data");
  expect(report.perf).toBeNull();
  expect(report.heap?.series.length).toBeGreaterThan(0);
});

test("long work can be cancelled, and the page goes on", async ({ page }, testInfo) => {
  const long = testInfo.outputPath("long.perf.data");
  writeLongPerfData(perfData, long, 256 * 2 ** 20);
  await showView(page, "captures");
  const cancelled = pressAtOnce(page, '[data-file="long.perf.data"] [data-action="cancel"]');
  await drop(page, "automatic", [long]);
  await goTo(page, "captures");
  await cancelled;
  await waitIdle(page);
  await expect(fileRow(page, "long.perf.data")).toHaveAttribute("data-status", "cancelled");
  writeFileSync(long, ""); // frees the disk

  await drop(page, "automatic", sample("heap-leak"));
  await waitIdle(page);
  const statuses = (await reportOf(page)).files
    .filter(({ name }) => name.startsWith("heap-"))
    .map(({ status }) => status);
  expect(statuses).toEqual(Array(12).fill("ok"));
});

test("Chinese and English", async ({ page }) => {
  const html = page.locator("html");
  await expect(html).toHaveAttribute("lang", "en");
  const before = await page.locator("nav").first().textContent();
  await page.selectOption('[data-choice="language"]', "zh-CN");
  await expect(html).toHaveAttribute("lang", "zh-CN");
  await expect(page.locator("nav").first()).not.toHaveText(before ?? "");
  await expect(page.locator("nav").first()).toContainText(/[\u4e00-\u9fff]/);
  await page.reload();
  await waitIdle(page);
  await expect(html).toHaveAttribute("lang", "zh-CN");
});

test("light and dark", async ({ page }) => {
  const background = () => page.locator("header").evaluate((header) => getComputedStyle(header).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  const light = await background();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.selectOption('[data-choice="theme"]', "light");
  await expect.poll(background).toBe(light);
  await page.selectOption('[data-choice="theme"]', "dark");
  await expect.poll(background).toBe(dark);
  await page.emulateMedia({ colorScheme: "light" });
  await page.reload();
  await waitIdle(page);
  await expect.poll(background).toBe(dark);
});

test("the address keeps the view, and names nothing of a capture", async ({ page }) => {
  await drop(page, "automatic", sample("heap-leak"));
  await waitIdle(page);
  await showView(page, "heapGrowth");
  const { hash } = new URL(page.url());
  expect(hash).toMatch(/^#\/heapGrowth/);
  expect(hash).not.toMatch(/main|heap-/);
  await page.goBack();
  await expect(page.locator('[data-view="heapGrowth"]')).toHaveCount(0);
});
