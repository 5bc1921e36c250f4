import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/**
 * What axe-core finds against WCAG 2.1 AA in the page or in a part of it, as "rule: element". Speedscope's own page is not
 * ours.
 */
export async function violationsOf(page: Page, part = "html"): Promise<readonly string[]> {
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    .include(part)
    .exclude("iframe")
    .withTags(rules);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 300)}`));
}
