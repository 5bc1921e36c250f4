import type { Page } from "@playwright/test";
import { expect, leakd, nextStep, perfData, reportOf, sample, test } from "./fixtures";
import { drop, openSample, showView, waitIdle } from "./page.mjs";

// The address, links, back and forward.

const notice = (page: Page) => page.locator('[data-part="not-understood"]');
const chips = (page: Page) => page.locator("[data-chip]");

/** As somebody who edits the address, or opens a link in the same tab. */
async function enter(page: Page, hash: string): Promise<void> {
  await page.evaluate((text) => {
    location.hash = text;
  }, hash);
}

test("a link of another version says that only its view was taken, and of what", async ({ page, site }) => {
  await page.goto(`${site.url}#/captures?profile=2&v=9&moons=%3Cimg%20src=x%3E&%E2%80%AEevil=1`);
  await waitIdle(page);
  await expect(page.locator('[data-view="captures"]')).toBeVisible();
  await expect(notice(page)).toContainText("another version of swscope");
  await expect(notice(page).locator("code")).toHaveText([/profile/, /moons/, /⟨202e⟩evil/]);
  expect(new URL(page.url()).hash).toBe("#/captures");
  await notice(page).locator('[data-action="close-notice"]').click();
  await expect(notice(page)).toBeEmpty();
});

test("what an address says that is not understood is said, and the rest is taken", async ({ page }) => {
  await drop(page, "automatic", [perfData]);
  await waitIdle(page);
  await enter(page, "#/functions?tid=7,x&colour=red&by=lines");
  await expect(page.locator('[data-view="functions"]')).toBeVisible();
  await expect(notice(page).locator("code")).toHaveText([/tid/, /colour/]);
  await expect(page.locator('[data-chip="thread"]')).toHaveCount(1);
  await enter(page, "#/planets");
  await expect(notice(page)).toContainText("There is no view “\u2068planets\u2069”");
  await expect(page.locator('[data-view="functions"]')).toBeVisible();
  await enter(page, "#/icicle");
  await expect(notice(page)).toBeEmpty();
  await expect(chips(page)).toHaveCount(0);
});

test("an address that is entered is taken by views that are open: spans window, direction of the tree", async ({
  page,
}) => {
  await openSample(page, "spans");
  await showView(page, "spans");
  const shownWindow = page.locator('[data-view="spans"] [data-window]');
  const whole = await shownWindow.textContent();
  await enter(page, "#/spans?map=1000000,2000000,0,10");
  await expect(shownWindow).toContainText("1.00 ms – 2.00 ms");
  await enter(page, "#/spans?map=3000000,5000000,0,10&spans.part=lives");
  await expect(shownWindow).toContainText("3.00 ms – 5.00 ms");
  await expect(page.locator('[data-view="spans"] [aria-pressed="true"]', { hasText: "Lives" })).toBeVisible();
  await enter(page, "#/spans");
  await expect(shownWindow).toHaveText(whole ?? "");
  await page.goBack();
  await expect(shownWindow).toContainText("3.00 ms – 5.00 ms");
  await enter(page, "#/spans?spans.hidden=tiny,small,moons");
  const small = page.locator('[data-view="spans"] [aria-pressed]', { hasText: "512 B" });
  await expect(small).toHaveAttribute("aria-pressed", "false");
  await small.click();
  await expect(page).toHaveURL(/spans\.hidden=tiny$/);

  await enter(page, "#/callTree?callTree.direction=up");
  await expect(page.locator('[data-view="callTree"]')).toBeVisible();
  const pressed = page.locator('[data-view="callTree"] [aria-pressed="true"]');
  await expect(pressed.first()).toContainText(/bottom-up/i);
});

test("back and forward go step by step: views, profiles, filters with their words", async ({ page }) => {
  await drop(page, "automatic", [perfData, leakd]);
  await waitIdle(page);
  const profile = page.locator('[data-choice="profile"]');
  await page.locator('nav a[href^="#/functions"]').click();
  await nextStep(page);
  const first = await profile.inputValue();
  await profile.selectOption({ index: 1 });
  const second = await profile.inputValue();
  expect(second).not.toBe(first);
  await nextStep(page);
  await page.fill('[data-filter="text"]', "main.");
  await page.press('[data-filter="text"]', "Enter");
  await nextStep(page);
  await page.click('[data-filter="thread"] summary');
  await page.locator('[data-filter="thread"] input').first().check();
  await expect(chips(page)).toHaveCount(2);
  await nextStep(page);
  await page.fill('[data-view="functions"] input[type="search"]', "handle"); // no step of its own
  await expect.poll(() => page.evaluate(() => history.state.words.find)).toBe("handle"); // kept a moment later

  await page.goBack();
  await expect(chips(page)).toHaveCount(1);
  await expect(page.locator('[data-chip="text"]')).toContainText("main.");
  await page.goBack();
  await expect(chips(page)).toHaveCount(0);
  await expect(profile).toHaveValue(second);
  await page.goBack();
  await expect(profile).toHaveValue(first);
  await expect(page.locator('[data-view="functions"]')).toBeVisible();
  await page.goBack();
  await expect(page.locator('[data-view="overview"]')).toBeVisible();
  for (let step = 0; step < 4; step++) await page.goForward();
  await expect(chips(page)).toHaveCount(2);
  await expect(profile).toHaveValue(second);
  await expect(page.locator('[data-view="functions"] input[type="search"]')).toHaveValue("handle");
  expect(page.url()).not.toContain("main");
});

test("how a table is sorted and how many sites a chart shows stay, and belong to their step", async ({ page }) => {
  test.slow();
  await drop(page, "automatic", sample("heap-leak"));
  await waitIdle(page);
  await page.locator('nav a[href^="#/functions"]').click();
  const total = page.locator('[data-view="functions"] [role="columnheader"]', { hasText: "Total" }).first();
  await expect(total).toHaveAttribute("aria-sort", "none");
  await total.getByRole("button").click();
  await expect(total).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/functions\.sort=total-down$/);
  await page.locator('nav a[href^="#/heapGrowth"]').click();
  await nextStep(page);
  await page.locator('[data-choice="most"]').selectOption("3");
  await expect(page).toHaveURL(/#\/heapGrowth\?heapGrowth\.most=3&functions\.sort=total-down$/);
  await nextStep(page);
  await page.goBack();
  await expect(page.locator('[data-choice="most"]')).toHaveValue("7");
  await page.goBack();
  await expect(total).toHaveAttribute("aria-sort", "descending");
  await page.goBack();
  await expect(page.locator('[data-view="overview"]')).toBeVisible();
});

test("a view that proposes what it compares with is one step, however late it comes", async ({ page }) => {
  await page.route("**/DifferenceView*.js", async (route) => {
    await nextStep(page);
    await route.continue();
  });
  await drop(page, "automatic", sample("heap-leak"));
  await waitIdle(page);
  const inUse =
    (await reportOf(page)).profiles?.filter(({ event }) => event === "inuse_space").map(({ id }) => id) ?? [];
  const [first, last] = [inUse[0], inUse[11]];
  await showView(page, `functions?profile=${first}`); // it becomes what the last is compared with
  await nextStep(page);
  await page.locator('nav a[href^="#/difference"]').click();
  await expect(page).toHaveURL(new RegExp(`#/difference\\?profile=${last}&base=${first}$`));
  await nextStep(page);
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`#/functions\\?profile=${first}$`));
  await expect(page.locator('[data-view="functions"]')).toBeVisible();
});
