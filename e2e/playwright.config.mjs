import { defineConfig } from "@playwright/test";
import { findBrowser } from "./findBrowser.mjs";
import { browserArgs } from "./page.mjs";

const executablePath = findBrowser();

export default defineConfig({
  testDir: ".",
  outputDir: "../.cache/test-results",
  reporter: [["list"], ["json", { outputFile: "../.cache/test/browser.json" }]],
  timeout: 60_000,
  globalTimeout: 30 * 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  workers: 1,
  use: {
    browserName: "chromium",
    launchOptions: { args: browserArgs, ...(executablePath === null ? {} : { executablePath }) },
    viewport: { width: 1440, height: 900 },
    locale: "en",
    serviceWorkers: "block", // but where it is what is tested
    screenshot: "only-on-failure",
  },
});
