import { command, expect, leakd, perfData, sample, test, viewIds } from "./fixtures";
import { drop, showView, waitIdle } from "./page.mjs";

test("every command is in the list that Ctrl+K opens, and does what it says", async ({ page }) => {
  await drop(page, "automatic", [perfData, leakd, ...sample("heap-leak")]);
  await waitIdle(page);
  const dialog = page.locator('[data-dialog="palette"]');
  const run = (words: string) => command(page, words);
  await page.keyboard.press("Control+k");
  for (const id of await viewIds(page)) await expect(dialog.locator(`[data-command="view-${id}"]`)).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);

  await run("views call");
  await expect(page.locator('[data-view="callTree"]')).toBeVisible();
  await run("theme dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator('[data-choice="theme"]')).toHaveValue("dark");
  await run("profile context-switches");
  await expect(page).toHaveURL(/profile=\d/);
  const [download] = await Promise.all([page.waitForEvent("download"), run("export folded")]);
  expect(download.suggestedFilename()).toMatch(/\.folded\.txt$/);
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), run("open files")]);
  expect(chooser.isMultiple()).toBe(true);
  await run("中文");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");

  await page.keyboard.press("Control+k");
  await page.keyboard.press("ArrowDown");
  await expect(dialog.locator('[aria-selected="true"]')).toHaveAttribute("data-command", "view-captures");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(dialog.locator('[aria-selected="true"]')).toHaveAttribute("data-command", /^language-/);
  await page.keyboard.type("no such command");
  await expect(dialog.locator('[role="option"]')).toHaveCount(0);
});

test("? shows the keys, and keys do nothing below an open window", async ({ page }) => {
  await page.keyboard.press("?");
  const dialog = page.locator('[data-dialog="keys"]');
  await expect(dialog).toContainText("Ctrl+K");
  await page.keyboard.press("2");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('[data-view="start"]')).toBeVisible();
  await page.keyboard.press("2");
  await expect(page.locator('[data-view="captures"]')).toBeVisible();
});

test("keys are not lost right after Escape", async ({ page }) => {
  for (const dialog of ["keys", "palette", "keys"]) {
    await Promise.all([page.keyboard.press("Escape"), page.keyboard.press(dialog === "keys" ? "?" : "Control+k")]);
    await expect(page.locator(`[data-dialog="${dialog}"]`)).toBeVisible();
  }
});

test("a function that is chosen in one view is marked in the others, and a time or thread holds in all", async ({
  page,
}) => {
  await drop(page, "automatic", [perfData, leakd]);
  await waitIdle(page);
  await showView(page, "functions");
  const rows = page.locator('[data-view="functions"] [role="row"][aria-selected]');
  const second = page.locator('[data-view="functions"] [role="row"]', { hasText: "main.handle" }).first();
  await second.click();
  await expect(rows.locator("visible=true").filter({ hasText: "main.handle" }).first()).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.locator('nav a[href^="#/callTree"]').click();
  await expect(page.locator('[data-view="callTree"] mark').first()).toHaveText("main.handle");
  await page.locator('[data-view="callTree"] [role="row"]', { hasText: "main.step" }).first().click();
  await page.locator('nav a[href^="#/functions"]').click();
  await expect(page.locator('[data-view="functions"] [aria-selected="true"]').first()).toContainText("main.step");
  expect(page.url()).not.toContain("main"); // a name

  const count = page.locator('[data-filter="count"]');
  await expect(count).toHaveText("866 of 866 samples");
  await page.locator('[data-filter="timeline"] [tabindex="0"]').first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(count).toHaveText(/^(?!866)\d+ of 866 samples$/);
  const some = await count.textContent();
  for (const id of ["callTree", "icicle", "records"]) {
    await page.locator(`nav a[href^="#/${id}"]`).click();
    await expect(count).toHaveText(some ?? "");
  }
});
