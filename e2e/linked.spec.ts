import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expect, sample, test } from "./fixtures";
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

/** Goes to a view by the list of commands. */
async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(page.locator('[data-dialog="palette"] [role="combobox"]')).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
}

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
  await page.keyboard.press("/");
  await page.keyboard.type("newSession");
  await tabTo(page, functions.locator('[role="grid"]').first());
  await page.keyboard.press("Home");
  await expect(functions.locator('[aria-selected="true"]').first()).toContainText("main.newSession");
  await command(page, "views heap growth");
  await expect(sites.locator('[aria-selected="true"]')).toContainText("main.newSession");
});
