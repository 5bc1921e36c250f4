import { test as base, expect } from "@playwright/test";
import { dist } from "./install.mjs";
import { openSample, showView, waitIdle } from "./page.mjs";
import config from "./playwright.config.mjs";
import { serve } from "./server.mjs";

// Plain http on a name of the intranet: no secure context, so no service worker and no clipboard.

const launch = config.use?.launchOptions ?? {};
base.use({
  serviceWorkers: "allow",
  launchOptions: { ...launch, args: [...(launch.args ?? []), "--host-resolver-rules=MAP tools.intranet 127.0.0.1"] },
});

base("nothing breaks where there is no service worker", async ({ page }) => {
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  const site = await serve(dist);
  await page.goto(site.url.replace("127.0.0.1", "tools.intranet"));
  await waitIdle(page);
  expect(await page.evaluate(() => [isSecureContext, "serviceWorker" in navigator])).toEqual([false, false]);
  const copied = page.locator("button", { hasText: "Copied" }).waitFor(); // it says so for a moment
  await page.locator("button", { hasText: "Copy" }).first().click();
  await copied;
  await openSample(page, "heap-leak");
  await showView(page, "heapGrowth");
  await expect(page.locator('[data-view="heapGrowth"]')).toContainText("main.newSession");
  expect(errors).toEqual([]);
  await site.close();
});
