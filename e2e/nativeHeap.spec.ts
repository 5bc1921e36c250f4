import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { violationsOf } from "./axe";
import { expect, reportOf, test } from "./fixtures";
import { drop, saveExport, showView, waitIdle } from "./page.mjs";

const fixture = (path: string): string => new URL(`../workers/formats/${path}`, import.meta.url).pathname;

test("C heap: live blocks by call site, and a frame of one", async ({ page }, info) => {
  const capture = info.outputPath("cheap.perf.data");
  writeFileSync(capture, gunzipSync(readFileSync(fixture("perf/fixtures/native/cheap.perf.data.gz"))));
  await drop(page, "automatic", [capture, fixture("perf/fixtures/native/tree-fp")]);
  await waitIdle(page);
  const report = await reportOf(page);
  // perf/fixtures/native/cheap.replay.txt
  expect(report.heap?.native).toMatchObject({
    allocations: 4003,
    frees: 3777,
    unknown_frees: 0,
    live_blocks: 226,
    live_bytes: 169472,
  });
  expect(report.findings.some(({ kind, severity }) => kind === "native" && severity === "info")).toBe(true);

  await showView(page, "nativeHeap");
  const view = page.locator('[data-view="nativeHeap"]');
  expect(await violationsOf(page)).toEqual([]);
  await view.getByRole("row").filter({ hasText: "make_label" }).click();
  await view.getByRole("button", { name: "insert", exact: true }).click();
  await expect(page.locator('[data-view="frame"]')).toBeVisible();

  // what is live is a profile like others: by function, as a picture, and saved
  const live = report.profiles?.find(({ event }) => event === "malloc-live-bytes");
  expect(live).toMatchObject({ unit: "bytes", weight_total: 169472 });
  expect(live?.top.find((func) => func.function === "make_label")?.total).toBe(224 * 24);
  expect(live?.top.find((func) => func.function === "malloc")?.self).toBe(169472); // no libc was dropped
  await showView(page, "nativeHeap");
  await view.getByRole("button", { name: "Icicle" }).first().click();
  await expect(page.locator('[data-view="icicle"]')).toContainText("166 KiB");
  await expect(page.locator('[data-choice="profile"] option:checked')).toContainText("malloc-live-bytes");
  const folded = info.outputPath("folded");
  await saveExport(page, live?.id ?? -1, "folded", folded);
  const lines = readFileSync(folded, "utf8").trim().split("\n");
  expect(lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0)).toBe(169472);
});

test("a gctrace log and smaps stand beside the growth of the heap", async ({ page }, info) => {
  const maps = info.outputPath("smaps.txt");
  writeFileSync(maps, gunzipSync(readFileSync(fixture("memory/fixtures/smaps.txt.gz"))));
  await drop(page, "automatic", [
    fixture("gctrace/fixtures/gctrace.txt"),
    maps,
    fixture("memory/fixtures/heap-debug1.txt"),
  ]);
  await waitIdle(page);
  await showView(page, "heapGrowth");
  await expect(page.locator('[data-gctrace="89"]')).toBeVisible();
  await expect(page.locator('[data-rss="110067712"] [data-part="live"]')).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);
  const { heap } = await reportOf(page);
  expect(heap?.gctrace?.length).toBe(89);
  expect(heap?.rss).toMatchObject({ live: 33813872, stacks: 13402112, total: 110067712 });
});
