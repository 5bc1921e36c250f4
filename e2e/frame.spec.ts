import { join } from "node:path";
import { expect, leakd, perfData, test } from "./fixtures";
import { root } from "./install.mjs";
import { drop, showView, waitIdle } from "./page.mjs";

test("a function of the table opens as instructions; calls and the keyboard lead on, and back", async ({ page }) => {
  await drop(page, "automatic", [perfData, leakd]);
  await waitIdle(page);
  await showView(page, "functions");
  await page.locator('[data-view="functions"]').getByText("main.handle", { exact: true }).first().click();
  await page.getByRole("button", { name: "Show frame" }).click();

  const view = page.locator('[data-view="frame"]');
  const head = view.locator("h2");
  const listing = view.getByRole("grid", { name: "Instructions" });
  await expect(head).toHaveText("main.handle");
  await expect(page).toHaveURL(/#\/frame\?profile=\d+&at=\d+,\d+$/);
  // objdump -d -M intel leakd, at the address with most samples of `perf annotate`
  await expect(listing.locator('[data-here="true"]')).toContainText("4db2f0");
  await expect(listing.locator('[data-here="true"]')).toContainText("rbx,[r8+0x1]");
  const call = listing.locator('[data-address="4db2d3"]');
  await expect(call).toContainText("e8 68 fe ff ff");
  await expect(listing.getByText("main.go:41").first()).toBeVisible();

  await call.getByRole("button", { name: "main.newSession" }).click();
  await expect(head).toHaveText("main.newSession");
  await expect(listing.locator('[data-here="true"]')).toContainText("4db140");

  await listing.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(head).toHaveText("main.handle");
  await expect(listing.locator('[data-here="true"]')).toContainText("4db2d3"); // where it calls main.newSession
  await page.keyboard.press("ArrowLeft");
  await expect(head).toHaveText("main.step");
  await page.reload();
  await expect(page).toHaveURL(/#\/frame\?profile=\d+&at=\d+,\d+$/); // and nothing else: no name is in it
});

test("a frame without its binary says what to drop, and shows it when that comes", async ({ page }) => {
  await drop(page, "automatic", [perfData]);
  await waitIdle(page);
  await showView(page, "frame");
  const view = page.locator('[data-view="frame"]');
  await expect(view.getByRole("status")).toContainText("Drop");
  await drop(page, "automatic", [leakd]);
  await waitIdle(page);
  await showView(page, "frame");
  await expect(view.locator('[data-here="true"]')).toBeVisible();
});

test("a sample's registers: the program counter is at the instruction that is marked", async ({ page }) => {
  const dumps = join(root, "workers/formats/perf/fixtures/go-dwarf.perf.data.gz");
  await drop(page, "automatic", [dumps, leakd]);
  await waitIdle(page);
  await showView(page, "frame");
  const view = page.locator('[data-view="frame"]');
  const address = await view.locator('[data-here="true"]').getAttribute("data-address");
  await view.getByText("Registers of a sample taken here").click();
  await expect(view.locator('[data-register="rip"] td').first()).toHaveText(`0x${address}`);
  await expect(view.locator('[data-register="rdi"]')).toContainText("argument");
});
