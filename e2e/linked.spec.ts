import { readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import type { Locator, Page } from "@playwright/test";
import { command, expect, leakd, nextStep, perfData, sample, test } from "./fixtures";
import { drop, showView, waitIdle } from "./page.mjs";

/** Presses Tab until this has the focus: what cannot be reached so cannot be used without a mouse. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < 80; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${target}`);
}

async function pressed(page: Page, action: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press(action)]);
  return readFile(await download.path(), "utf8");
}

test("a chart is read, zoomed and filtered by keys alone", async ({ page }) => {
  await drop(page, "automatic", sample("heap-leak"));
  await waitIdle(page);
  await showView(page, "heapGrowth");
  const view = page.locator('[data-view="heapGrowth"]');
  const figure = view.locator("figure").first();
  const chart = figure.locator('[data-chart="heap-growth"]');
  await tabTo(page, chart);

  // go tool pprof -top: 4,062,283 bytes in the first profile, 49,438,189 in the last
  await page.keyboard.press("Home");
  await expect(chart).toHaveAttribute("aria-valuenow", "0");
  await expect(chart).toHaveAttribute("aria-valuetext", /Total 0 B, main\.newSession main\.go:34 0 B/);
  await page.keyboard.press("End");
  await expect(chart).toHaveAttribute("aria-valuenow", "11");
  await expect(chart).toHaveAttribute("aria-valuetext", /Total 43\.3 MiB/);

  // the last six of twelve points
  for (let step = 0; step < 5; step++) await page.keyboard.press("Shift+ArrowLeft");
  await expect(figure).toContainText("Chosen:");
  await page.keyboard.press("Enter");
  await expect(view).toContainText("Judged are 6 chosen points");
  await tabTo(page, chart);
  await page.keyboard.press("Escape");
  await expect(view).not.toContainText("chosen points");
  await page.keyboard.press("+");
  await expect(view).toContainText("Judged are 7 chosen points"); // half of eleven steps, around the cursor
  await page.keyboard.press("-");
  await expect(view).not.toContainText("chosen points");

  const leak = figure.getByRole("button", { name: "main.newSession main.go:34" });
  const total = figure.getByRole("button", { name: "Total" });
  const highest = async () => {
    await tabTo(page, figure.locator('[data-action="save-svg"]'));
    const svg = await pressed(page, "Enter");
    const axis = [...svg.matchAll(/text-anchor="end"[^>]*>([\d.]+) MiB</g)].map(([, mib]) => Number(mib));
    return { mib: Math.max(0, ...axis), svg };
  };
  await tabTo(page, leak);
  await page.keyboard.press("Enter");
  await expect(leak).toHaveAttribute("aria-pressed", "false");
  await expect(chart).not.toHaveAttribute("aria-valuetext", /main\.newSession main\.go:34/);
  await page.keyboard.press("Shift+Tab");
  await expect(total).toBeFocused();
  const before = await highest();
  expect(before.svg).not.toContain("main.newSession main.go:34");
  expect(before.mib).toBeGreaterThan(20);
  await tabTo(page, total);
  await page.keyboard.press("Enter");
  expect((await highest()).mib).toBeLessThan(before.mib); // the axis fits what is left

  // hidden series stay hidden when the chart is made anew, but every figure is in the table and the file
  await view.locator('[data-choice="grouping"]').selectOption("function");
  await expect(total).toHaveAttribute("aria-pressed", "false");
  await tabTo(page, figure.locator('[data-action="save-csv"]'));
  const csv = (await pressed(page, "Enter")).split("\r\n");
  expect(csv[0]).toContain("Total,main.newSession");
  expect(csv).toHaveLength(14); // names, twelve points, nothing behind the last line end

  await tabTo(page, total);
  await page.keyboard.press("Shift+Enter");
  await expect(figure.locator('[aria-pressed="true"]')).toHaveCount(1);
  await page.keyboard.press("Shift+Enter");
  await expect(figure.locator('[aria-pressed="false"]')).toHaveCount(0);
});

test("a function that is chosen in heap growth is marked in the views of the profile, by keys alone", async ({
  page,
}) => {
  await drop(page, "automatic", sample("heap-leak"));
  await waitIdle(page);
  await command(page, "views heap growth");
  const growth = page.locator('[data-view="heapGrowth"]');
  const sites = growth.locator('[role="grid"]').first();
  await tabTo(page, sites);
  await expect(sites.locator('[aria-selected="true"]')).toContainText("main.newSession");
  await page.keyboard.press("ArrowDown");
  await expect(sites.locator('[aria-selected="true"]')).toContainText("main.remember");

  const link = (view: string) => growth.locator(`[data-show="${view}"]`);
  await tabTo(page, link("functions"));
  await page.keyboard.press("Enter");
  const functions = page.locator('[data-view="functions"]');
  await expect(functions.locator('[aria-selected="true"]').first()).toContainText("main.remember");
  await expect(page).toHaveURL(/profile=\d/); // the last one of the series
  expect(page.url()).not.toContain("remember");

  await command(page, "views icicle");
  const marked = page.locator('[data-view="icicle"] [data-found="marked"]');
  await expect(marked).toContainText("main.remember");
  await expect(marked).toContainText("100.0%"); // main.newSession is called by it: go tool pprof -top -cum
  await command(page, "views call tree");
  await expect(page.locator('[data-view="callTree"] mark').first()).toHaveText("main.remember");
  await command(page, "views flame");
  const frame = page.frameLocator("iframe");
  await expect(frame.locator("input")).toHaveValue("main.remember");
  await expect(frame.locator("body")).toContainText(/1\/\d/); // the first of what was found
  await expect(page.locator("iframe")).not.toBeFocused();

  // and back: what is chosen in functions is chosen in heap growth
  await command(page, "views functions");
  await expect(functions).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("newSession");
  await tabTo(page, functions.locator('[role="grid"]').first());
  await page.keyboard.press("Home");
  await expect(functions.locator('[aria-selected="true"]').first()).toContainText("main.newSession");
  await command(page, "views heap growth");
  await expect(sites.locator('[aria-selected="true"]')).toContainText("main.newSession");
});

test("a time that is chosen in one series is chosen in the others on the same clock", async ({ page }, info) => {
  // The heap profiles were taken from 16:12:20.8 to 16:12:23.6; go tool pprof says so of each.
  const from = Date.UTC(2026, 10, 23, 16, 12, 18) / 1000;
  const dumps = Array.from({ length: 9 }, (_, i) => {
    const node = (id: number, freeKb: number) =>
      `Node ${id} MemTotal:        8000000 kB\nNode ${id} MemFree:         ${freeKb} kB\nNode ${id} MemUsed:         ${8_000_000 - freeKb} kB\n`;
    return `${from + i}\n${node(0, 4_000_000 - 1000 * i)}${node(1, 5_000_000)}`;
  });
  const numa = info.outputPath("numa.txt");
  writeFileSync(numa, dumps.join(""));
  await drop(page, "automatic", [...sample("heap-leak"), numa]);
  await waitIdle(page);
  await command(page, "views heap growth");
  const growth = page.locator('[data-chart="heap-growth"]');
  await tabTo(page, growth);
  await page.keyboard.press("Home");
  for (let step = 0; step < 8; step++) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  await expect(growth).toHaveAttribute("data-range", "0-8"); // 20.793 to 22.846
  await expect(page).toHaveURL(/points=heapGrowth,0,0,8/);

  await command(page, "views numa");
  const nodes = page.locator('[data-chart="numa-used"]');
  await expect(nodes).toHaveAttribute("data-range", "3-4"); // 21 and 22
  await tabTo(page, nodes);
  await nextStep(page);
  await page.keyboard.press("Escape");
  await expect(nodes).not.toHaveAttribute("data-range", /./);
  await command(page, "views heap growth");
  await expect(growth).not.toHaveAttribute("data-range", /./);
  await page.goBack();
  await page.goBack();
  await expect(nodes).toHaveAttribute("data-range", "3-4");
  await page.goBack();
  await expect(growth).toHaveAttribute("data-range", "0-8");
});

test("a time that is chosen in the C heap is that of its capture's profiles, and the reverse", async ({
  page,
}, info) => {
  const fixture = (name: string) =>
    new URL(`../workers/formats/perf/fixtures/native/${name}`, import.meta.url).pathname;
  const capture = info.outputPath("cheap.perf.data");
  writeFileSync(capture, gunzipSync(readFileSync(fixture("cheap.perf.data.gz"))));
  await drop(page, "automatic", [capture, fixture("tree-fp")]);
  await waitIdle(page);
  await command(page, "views c heap");
  const chart = page.locator('[data-chart="native-heap"]');
  await tabTo(page, chart);
  await page.keyboard.press("Home");
  for (let step = 0; step < 5; step++) await page.keyboard.press("Shift+PageUp");
  await page.keyboard.press("Enter");
  await expect(chart).toHaveAttribute("data-range", /^0-\d+$/);
  const range = await chart.getAttribute("data-range");
  await expect(page).toHaveURL(/t=-\d+/);

  await command(page, "views functions");
  const count = page.locator('[data-filter="count"]');
  await expect(count).toHaveText(/^(?!0 )([\d,]+) of (?!\1 )[\d,]+ samples$/); // some, not all
  await command(page, "views c heap");
  await expect(chart).toHaveAttribute("data-range", range ?? "");
  await command(page, "views functions");
  await tabTo(page, page.locator('[data-filter="timeline"] [role="slider"]'));
  await page.keyboard.press("Escape");
  await command(page, "views c heap");
  await expect(chart).not.toHaveAttribute("data-range", /./);
});

test("a thread of a record is that of all views; the icicle is a table too", async ({ page }) => {
  await drop(page, "automatic", [perfData, leakd]);
  await waitIdle(page);
  await command(page, "views records");
  const records = page.locator('[data-view="records"]');
  const count = page.locator('[data-filter="count"]');
  await expect(count).toHaveText(/^([\d,]+) of \1 samples$/);
  await tabTo(page, records.locator('[role="grid"]').first());
  await page.keyboard.press("ArrowDown");
  const only = records.locator('[data-action="only-thread"]');
  const thread = /\d+/.exec((await only.textContent()) ?? "")?.[0] ?? "";
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await tabTo(page, only);
  await page.keyboard.press("Enter");
  await expect(count).toHaveText(/^([\d,]+) of (?!\1 )[\d,]+ samples$/);
  await expect(page).toHaveURL(new RegExp(`tid=${thread}\\b`));
  const some = await count.textContent();
  await command(page, "views icicle");
  await expect(count).toHaveText(some ?? "");
  const icicle = page.locator('[data-view="icicle"]');
  await tabTo(page, icicle.locator('[data-action="save-csv"]'));
  const rows = (await pressed(page, "Enter")).split("\r\n");
  expect(rows[0]).toContain("depth,function,total (nanoseconds),self (nanoseconds)");
  const tops = rows.filter((row) => row.startsWith("0,")).map((row) => Number(row.split(",").at(-2)));
  const note = await icicle.textContent();
  expect(tops.length).toBeGreaterThan(0);
  expect(note).toContain(`${(tops.reduce((sum, ns) => sum + ns, 0) / 1e6).toFixed(1)} ms`); // all of the thread's samples
});
