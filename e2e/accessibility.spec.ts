import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, leakd, perfData, sample, test, viewIds } from "./fixtures";
import { root } from "./install.mjs";
import { drop, showView, waitIdle } from "./page.mjs";

const fixture = (path: string): string => join(root, "workers/formats", path);

/** So that every view has something to show. */
const captures = [
  perfData,
  leakd,
  ...sample("heap-leak"),
  fixture("perf/fixtures/cheap-part.perf.data.gz"),
  fixture("perf/fixtures/spans-part.perf.data.gz"),
  fixture("goroutines/fixtures/amd64-chan.tar.gz"),
  fixture("gotrace/fixtures/1.24.trace"),
  fixture("heapdump/fixtures/leak1.24.dump.gz"),
  fixture("nodeMemory/fixtures/real-loop.txt"),
  fixture("gctrace/fixtures/gctrace.txt"),
  fixture("memory/fixtures/smaps.txt.gz"),
  fixture("escape/fixtures/leakd-m.txt"),
];

/** WCAG 2.1 AA; speedscope's own page is not ours. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]).exclude("iframe");
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`WCAG AA in every view, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(300_000);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await drop(page, "automatic", captures);
    await waitIdle(page);
    const ids = await viewIds(page);
    expect(ids.length).toBeGreaterThan(3);
    const found: string[] = [];
    for (const id of ids) {
      await showView(page, id);
      for (const violation of await violationsOf(page)) found.push(`${id}: ${violation}`);
    }
    expect(found).toEqual([]);
  });

  test(`WCAG AA on the start page, in empty views and in every window, ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const found: string[] = [...(await violationsOf(page))];
    for (const id of await viewIds(page)) {
      await showView(page, id);
      for (const violation of await violationsOf(page)) found.push(`${id}, empty: ${violation}`);
    }
    for (const [id, open] of Object.entries({
      keys: () => page.keyboard.press("?"),
      palette: () => page.keyboard.press("Control+k"),
      guide: () => page.click('[data-action="guide"]'),
      trust: () => page.click('[data-action="trust"]'),
      link: async () => {
        await page.click('[data-menu="share"] summary');
        await page.click('[data-action="share-link"]');
      },
    })) {
      await open();
      await page.locator(`[data-dialog="${id}"]`).waitFor();
      for (const violation of await violationsOf(page)) found.push(`${id}: ${violation}`);
      await page.keyboard.press("Escape");
    }
    expect(found).toEqual([]);
  });
}
