import { readFileSync } from "node:fs";
import { join } from "node:path";
import { violationsOf } from "./axe";
import { expect, reportOf, test } from "./fixtures";
import { root } from "./install.mjs";
import { drop, showView, waitIdle } from "./page.mjs";

const fixture = (name: string): string => join(root, "workers/formats/escape/fixtures/stores", name);

// The rows of the README beside the fixture, by perf script and go tool.
const ROWS = [
  ["main.hit", "main.go:41", "300", "–"],
  ["main.reset", "main.go:34", "100", "function"],
  ["main.describe", "main.go:26", "50", "line"],
] as const;

test("writes to a watched object by line, beside what the compiler says", async ({ page }) => {
  await drop(page, "automatic", [fixture("stores.perf.data.gz"), fixture("stores.gz"), fixture("m2.txt")]);
  await waitIdle(page);
  await showView(page, "escapes");
  const view = page.locator('[data-view="escapes"]');
  await expect(view).toContainText("450 stores");
  for (const [func, place, stores, join] of ROWS) {
    const row = view.getByRole("row").filter({ hasText: func }).filter({ hasText: place });
    await expect(row).toHaveCount(1);
    for (const text of [stores, "Go arena", join]) await expect(row).toContainText(text);
  }

  // why it escapes, and the code that writes
  await view.getByRole("row").filter({ hasText: "main.describe" }).first().click();
  await expect(view).toContainText("i escapes to heap");
  await expect(view).toContainText("from fmt.Sprint(... argument...) (call parameter) at ./main.go:26:33");
  await view.locator('input[type="search"]').fill("main.reset");
  await expect(view.getByRole("row").filter({ hasText: "main.hit" })).toHaveCount(0);
  await view.locator('input[type="search"]').fill("");
  await view.getByRole("row").filter({ hasText: "main.hit" }).first().dblclick();
  await expect(page.locator('[data-view="frame"]')).toContainText("main.hit");

  const { escapes } = await reportOf(page);
  const sites = escapes?.sites.filter(({ store_samples }) => store_samples > 0);
  expect(sites?.map((site) => [site.function, site.line, site.store_samples, site.join, site.class])).toEqual([
    ["main.hit", 41, 300, "none", "go-heap"],
    ["main.reset", 34, 100, "function", "go-heap"],
    ["main.describe", 26, 50, "line", "go-heap"],
  ]);
  expect(sites?.[2]?.message).toContain("i escapes to heap");
});

test("what span of Go's heap was written to, where its probes were recorded too", async ({ page }) => {
  const spans = join(root, "workers/formats/perf/fixtures/spans");
  await drop(page, "automatic", [join(spans, "spans.perf.data.gz")]);
  await waitIdle(page);
  const { escapes } = await reportOf(page);
  const counts = new Map<number, number>();
  for (const { spanclass, store_samples } of escapes?.sites ?? []) {
    if (spanclass !== null) counts.set(spanclass, (counts.get(spanclass) ?? 0) + store_samples);
  }
  // by a replay of perf script's lines
  const oracle = readFileSync(join(spans, "spans.faults.tsv"), "utf8").trim().split("\n");
  expect([...counts].sort(([a], [b]) => a - b)).toEqual(oracle.map((line) => line.split("\t").map(Number)));

  await showView(page, "escapes");
  const view = page.locator('[data-view="escapes"]');
  await expect(view.getByRole("columnheader", { name: "Span class" })).toBeVisible();
  await expect(view.getByRole("list", { name: "Memory" })).toContainText("goroutine stack 4.5%");
});

test("hot stores, WCAG AA", async ({ page }) => {
  await drop(page, "automatic", [fixture("stores.perf.data.gz"), fixture("stores.gz"), fixture("m2.txt")]);
  await waitIdle(page);
  await showView(page, "escapes");
  expect(await violationsOf(page)).toEqual([]);
});
