import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { waitIdle } from "./page.mjs";

// Someone who has never seen the page finds the line of a leak: by what can be read on it alone.

const MAX_CLICKS = 5;

/** leakd's sessions are kept by a map: `main.remember` grows it, `main.newSession` allocates what is kept, at this line. */
const LINE = "main.go:34";

const words = {
  en: {
    sample: /Go service that leaks/,
    verdict: /is leaking memory/,
    site: /main\.newSession.*leaking/,
    detail: "main.remember",
  },
  "zh-CN": { sample: /泄漏的 Go 服务/, verdict: /泄漏/, site: /main\.newSession.*泄漏/, detail: "main.remember" },
} as const;

for (const fromDisk of [false, true])
  for (const language of ["en", "zh-CN"] as const)
    test.describe(`${fromDisk ? "from disk" : "from a server"}, ${language}`, () => {
      test.use({ fromDisk, locale: language });

      test("from the start page to the line that leaks in a few clicks", async ({ page }) => {
        let clicks = 0;
        const click = async (control: Locator): Promise<void> => {
          await expect(control).toBeInViewport();
          await control.click();
          clicks++;
          await waitIdle(page);
        };
        const { sample, verdict, site, detail } = words[language];
        await click(page.getByRole("button", { name: sample }).first());
        await expect(page.getByText(verdict).first()).toBeInViewport();
        const leaking = page.getByRole("button", { name: site }).first();
        await expect(leaking).toContainText(LINE);
        await click(leaking);
        await expect(stackOf(page)).toContainText(LINE);
        await expect(stackOf(page)).toContainText(detail);
        expect(clicks).toBeLessThanOrEqual(MAX_CLICKS);
      });
    });

function stackOf(page: Page): Locator {
  return page.locator("main");
}
