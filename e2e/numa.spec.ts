import { join } from "node:path";
import { expect, reportOf, test } from "./fixtures";
import { root } from "./install.mjs";
import { drop, showView, waitIdle } from "./page.mjs";

const fixture = (name: string): string => join(root, "workers/formats/nodeMemory/fixtures", name);

test("two nodes: the planted factor of 3.7 and when the free memory is used up", async ({ page }) => {
  await drop(page, "automatic", [fixture("numa_maps-two-nodes.txt"), fixture("meminfo-two-nodes.txt")]);
  await waitIdle(page);
  await showView(page, "numa");
  const view = page.locator('[data-view="numa"]');
  await expect(view.locator("[data-control] dd").first()).toContainText(/^3\.\d+ × \(95 %: 3\.\d+ to 3\.\d+\)$/);
  await expect(view.locator("figure")).toHaveCount(2);

  const { numa, findings } = await reportOf(page);
  const [low, high] = numa?.amplification_ci ?? [Number.NaN, Number.NaN];
  expect(low).toBeLessThan(3.7);
  expect(high).toBeGreaterThan(3.7);
  expect(numa?.nodes.map(({ node }) => node)).toEqual([0, 1]);
  const [soonest, latest] = numa?.nodes[0]?.exhaustion_ci ?? [Number.NaN, Number.NaN];
  expect(soonest).toBeLessThan(1923); // fixtures/README.md
  expect(latest).toBeGreaterThan(1923);
  expect(findings.some(({ text }) => text.startsWith("NUMA node 0 has "))).toBe(true);
});
