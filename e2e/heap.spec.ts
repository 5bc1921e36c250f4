import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, perfData, reportOf, sample, test } from "./fixtures";
import { root } from "./install.mjs";
import { drop, showView, waitIdle } from "./page.mjs";

test("a leaking program: the growth view names the site", async ({ page }) => {
  await drop(page, "automatic", sample("heap-leak"));
  await waitIdle(page);
  await showView(page, "heapGrowth");
  const leaking = page.locator('[data-view="heapGrowth"] [data-verdict="leaking"]');
  await expect(leaking.filter({ hasText: "main.newSession" }).first()).toBeVisible();

  const report = await reportOf(page);
  const inUse = report.heap?.series.find((series) => series.sample_type === "inuse_space");
  expect(inUse?.verdict).toBe("leaking");
  // `go tool pprof -top -unit=B` on the first and the last profile
  expect(inUse?.totals.at(0)).toBe(4_062_283);
  expect(inUse?.totals.at(-1)).toBe(49_438_189);
  expect(inUse?.sites.find((site) => site.function === "main.newSession")?.verdict).toBe("leaking");
  expect(report.findings.some(({ kind, text }) => kind === "growth" && text.includes("main.newSession"))).toBe(true);
});

test("a healthy program: nothing is called leaking", async ({ page }) => {
  await drop(page, "automatic", sample("heap-healthy"));
  await waitIdle(page);
  await showView(page, "heapGrowth");
  await expect(page.locator('[data-view="heapGrowth"] [data-verdict="leaking"]')).toHaveCount(0);

  const series = (await reportOf(page)).heap?.series ?? [];
  expect(series.length).toBeGreaterThan(0);
  expect(series.flatMap(({ verdict, sites }) => [verdict, ...sites.map((site) => site.verdict)])).not.toContain(
    "leaking",
  );
});

test("both programs at once are two series", async ({ page }) => {
  await drop(page, "automatic", sample("heap-leak"));
  await drop(page, "automatic", sample("heap-healthy"));
  await waitIdle(page);
  const series = (await reportOf(page)).heap?.series ?? [];
  const inUse = series.filter(({ sample_type }) => sample_type === "inuse_space");
  expect(inUse.map(({ verdict }) => verdict === "leaking").sort()).toEqual([false, true]);
});

test("SW64: the same leak, from a real SW64 program", async ({ page }) => {
  await drop(page, "candidate", sample("sw64-heap-leak"));
  await waitIdle(page);
  const report = await reportOf(page);
  expect(new Set(report.files.map((file) => file.side))).toEqual(new Set(["candidate"]));
  const inUse = report.heap?.series.find((series) => series.sample_type === "inuse_space");
  expect(inUse?.sites.find((site) => site.function === "main.newSession")?.verdict).toBe("leaking");
});

test("the chart as a picture", async ({ page }) => {
  await drop(page, "automatic", sample("heap-leak"));
  await waitIdle(page);
  await showView(page, "heapGrowth");
  const save = async (kind: string) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`[data-action="save-${kind}"]`)]);
    return readFile(await download.path());
  };
  const svg = (await save("svg")).toString("utf8");
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).toContain("main.newSession main.go:34");
  expect((await save("png")).subarray(1, 4).toString("latin1")).toBe("PNG");
});

test("the strip over time and the bar of resident memory as pictures and figures", async ({ page }) => {
  await drop(page, "automatic", [perfData, join(root, "workers/formats/memory/fixtures/smaps.txt.gz")]);
  await waitIdle(page);
  const saveFrom = async (part: string, kind: string) => {
    const button = page.locator(`${part} [data-action="save-${kind}"]`);
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  await showView(page, "functions?t=100000000-500000000");
  const strip = '[data-filter="timeline"]';
  const svg = await saveFrom(strip, "svg");
  expect(svg.name).toBe("timeline.svg");
  expect(svg.bytes.toString()).toContain("cpu-clock · cpu-fp.perf.data</text>");
  expect((await saveFrom(strip, "png")).bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
  const [head = "", ...rows] = (await saveFrom(strip, "csv")).bytes.toString().trim().split("\r\n");
  expect(head).toBe("from (ns),to (ns),all (nanoseconds),filtered (nanoseconds)");
  const sum = rows.reduce((all, row) => all + Number(row.split(",")[2]), 0);
  expect(sum).toBe((await reportOf(page)).profiles?.[0]?.weight_total);

  await showView(page, "heapGrowth");
  const rss = (await reportOf(page)).heap?.rss;
  const csv = (await saveFrom("[data-rss]", "csv")).bytes.toString();
  expect(csv).toContain(`files,${rss?.files},exact`);
  const bar = (await saveFrom("[data-rss]", "svg")).bytes.toString();
  expect(bar).toContain("binaries and files");
  expect((await saveFrom("[data-rss]", "png")).name).toBe("resident-memory.png");
});

test("a brushed range is judged alone, by function and by stack, and a site opens its machine code", async ({
  page,
}) => {
  await drop(page, "automatic", sample("heap-leak"));
  await waitIdle(page);
  await showView(page, "heapGrowth");
  const view = page.locator('[data-view="heapGrowth"]');
  const plot = view.locator('[data-chart="heap-growth"]');
  const total = view.getByRole("row").filter({ hasText: "Total" });
  await expect(total).toContainText("3.87 MiB");
  const box = await plot.boundingBox();
  if (box === null) throw new Error("the chart is not there");

  // the middle of twelve points
  await page.mouse.move(box.x + box.width * 0.35, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + 60, { steps: 5 });
  await page.mouse.up();
  await expect(view).toContainText(/Judged are [678] chosen points/);
  await expect(total).not.toContainText("3.87 MiB");
  await expect(view.locator('[data-verdict="leaking"]')).toHaveCount(0); // fewer than ten points
  await expect(view.locator('[data-verdict="suspected"]').first()).toBeVisible();
  await view.locator('[data-action="judge-all"]').click();
  await expect(total).toContainText("3.87 MiB");
  await expect(view).not.toContainText("chosen points");

  await view.locator('[data-choice="last"]').selectOption("5"); // without a mouse
  await view.locator('[data-action="judge-range"]').click();
  await expect(view).toContainText("Judged are 6 chosen points");
  await expect(view.locator("figure").first()).toContainText("19.0 MiB"); // since the first: 24,002,405 − 4,062,283 bytes, go tool pprof -top
  await view.locator('[data-action="judge-all"]').click();

  const sites = view.getByRole("row").filter({ hasText: "main.newSession" });
  await expect(sites).toHaveCount(1);
  await view.locator('[data-choice="grouping"]').selectOption("stack");
  const stacks = view.getByRole("row").filter({ hasText: /main\.newSession ← main\./ });
  await expect(stacks.filter({ hasText: "main.newSession ← main.remember ← main.step ← main.main" })).toHaveCount(1);
  await expect(stacks.filter({ hasText: "main.newSession ← main.handle" })).toHaveCount(1);
  await view.locator('[data-choice="grouping"]').selectOption("function");
  await expect(sites).toContainText(["46.8 MiB"]); // 49,094,336 bytes, go tool pprof -top of the last profile
  await view.locator('[data-choice="most"]').selectOption("0");
  await expect(view.locator("figure").first().getByRole("listitem")).toHaveCount(3); // point, total, rest…

  await view.locator('[data-choice="grouping"]').selectOption("line");
  await sites.first().click();
  await view.getByRole("button", { name: /frame/i }).click();
  await expect(page.locator('[data-view="frame"]')).toContainText("main.go:34");
});
