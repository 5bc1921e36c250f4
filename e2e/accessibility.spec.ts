import AxeBuilder from "@axe-core/playwright";
import { expect, leakd, perfData, sample, test, viewIds } from "./fixtures";
import { drop, showView, waitIdle } from "./page.mjs";

for (const colorScheme of ["light", "dark"] as const)
  test(`WCAG AA in every view, ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await drop(page, "automatic", [perfData, leakd, ...sample("heap-leak")]);
    await waitIdle(page);
    const ids = await viewIds(page);
    expect(ids.length).toBeGreaterThan(3);
    const found: string[] = [];
    for (const id of ids) {
      await showView(page, id);
      // speedscope's own page is not ours
      const axe = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]).exclude("iframe");
      const { violations } = await axe.analyze();
      for (const { id: rule, nodes } of violations) found.push(`${id}: ${rule}: ${nodes[0]?.html}`);
    }
    expect(found).toEqual([]);
  });
