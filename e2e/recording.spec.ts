import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { violationsOf } from "./axe";
import { expect, fileRow, perfData, reportOf, test } from "./fixtures";
import { root } from "./install.mjs";
import { drop, showView, waitIdle } from "./page.mjs";

// How a file was recorded: the capture check, and time off the CPU.

const switches = join(root, "workers/formats/perf/offCpu/fixtures/both.perf.data");

test("frame pointers on SW64: said in captures, overview and report", async ({ page }, testInfo) => {
  const bytes = readFileSync(perfData);
  bytes.write("sw_64\0", bytes.lastIndexOf("x86_64\0")); // its HEADER_ARCH
  const made = testInfo.outputPath("sw64.perf.data");
  writeFileSync(made, bytes);
  await drop(page, "automatic", [made, perfData]);
  await waitIdle(page);
  await expect(page.locator('[data-finding="captureCheck"]')).toContainText("sw64.perf.data");

  await showView(page, "captures");
  await expect(page.locator("[data-check]")).toHaveCount(1); // nothing of the file as it was recorded
  const row = fileRow(page, "sw64.perf.data");
  await row.locator("[data-check] summary").click();
  const again = "--call-graph dwarf,32768 -p PID -- sleep 30";
  await expect(row.locator('[data-rule="sw64-frame-pointers"]')).toContainText(again);
  await expect(row.locator('[data-rule="article-frame-alignment"]')).toContainText("The kernel decides");
  expect(await violationsOf(page, "[data-check]")).toEqual([]);

  const { perf } = await reportOf(page);
  expect(perf?.map(({ check }) => check.map(({ rule, source }) => `${source} ${rule}`))).toEqual([
    [], // of the file as it was recorded, whose name comes first
    [
      "kernel sw64-frame-pointers",
      "kernel sw64-unaligned",
      "article article-instruction-length",
      "article article-frame-alignment",
    ],
  ]);
});

test("time off the CPU is a profile beside the event's own", async ({ page }) => {
  await drop(page, "automatic", [switches]);
  await waitIdle(page);
  await showView(page, "functions");
  await page.locator('[data-choice="profile"]').selectOption({ label: "off-cpu · both.perf.data" });
  // replay.py beside the fixture: 53 intervals, 33,190,602 ns
  await expect(page.locator('[data-filter="count"]')).toHaveText("53 of 53 samples");
  await expect(page.locator('[data-view="functions"]')).toContainText("33.2 ms");
  const report = await reportOf(page);
  expect(report.perf?.[0]?.off_cpu).toEqual({
    stacks: "sched_switch",
    intervals: 53,
    total_ns: 33_190_602,
    unended: 0,
    open: 0,
    open_ns: 0,
  });
  const profile = report.profiles?.find(({ event }) => event === "off-cpu");
  expect(profile).toMatchObject({ unit: "nanoseconds", samples: 53, weight_total: 33_190_602 });

  await page.locator('nav a[href^="#/records"]').click();
  await expect(page.getByRole("columnheader", { name: /^state/ })).toBeVisible();
  await showView(page, "captures");
  await fileRow(page, "both.perf.data").locator('[aria-expanded="false"]').click();
  await expect(page.locator('[data-part="off-cpu"]')).toContainText("53 · 33.2 ms");
});

test("a control group is filtered by in every event and view, and the address tells no path", async ({
  page,
  site,
}) => {
  await drop(page, "automatic", [join(root, "workers/formats/perf/fixtures/cgroups.perf.data")]);
  await waitIdle(page);
  await showView(page, "functions");
  const count = page.locator('[data-filter="count"]');
  await expect(count).toHaveText("50 of 50 samples");
  await page.click('[data-filter="cgroup"] summary');
  await page.locator('[data-filter="cgroup"]').getByText("/demo/back").click();
  await page.keyboard.press("Escape");
  await expect(count).toHaveText("28 of 50 samples"); // `perf report -n -s cgroup`
  await expect(page.locator('[data-chip="cgroup"]')).toContainText("/demo/back");
  const { hash } = new URL(page.url());
  expect(hash).toMatch(/^#\/functions\?cgroup=\d+$/);
  for (const id of ["callTree", "icicle", "flameGraph", "records"]) {
    await page.locator(`nav a[href^="#/${id}"]`).click();
    await expect(page.locator(`[data-view="${id}"]`)).toBeVisible();
    await expect(count).toHaveText("28 of 50 samples");
  }
  await expect(page.locator('[data-view="records"]')).toContainText("28 of 28 samples");

  await page.goto("about:blank");
  await page.goto(`${site.url}${hash}`); // a colleague's address
  await waitIdle(page);
  await drop(page, "automatic", [join(root, "workers/formats/perf/fixtures/cgroups.perf.data")]);
  await waitIdle(page);
  await page.locator('nav a[href^="#/functions"]').click();
  await expect(count).toHaveText("28 of 50 samples");
});
