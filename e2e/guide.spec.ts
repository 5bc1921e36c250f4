import type { Page } from "@playwright/test";
import { chooseLanguage, expect, test, viewIds } from "./fixtures";
import { showView } from "./page.mjs";

// The user guide inside the page: from disk, and with the server gone.

const languages = ["en", "zh-CN"] as const;
const article = '[data-dialog="guide"] article';

/** Opens the help of a view and answers what it is called there. */
async function helpOf(page: Page, view: string): Promise<string | null> {
  const title = await page.locator(`[data-view="${view}"] h1`).textContent();
  await page.click(`[data-view="${view}"] [data-action="guide"]`);
  await expect(page.locator(`${article} h3`)).toHaveText(title ?? "");
  const name = await page.locator(article).getAttribute("data-guide");
  await page.keyboard.press("Escape");
  await expect(page.locator('[data-dialog="guide"]')).toHaveCount(0);
  await expect(page.locator(`[data-view="${view}"] [data-action="guide"]`)).toBeFocused();
  return name;
}

for (const fromDisk of [false, true])
  test.describe(fromDisk ? "from disk" : "from a server", () => {
    test.use({ fromDisk });

    test("every view opens its page of the guide, in both languages", async ({ page }) => {
      for (const language of languages) {
        await chooseLanguage(page, language);
        await page.click('[data-action="guide-README"]');
        await expect(page.locator(article)).toHaveAttribute("lang", language);
        await page.keyboard.press("Escape");
      }
      const views = await viewIds(page);
      const pages = new Map(languages.map((language) => [language, new Set<string | null>()]));
      for (const view of views) {
        await showView(page, view);
        for (const [language, names] of pages) {
          await chooseLanguage(page, language);
          names.add(await helpOf(page, view));
        }
      }
      for (const names of pages.values()) expect(names.size).toBe(views.length);
    });
  });

test.describe("offline", () => {
  test.use({ serviceWorkers: "allow" });

  test("with the server gone it opens for the first time", async ({ page, site }) => {
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await site.close();
    await page.click('[data-action="guide-faq"]');
    await expect(page.locator(article)).toHaveAttribute("data-guide", "faq");
  });
});

test("links lead on inside the window, to the heading, and back", async ({ page }) => {
  await page.click('[data-action="guide-README"]');
  await page.locator(article).getByRole("button", { name: "Heap growth" }).click();
  await expect(page.locator(article)).toHaveAttribute("data-guide", "heap-growth");
  await expect(page.locator(article)).toBeFocused();
  await page.locator(article).getByRole("button", { name: "how to record" }).click();
  await expect(page.locator("#guide-heap-growth-of-a-go-service")).toBeInViewport();
  await page.click('[data-action="guide-back"]');
  await expect(page.locator(`${article} h3`)).toBeInViewport();
  await expect(page.locator(article)).toHaveAttribute("data-guide", "heap-growth");
  expect(new URL(page.url()).hash).toBe("");
});

test("by keyboard alone: from the list of commands, and from the keys", async ({ page }) => {
  await page.keyboard.press("3");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("help for this view");
  await page.keyboard.press("Enter");
  await expect(page.locator(article)).toHaveAttribute("data-guide", "heap-growth");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.click('[data-dialog="keys"] [data-action="guide"]');
  await expect(page.locator(article)).toHaveAttribute("data-guide", "heap-growth");
});
