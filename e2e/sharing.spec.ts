import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import type { Report } from "../src/model/report";
import { expect, fileRow, leakd, perfData, reportOf, sample, test, viewIds } from "./fixtures";
import { root } from "./install.mjs";
import { drop, openSample, saveSession, showView, waitIdle } from "./page.mjs";

/** What a report says but for how long it took, and how names came: from the session instead of from binaries. */
function figures(report: Report): object {
  const { timing: _, symbols, files, ...others } = report;
  const rungs = symbols?.map(({ module, rungs, frames, functions_resolved, lines_resolved }) => {
    return { module, rungs, frames, functions_resolved, lines_resolved };
  });
  return { ...others, symbols: rungs, files: files.filter(({ kind }) => kind !== "source") };
}

async function reopened(page: Page, url: string, path: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(url);
  await waitIdle(page);
  await drop(page, "automatic", [path]);
  await waitIdle(page);
}

const fixture = (path: string): string => join(root, "workers/formats", path);

/** Files, or the id of a sample. */
const sessions: Readonly<Record<string, readonly string[] | string>> = {
  "perf.data with its binary, and heap profiles": [perfData, leakd, ...sample("heap-leak")],
  "SW64 stacks, unwound": "sw64-stacks",
  "goroutines, a gctrace log, resident memory, escape messages": [
    fixture("goroutines/fixtures/amd64-chan.tar.gz"),
    fixture("gctrace/fixtures/gctrace.txt"),
    fixture("memory/fixtures/smaps.txt.gz"),
    fixture("escape/fixtures/leakd-m.txt"),
  ],
  "a trace, a heap dump, memory of NUMA nodes": [
    fixture("gotrace/fixtures/1.24.trace"),
    fixture("heapdump/fixtures/leak1.24.dump.gz"),
    fixture("nodeMemory/fixtures/real-loop.txt"),
  ],
  "probes of malloc and of spans": [
    fixture("perf/fixtures/cheap-part.perf.data.gz"),
    fixture("perf/fixtures/spans-part.perf.data.gz"),
  ],
};

for (const [what, files] of Object.entries(sessions))
  test(`a saved session says the same as its files: ${what}`, async ({ page, site }, testInfo) => {
    test.slow();
    if (typeof files === "string") await openSample(page, files);
    else await drop(page, "automatic", files);
    await waitIdle(page);
    const before = await reportOf(page);
    const path = testInfo.outputPath("x.swscope");
    await saveSession(page, path);
    await reopened(page, site.url, path);
    expect(figures(await reportOf(page))).toEqual(figures(before));
    for (const view of await viewIds(page)) {
      await showView(page, view);
      await expect(page.locator('main [role="alert"]'), view).toHaveCount(0);
    }
  });

test("a session holds neither the bytes nor the source of its files, and brings back what was looked at", async ({
  page,
  site,
}, testInfo) => {
  await openSample(page, "sw64-stacks");
  await showView(page, "callTree");
  const path = testInfo.outputPath("x.swscope");
  await saveSession(page, path);
  const bytes = readFileSync(path);
  expect(statSync(path).size).toBeLessThan(100_000);
  const text = gunzipSync(bytes.subarray(bytes.indexOf("\n") + 1)).toString("latin1");
  expect(text).toContain("own.gp");
  expect(text).not.toContain("#include"); // of its sources
  expect(text).not.toContain("\x7fELF");
  await reopened(page, site.url, path);
  await expect(page.locator('[data-view="callTree"]')).toBeVisible();
  await showView(page, "frame");
  await expect(page.locator('[data-view="frame"]')).toContainText("a saved session holds no machine code");
});

test("a session is merged with what is there, and a binary that comes later is read", async ({
  page,
  site,
}, testInfo) => {
  await drop(page, "automatic", [perfData, leakd]);
  await waitIdle(page);
  const path = testInfo.outputPath("x.swscope");
  await saveSession(page, path);
  await page.goto("about:blank");
  await page.goto(site.url);
  await waitIdle(page);
  await drop(page, "automatic", sample("heap-leak"));
  await waitIdle(page);
  await drop(page, "automatic", [path]);
  await waitIdle(page);
  const report = await reportOf(page);
  expect(report.files.length).toBe(14);
  expect(report.perf?.length).toBe(1);
  expect(report.heap?.series.length).toBeGreaterThan(0);
  await drop(page, "automatic", [leakd]);
  await waitIdle(page);
  const index = report.profiles?.find(({ event }) => event === "cpu-clock")?.id ?? 0;
  await showView(page, `frame?profile=${index}`);
  await expect(page.locator('[data-view="frame"]')).toContainText("mov");
});

test("a damaged session is refused, and says why", async ({ page }, testInfo) => {
  const path = testInfo.outputPath("x.swscope");
  await drop(page, "automatic", sample("heap-leak").slice(0, 2));
  await waitIdle(page);
  await saveSession(page, path);
  writeFileSync(path, readFileSync(path).subarray(0, -200));
  await drop(page, "automatic", [path]);
  await waitIdle(page);
  await showView(page, "captures");
  await expect(fileRow(page, "x.swscope")).toHaveAttribute("data-status", "failed");
  await expect(page.locator('[data-file]:not([data-status="failed"])')).toHaveCount(2); // what was there is unharmed
});

test("a copied link shows the same to someone with the same files, and names nothing unasked", async ({
  page,
  site,
}) => {
  await drop(page, "automatic", [perfData, leakd]);
  await waitIdle(page);
  await showView(page, "functions");
  await page.fill('[data-filter="text"]', "main.");
  await page.press('[data-filter="text"]', "Enter");
  await page.click('[data-menu="share"] summary');
  await page.click('[data-action="share-link"]');
  const dialog = page.locator('[data-dialog="link"]');
  const link = () => dialog.locator("pre").textContent();
  expect(await link()).toMatch(/#\/functions\?v=1$/);
  await expect(dialog).toContainText("“main.”");
  await dialog.locator('[data-choice="words"]').check();
  const withWords = (await link()) ?? "";
  expect(withWords).toMatch(/#\/functions\?v=1&words=main\.$/);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  const count = await page.locator('[data-filter="count"]').textContent();

  await page.goto("about:blank");
  await page.goto(withWords);
  await waitIdle(page);
  await drop(page, "automatic", [perfData, leakd]);
  await waitIdle(page);
  await page.locator('nav a[href^="#/functions"]').click();
  await expect(page.locator('[data-filter="count"]')).toHaveText(count ?? "");
  expect(site.log.filter(({ url }) => url.includes("main"))).toEqual([]);
});
