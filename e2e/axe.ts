import type { Page } from "@playwright/test";
import axe, { type RunOnly, type RunOptions } from "axe-core";

const AA: RunOnly = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] };

/** What one theme may break and the other not. */
const OF_COLOURS: RunOnly = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** Rows far down in a table are like those before them: hundreds of them are half of the work. */
const NOT_LOOKED_AT = ["iframe", "tr:nth-child(n + 61)"];

/**
 * What axe-core finds against WCAG 2.1 AA in the page or in a part of it, as "theme: rule: element", in both themes.
 * Speedscope's own page is not ours.
 */
export async function violationsOf(page: Page, part = "html"): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const light = await found(page, part, AA);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await found(page, part, OF_COLOURS);
  await page.emulateMedia({ colorScheme: "light" });
  return [...light.map((each) => `light: ${each}`), ...dark.map((each) => `dark: ${each}`)];
}

async function found(page: Page, part: string, runOnly: RunOnly): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source); // the policy does not hold for a debugger
  const options: RunOptions = { runOnly, resultTypes: ["violations"], selectors: false, iframes: false };
  const { violations } = await page.evaluate(
    ([include, exclude, chosen]) =>
      (window as unknown as { readonly axe: typeof axe }).axe.run({ include, exclude }, chosen),
    [part, NOT_LOOKED_AT, options] as const,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 300)}`));
}
