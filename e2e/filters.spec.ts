import type { Page } from "@playwright/test";
import { violationsOf } from "./axe";
import { expect, leakd, perfData, reportOf, test } from "./fixtures";
import { drop, showView, waitIdle } from "./page.mjs";

// Counts of cpu-clock samples: `perf script -i cpu-fp.perf.data --ns -F tid,time,event,ip,sym`, lines counted.
const ALL = 866;
const OF_TID_5590 = 313;
const IN_FIRST_TENTH = 85; // of the 900,585,154 ns from the first sample of any event to the last
const OF_TID_5590_IN_FIRST_TENTH = 42;
const OF_TID_5590_IN_FIRST_11_PERCENT = 45;
const WITH_NEW_SESSION = 299;
const WITH_NEW_SESSION_NOT_MALLOCGC = 20;

const toolbar = (page: Page) => page.locator('[data-view="functions"]');
const strip = (page: Page) => page.locator('[data-filter="timeline"] [role="slider"]');

/** What the bar and the view below it say. */
async function expectSamples(page: Page, count: number): Promise<void> {
  await expect(page.locator('[data-filter="count"]')).toHaveText(`${count} of ${ALL} samples`);
  await expect(toolbar(page)).toContainText(` in ${count} samples`);
}

async function chooseThread(page: Page, tid: number): Promise<void> {
  await page.click('[data-filter="thread"] summary');
  await page.check(`[data-filter="thread"] input[value="${tid}"]`);
  await page.keyboard.press("Escape");
  await expect(page.locator('[data-filter="thread"] input')).toHaveCount(0);
}

test.beforeEach(async ({ page }) => {
  await drop(page, "automatic", [perfData, leakd]);
  await waitIdle(page);
  await showView(page, "functions");
  await expectSamples(page, ALL);
});

