import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
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

  // exported is what is shown: go tool pprof -base says 45,384,356 bytes in all
  await page.click('[data-menu="export"] summary');
  const saved = page.waitForEvent("download");
  await page.click('[data-action="export-folded"]');
  expect((await saved).suggestedFilename()).toBe("heap-11-heap-00.inuse_space.folded.txt");
  const folded = await readFile(await (await saved).path(), "utf8");
  const sum = [...folded.matchAll(/ (-?\d+)$/gm)].reduce((all, [, weight]) => all + Math.abs(Number(weight)), 0);
  expect(sum).toBe(45_384_356);
  await page.click('[data-menu="export"] summary');
  const profile = page.waitForEvent("download");
  await page.click('[data-action="export-pprof"]');
  expect(gunzipSync(await readFile(await (await profile).path())).toString("latin1")).toContain("main.newSession");

  await page.reload();
  await expect(page).toHaveURL(/#\/difference\?profile=\d+&base=\d+&difference\.part=table$/);
});

test("without a choice it is the last less the first, and can be saved as a picture", async ({ page }) => {
  await drop(page, "automatic", sample("heap-leak"));
  await waitIdle(page);
  const inUse =
    (await reportOf(page)).profiles?.filter(({ event }) => event === "inuse_space").map(({ id }) => id) ?? [];
  await showView(page, `difference?profile=${inUse[0]}`);
  await expect(page).toHaveURL(new RegExp(`#/difference\\?profile=${inUse[11]}&base=${inUse[0]}$`));
  const view = page.locator('[data-view="difference"]');
  await expect(view).toContainText("from 3.87 MiB to 47.1 MiB");
  const save = async (kind: string) => {
    const download = page.waitForEvent("download");
    await view.locator(`[data-action="save-${kind}"]`).click();
    expect((await download).suggestedFilename()).toBe(`difference.${kind}`);
    return readFile(await (await download).path());
  };
  const svg = (await save("svg")).toString();
  expect(svg).toContain("main.newSession");
  expect(svg).toContain("heap-11.pb.gz − heap-00.pb.gz · +43.3 MiB");
  const png = await save("png");
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  const heights = [...svg.matchAll(/height="(\d+)"/g)].map(([, height]) => Number(height));
  expect(png.readUInt32BE(20)).toBe(Math.max(...heights) - 40); // all frames, without a title
});
