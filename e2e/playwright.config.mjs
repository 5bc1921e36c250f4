import { defineConfig } from "@playwright/test";
import { findBrowser } from "./findBrowser.mjs";
import { browserArgs } from "./page.mjs";

const executablePath = findBrowser();

/** Drawing by a processor that imitates a graphics card takes a third of the time of all tests. WebGL stays. */
const plainDrawing = ["--disable-gpu-compositing", "--disable-gpu-rasterization"];

/** What measures how soon the page answers, or records on this machine: with nothing beside it. */
const measuring = ["longTasks.spec.ts", "longWork.spec.ts", "captureKit.spec.ts"];

export default defineConfig({
  testDir: ".",
  outputDir: "../.cache/test-results",
  reporter: [["list"], ["json", { outputFile: "../.cache/test/browser.json" }]],
  // A slow and busy machine is no fault: these are for what never ends.
  timeout: 10 * 60_000,
  globalTimeout: 40 * 60_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  // One after the other by test.mjs.
  projects: [
    { name: "together", testIgnore: measuring },
    { name: "alone", testMatch: measuring, workers: 1 },
  ],
  use: {
    browserName: "chromium",
    launchOptions: { args: [...browserArgs, ...plainDrawing], ...(executablePath === null ? {} : { executablePath }) },
    viewport: { width: 1440, height: 900 },
    locale: "en",
    serviceWorkers: "block", // but where it is what is tested
    screenshot: "only-on-failure",
  },
});
