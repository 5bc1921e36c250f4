import type { Page } from "@playwright/test";
import { violationsOf } from "./axe";
import { dropEveryKind } from "./everyKind";
import { expect, test, viewIds } from "./fixtures";
import { showView } from "./page.mjs";

// WCAG 2.1 AA by axe-core, wherever the page can be, in both languages and both themes. The question about memory and the offer
// of a new version are looked at where they come up: longWork.spec.ts, offline.spec.ts.

/** How each window opens. */
const windows: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  keys: (page) => page.keyboard.press("?"),
  palette: (page) => page.keyboard.press("Control+k"),
  guide: (page) => page.click('[data-action="guide"]'),
  trust: (page) => page.click('[data-action="trust"]'),
  link: async (page) => {
    await page.click('[data-menu="share"] summary');
    await page.click('[data-action="share-link"]');
  },
};

async function inWindows(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [id, open] of Object.entries(windows)) {
    await open(page);
    await page.locator(`[data-dialog="${id}"]`).waitFor();
    for (const violation of await violationsOf(page)) found.push(`${id}: ${violation}`);
    await page.keyboard.press("Escape");
    await expect(page.locator("[data-dialog]")).toHaveCount(0);
  }
  return found;
}

async function inViews(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const id of await viewIds(page)) {
    await showView(page, id);
    for (const violation of await violationsOf(page, "main")) found.push(`${id}: ${violation}`); // what is around it stays
  }
  return found;
}

async function inOpenMenus(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  await showView(page, "functions");
  for (const menu of await page.locator("[data-menu]").all()) {
    await menu.locator("summary").click();
    await menu.locator("button").first().waitFor(); // the list comes after the menu has opened
    for (const violation of await violationsOf(page, "[data-menu][open]"))
      found.push(`menu ${await menu.getAttribute("data-menu")}: ${violation}`);
    await page.keyboard.press("Escape");
  }
  return found;
}

for (const language of ["en", "zh-CN"])
  test.describe(language, () => {
    test.use({ locale: language });

    test("WCAG AA on the start page, in every empty view and in every window", async ({ page }) => {
      expect(await violationsOf(page)).toEqual([]);
      expect(await inViews(page)).toEqual([]);
      expect(await inWindows(page)).toEqual([]);
    });

    test("WCAG AA in every view that shows something, and in every menu", async ({ page }) => {
      await dropEveryKind(page);
      expect(await violationsOf(page)).toEqual([]); // with header and rail as they are now
      expect((await viewIds(page)).length).toBeGreaterThan(10);
      expect(await inViews(page)).toEqual([]);
      expect(await inOpenMenus(page)).toEqual([]);
    });
  });
