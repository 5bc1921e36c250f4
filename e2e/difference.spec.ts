import { expect, reportOf, sample, test } from "./fixtures";
import { drop, showView, waitIdle } from "./page.mjs";

test("the first and the last snapshot of a series, as a picture and as a table", async ({ page }) => {
  await drop(page, "automatic", sample("heap-leak"));
  await waitIdle(page);
  await showView(page, "heapGrowth");
  await page.click('[data-action="compare"]');
  const view = page.locator('[data-view="difference"]');
  await expect(view).toContainText("from 3.87 MiB to 47.1 MiB");
  await expect(view.locator("canvas")).toBeVisible();
  await view.locator('[data-part="table"]').click();
  // `go tool pprof -base heap-00.pb.gz -top -unit=B heap-11.pb.gz`
  await expect(view.getByRole("row").filter({ hasText: "main.newSession" })).toContainText("+43.0 MiB");
  const report = await reportOf(page);
  const difference = report.heap?.series.find(({ sample_type }) => sample_type === "inuse_space")?.difference;
  expect(difference).toMatchObject({ base: "heap-00.pb.gz", later: "heap-11.pb.gz", total: 45_384_356 });
  expect(difference?.functions[0]).toEqual({ function: "main.newSession", self: 45_073_556, total: 45_081_643 });
  await page.reload();
  await expect(page).toHaveURL(/#\/difference\?profile=47&base=3$/);
});
