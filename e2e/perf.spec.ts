import { expect, leakd, perfData, reportOf, test } from "./fixtures";
import { drop, showView, waitIdle } from "./page.mjs";

test("perf.data and its binary: the functions table has names", async ({ page }) => {
  await drop(page, "automatic", [perfData, leakd]);
  await waitIdle(page);
  await showView(page, "functions");
  await expect(page.locator('[data-view="functions"]').getByText("main.handle", { exact: true }).first()).toBeVisible();

  const report = await reportOf(page);
  // `perf report -D` and `perf report --stdio --no-children -g none -n`
  expect(report.perf?.[0]?.records).toMatchObject({ SAMPLE: 1232 });
  const clock = report.profiles?.find((profile) => profile.event.startsWith("cpu-clock"));
  expect(clock?.samples).toBe(866);
  const samplesOf = (symbol: string) => clock?.top_symbols.find((row) => row.symbol === symbol)?.samples;
  expect(samplesOf("main.handle")).toBe(361);
  expect(samplesOf("runtime.pcvalue")).toBe(51);
  expect(report.symbols?.find(({ module }) => module === "leakd")?.matched).toBe("build-id");
});

test("a binary dropped later names what was there", async ({ page }) => {
  await drop(page, "automatic", [perfData]);
  await waitIdle(page);
  await showView(page, "functions");
  const name = page.locator('[data-view="functions"]').getByText("main.handle", { exact: true }).first();
  await expect(name).toHaveCount(0);
  await drop(page, "automatic", [leakd]);
  await showView(page, "functions");
  await expect(name).toBeVisible();
  const decoded = (await reportOf(page)).timing.stages.filter(
    ({ file, stage }) => file.endsWith(".perf.data") && stage === "decode",
  );
  expect(decoded).toHaveLength(1); // the perf.data was not decoded again
});
