import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { violationsOf } from "./axe";
import { expect, reportOf, test } from "./fixtures";
import { root } from "./install.mjs";
import { drop, openSample, showView, waitIdle } from "./page.mjs";

const pair = join(root, "src/analysis/deviation/fixtures/pair");
const files = (arch: string) =>
  ["callers.csv.gz", "goroutineprofile.csv.gz", "cpu.pb.gz", "deep.perf.data.gz"].map((name) => join(pair, arch, name));

const view = '[data-view="deviation"]';

async function dropPair(page: Page, candidate = "sw64"): Promise<void> {
  await drop(page, "baseline", files("amd64"));
  await drop(page, "candidate", files(candidate));
  await waitIdle(page);
  await showView(page, "deviation");
}

/** The difference of each row as the page has it, by "metric measure source". */
async function shownDifferences(page: Page): Promise<ReadonlyMap<string, string>> {
  const rows = page.locator(`${view} tr[data-row]`);
  const all = await rows.evaluateAll((elements) =>
    elements.map((row) => [
      row.getAttribute("data-row") ?? "",
      row.querySelector("[data-difference]")?.getAttribute("data-difference") ?? "",
    ]),
  );
  return new Map(all as [string, string][]);
}

test("deviation: the table is the report's, and says what to record", async ({ page }) => {
  await dropPair(page);
  const { deviation } = await reportOf(page);
  const measured = (deviation?.metrics ?? []).filter(
    ({ baseline, candidate, difference }) => baseline !== null || candidate !== null || difference !== null,
  );
  const shown = await shownDifferences(page);
  expect(measured.length).toBeGreaterThan(8);
  expect([...shown.keys()].sort()).toEqual(measured.map((row) => `${row.name} ${row.measure} ${row.source}`).sort());
  for (const { name, measure, source, difference } of measured) {
    expect([name, shown.get(`${name} ${measure} ${source}`)]).toEqual([name, String(difference ?? "")]);
  }
  // oracle.json: 312 B and 528 B
  const offset = page.locator(`${view} tr[data-row="pc_offset median csv limit 512"]`);
  await expect(offset).toContainText("312 B");
  await expect(offset).toContainText("528 B");
  await expect(offset).toContainText("+216 B");
  await expect(page.locator(`${view} [data-table="comparability"] tr[data-rule="rate"]`)).toContainText("299 Hz");
  await expect(page.locator(`${view} [data-missing="no-switches"] code`).first()).toContainText("--switch-events");
  await expect(page.locator(`${view} [data-table="published"]`)).toContainText("4.12%");
  await expect(page.locator(`${view} [data-verdict]`)).toHaveAttribute("data-verdict", deviation?.verdict.state ?? "");
});

test("deviation: the same captures on both sides differ by 0", async ({ page }) => {
  await dropPair(page, "amd64");
  const differences = [...(await shownDifferences(page)).values()];
  expect(differences.length).toBeGreaterThan(8);
  expect(new Set(differences.filter((difference) => difference !== ""))).toEqual(new Set(["0"]));
  await page.locator(view).getByRole("button", { name: "Flame graph" }).click();
  await expect(page.locator(view)).toContainText("do not differ");
});

