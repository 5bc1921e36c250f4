import { expect, sample, test } from "./fixtures";
import { drop, waitIdle } from "./page.mjs";

for (const fromDisk of [false, true])
  test.describe(fromDisk ? "from disk" : "from a server", () => {
    test.use({ fromDisk });

    test("the page tells what it may do, that it has sent nothing, and what it is made of", async ({ page }) => {
      await drop(page, "automatic", sample("heap-leak"));
      await waitIdle(page);
      await page.click('[data-action="trust"]');
      const dialog = page.locator('[data-dialog="trust"]');
      await expect(dialog.locator('[data-part="sent"]')).toHaveAttribute("data-elsewhere", "0");
      await expect(dialog).toContainText("Sent: 0 bytes");
      await expect(dialog.locator('[data-part="policy"]')).toHaveAttribute("data-forbidden", "true");
      await expect(dialog.getByRole("row", { name: /connect-src/ })).toContainText("'none'");
      await expect(dialog.locator('[data-part="build"]')).toContainText(/[0-9a-f]{12}/);
      await expect(dialog).toContainText("sha256sum --check");
      await expect(dialog.locator("details", { hasText: "react-dom" })).toContainText("MIT");
      await expect(dialog.locator("details", { hasText: "speedscope" })).toHaveCount(1);
      await page.keyboard.press("Escape");
      await expect(dialog).toHaveCount(0);
      await expect(page.locator('[data-action="trust"]')).toBeFocused();
    });
  });
