// The built page in a browser of its own, with an empty profile: what one run measures.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "../findBrowser.mjs";
import { dist } from "../install.mjs";
import { browserArgs } from "../page.mjs";
import { serve } from "../server.mjs";

/** @typedef {{ page: import("../page.mjs").Page, url: string, profileArgument: string }} Fresh */

/**
 * @template T
 * @param {(fresh: Fresh) => Promise<T>} work the page is empty still
 * @returns {Promise<T>}
 */
export async function withFreshPage(work) {
  const { chromium } = await import("playwright-core");
  const server = await serve(dist);
  const profile = mkdtempSync(join(tmpdir(), "swscope-bench-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: ensureBrowser(),
    args: browserArgs,
    viewport: { width: 1280, height: 800 },
    locale: "en",
    serviceWorkers: "block", // it would keep the page's files while something is measured
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    return await work({ page, url: server.url, profileArgument: `--user-data-dir=${profile}` });
  } finally {
    await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