test("deviation: distributions, functions, a rule, and files", async ({ page }) => {
  await openSample(page, "pair");
  await showView(page, "deviation");
  const report = await reportOf(page);
  const open = (name: string) => page.locator(view).getByRole("button", { name, exact: true }).click();
  await open("Distributions");
  await expect(page.locator(`${view} [data-distribution]`)).toHaveCount(report.deviation?.distributions.length ?? -1);
  await open("Functions");
  await expect(page.locator(`${view} [role="grid"]`).first()).toContainText("main.spin");
  const functions = page.locator(view).getByRole("grid").first();
  await functions.getByText("main.spin", { exact: true }).click();
  const inSide = (side: string) => page.locator(`${view} [data-side="${side}"]:has([data-show])`);
  await expect(inSide("baseline")).toContainText("main.spin");
  const profile = report.profiles?.find(({ side, event }) => side === "candidate" && event === "cpu")?.id;
  await inSide("candidate").locator('[data-show="icicle"]').click();
  await expect(page).toHaveURL(new RegExp(`#/icicle\\?profile=${profile}`));
  await expect(page.locator('[data-view="icicle"] [data-found="marked"]')).toContainText("main.spin");
  await page.goBack();
  const before = Number(await page.locator(`${view} [data-unmatched]`).getAttribute("data-unmatched"));
  await page.locator(`${view} [data-unmatched] summary`).click();
  const form = page.locator('[data-form="rule"]');
  const names = (report.deviation?.unmatched ?? []).filter(({ source }) => source === "pprof cpu");
  const [one, other] = ["baseline", "candidate"].map((side) => names.find((row) => row.side === side)?.function ?? "");
  await form.locator("input").nth(0).fill(one);
  await form.locator("input").nth(1).fill(other);
  await form.locator("button").click();
  await waitIdle(page);
  await expect(page.locator(`${view} [data-unmatched="${before - 2}"]`)).toBeVisible();
  for (const [action, name] of [
    ["html", "deviation.html"],
    ["png", "deviation.png"],
    ["csv", "deviation.csv"],
  ] as const) {
    await page.locator('[data-menu="deviation"] summary').click();
    const saved = page.waitForEvent("download");
    await page.click(`[data-action="deviation-${action}"]`);
    const download = await saved;
    expect(download.suggestedFilename()).toBe(name);
    const bytes = readFileSync(await download.path());
    expect(bytes.length).toBeGreaterThan(1000);
    if (action === "png") expect(bytes.subarray(1, 4).toString()).toBe("PNG");
    if (action === "html") expect(bytes.toString()).toContain("312 B");
  }
});

test("deviation: what a difference comes from adds up to it", async ({ page }) => {
  const unwound = (path: string) => join(root, "workers", path);
  const perf = "formats/perf/fixtures/unwind";
  await drop(page, "automatic", [unwound(`${perf}/kinds.perf.data.gz`), unwound(`${perf}/kinds`)]);
  await drop(page, "automatic", [unwound(`${perf}/own.gp.perf.data.gz`), unwound("object/elf/fixtures/own.gp")]);
  await waitIdle(page);
  await showView(page, "deviation");
  await page.locator(view).getByRole("button", { name: "Attribution", exact: true }).click();
  const { deviation } = await reportOf(page);
  const truncation = deviation?.metrics.find(({ name, headline }) => name === "truncation_rate" && headline);
  expect(truncation?.difference).toBeLessThan(0); // recursions deeper than the dump, on x86_64 alone
  const sum = Number(await page.locator(`${view} [data-sum]`).getAttribute("data-sum"));
  expect(sum).toBeCloseTo(truncation?.difference ?? Number.NaN, 9);
  const first = page.locator(`${view} [role="grid"] [role="row"]`).nth(1);
  await expect(first).toContainText("the dump is too small");
  await expect(first).toContainText("kinds");
});

test("deviation: without binaries there is nothing to split, and it says which to drop on which side", async ({
  page,
}) => {
  await openSample(page, "pair");
  await showView(page, "deviation?deviation.part=attribution");
  await expect(page.locator(`${view} li`)).toHaveText([
    "Baseline: The stack dumps have not been followed: drop \u2068deep.amd64\u2069.",
    "Candidate: The stack dumps have not been followed: drop \u2068deep.sw64\u2069.",
    "Baseline: The instructions of \u2068deep.amd64\u2069 are not here: drop it.",
    "Candidate: The instructions of \u2068deep.sw64\u2069 are not here: drop it.",
  ]);
});

test("deviation: captures move between the sides in the captures view", async ({ page }) => {
  await dropPair(page);
  await page.click('[data-action="move-sides"]');
  await expect(page.locator('[data-view="captures"]')).toBeVisible();
});

test("deviation: without captures it says what to record, and gives the experiment", async ({ page }) => {
  await showView(page, "deviation");
  await expect(page.locator(view)).toContainText("perf record -e cpu-clock");
  const saved = page.waitForEvent("download");
  await page.click('[data-action="save-experiment"]');
  const text = readFileSync(await (await saved).path(), "utf8");
  expect(text).toBe(readFileSync(join(root, "public/capture-kit/sampling.go"), "utf8"));
});

test("deviation: WCAG AA with everything shown", async ({ page }) => {
  await openSample(page, "pair");
  await showView(page, "deviation");
  const found: string[] = [];
  const parts = page.locator(`${view} > [role="group"] button`);
  await expect(parts).toHaveCount(5);
  for (const part of await parts.all()) {
    await part.click();
    await waitIdle(page);
    for (const violation of await violationsOf(page)) found.push(`${await part.textContent()}: ${violation}`);
  }
  expect(found).toEqual([]);
});