test("a thread: as many samples as perf has of it, in every view, until its chip is removed", async ({ page }) => {
  await chooseThread(page, 5590);
  await expectSamples(page, OF_TID_5590);
  await expect(page).toHaveURL(/#\/functions\?tid=5590$/);
  for (const id of ["callTree", "icicle", "flameGraph", "records", "functions"]) {
    await page.locator(`nav a[href^="#/${id}"]`).click();
    await expect(page.locator(`[data-view="${id}"]`)).toBeVisible();
    await expect(page.locator('[data-filter="count"]')).toHaveText(`${OF_TID_5590} of ${ALL} samples`);
  }
  const clock = (await reportOf(page)).profiles?.find((profile) => profile.event.startsWith("cpu-clock"));
  expect(clock?.samples).toBe(ALL); // the report is of the whole capture

  await page.locator('[data-chip="thread"]').focus();
  await page.keyboard.press("Enter");
  await expectSamples(page, ALL);
  await expect(page.locator("[data-chip]")).toHaveCount(0);
  await expect(page.locator('[data-filter="text"]')).toBeFocused();
  await expect(page).toHaveURL(/#\/functions$/);
});

test("a time range by keyboard", async ({ page }) => {
  await strip(page).focus();
  await page.keyboard.press("ArrowRight");
  await expectSamples(page, IN_FIRST_TENTH);
  await expect(strip(page)).toHaveAttribute("aria-valuetext", "0 ns – 90.1 ms, duration 90.1 ms");
  await chooseThread(page, 5590);
  await expectSamples(page, OF_TID_5590_IN_FIRST_TENTH);
  await strip(page).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await expectSamples(page, OF_TID_5590_IN_FIRST_11_PERCENT);

  await page.reload(); // the files are gone, the choice is not
  await waitIdle(page);
  await drop(page, "automatic", [perfData, leakd]);
  await waitIdle(page);
  await page.locator('nav a[href^="#/functions"]').click();
  await expectSamples(page, OF_TID_5590_IN_FIRST_11_PERCENT);
  await strip(page).focus();
  await page.keyboard.press("Escape");
  await expectSamples(page, OF_TID_5590);
});

test("a time range by mouse: drag, move, and a click beside it", async ({ page }) => {
  const box = await strip(page).boundingBox();
  if (box === null) throw new Error("the strip is not there");
  const drag = async (from: number, to: number) => {
    await page.mouse.move(box.x + box.width * from, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * to, box.y + 20, { steps: 4 });
    await page.mouse.up();
  };
  const range = async () => {
    const [, from = "", to = ""] = /t=(\d*)-(\d*)/.exec(page.url()) ?? [];
    return [from, to].map((ns) => Math.round((Number(ns) / 900_585_154) * 100));
  };
  await drag(0.2, 0.4);
  await expect.poll(range).toEqual([20, 40]);
  await drag(0.3, 0.6);
  await expect.poll(range).toEqual([50, 70]);
  await drag(0.5, 0.1);
  await expect.poll(range).toEqual([10, 70]);
  await page.mouse.click(box.x + box.width * 0.9, box.y + 20);
  await expectSamples(page, ALL);
});

test("words of stacks, and nothing of them in the address", async ({ page }) => {
  const type = async (text: string) => {
    await page.fill('[data-filter="text"]', text);
    await page.press('[data-filter="text"]', "Enter");
  };
  await type("main.newSession");
  await expectSamples(page, WITH_NEW_SESSION);
  await type("-runtime.mallocgc");
  await expectSamples(page, WITH_NEW_SESSION_NOT_MALLOCGC);
  await chooseThread(page, 5590);
  await expect(page).toHaveURL(/#\/functions\?tid=5590$/);
  await expect(page.locator("[data-chip]")).toHaveCount(3);

  await type("no.such.function");
  await expect(page.locator('[data-filter="count"]')).toHaveText(`0 of ${ALL} samples`);
  await page.click('[data-filter="clear"]');
  await expectSamples(page, ALL);
});

test("pprof's filters: chips, in the address, the rows of go tool pprof", async ({ page }) => {
  const type = async (kind: string, pattern: string) => {
    await page.selectOption('[data-choice="rule"]', kind);
    await page.fill('[data-filter="text"]', pattern);
    await page.press('[data-filter="text"]', "Enter");
  };
  await type("focus", "^main\\.newSession$");
  await expectSamples(page, WITH_NEW_SESSION);
  await type("ignore", "mallocgc$");
  await expectSamples(page, WITH_NEW_SESSION_NOT_MALLOCGC);
  await type("hide", "^runtime(");
  await expect(page.getByRole("alert")).toHaveText(" Not a regular expression");
  await type("hide", "^runtime\\.");
  // The first table: those of callers and callees are of whichever function is chosen.
  const names = page.locator('[data-view="functions"] [role="grid"]').first().locator('[role="row"]');
  await expect(names.filter({ hasText: "main.newSession" })).toHaveCount(1);
  await expect(names.filter({ hasText: "runtime." })).toHaveCount(0);
  await page.selectOption('[data-choice="granularity"]', "lines");
  await expect(names.filter({ hasText: "main.newSession example.com/leakd/main.go:34" })).toHaveCount(1);
  await page.check('[data-choice="noInlines"]');
  const hash = "#/functions?focus=%5Emain%5C.newSession%24&ignore=mallocgc%24&hide=%5Eruntime%5C.&by=lines&inlines=no";
  await expect.poll(() => new URL(page.url()).hash).toBe(hash);
  await expect(page.locator("[data-chip]")).toHaveCount(5);

  await page.reload();
  await waitIdle(page);
  await drop(page, "automatic", [perfData, leakd]);
  await waitIdle(page);
  await page.locator('nav a[href^="#/functions"]').click();
  await expectSamples(page, WITH_NEW_SESSION_NOT_MALLOCGC);
  for (const chip of ["granularity", "noInlines"]) await page.click(`[data-chip="${chip}"]`);
  await page.locator('[data-chip="rule"]', { hasText: "hide" }).click();
  await expect(names.filter({ hasText: "runtime." }).first()).toBeVisible();
});

test("WCAG AA with chips and an open list", async ({ page }) => {
  await chooseThread(page, 5590);
  await strip(page).press("End");
  await page.click('[data-filter="thread"] summary');
  await page.locator('[data-filter="thread"] input').first().waitFor();
  expect(await violationsOf(page, '[data-filter="bar"]')).toEqual([]);
});
