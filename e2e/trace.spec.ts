import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, reportOf, test } from "./fixtures";
import { root } from "./install.mjs";
import { drop, showView, waitIdle } from "./page.mjs";

const fixture = (name: string): string => join(root, "workers/formats/gotrace/fixtures", name);

test("an execution trace alone: the goroutines that leak, and the heap", async ({ page }) => {
  await drop(page, "automatic", [fixture("leak-1.27.trace")]);
  await waitIdle(page);
  await showView(page, "goroutines");
  const leaking = page.locator('[data-view="goroutines"] [data-verdict="leaking"]');
  await expect(leaking).toHaveCount(1);
  await expect(leaking).toContainText("main.spawn");
  await expect(leaking).toContainText("main.waiter main.go:43");
  await showView(page, "heapGrowth");
  await expect(page.locator("[data-traced-heap] canvas")).toBeVisible();

  const { files, goroutines, heap } = await reportOf(page);
  expect(files).toMatchObject([{ kind: "go-trace", status: "ok" }]);
  expect(goroutines).toMatchObject({ source: "trace", verdict: "leaking" });
  expect(goroutines?.groups[0]?.counts.at(-1)).toBe(72); // 24 rounds of 3, as the program does
  const [traced] = heap?.traces ?? [];
  const text = readFileSync(fixture("leak-1.27.wire.txt"), "utf8");
  const events = [...text.matchAll(/^(\d+) Heap(?:Alloc|Goal)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
  expect(traced?.times_s).toHaveLength(events);
});

test("traces of both formats, with the experiment and from a flight recorder", async ({ page }) => {
  await drop(
    page,
    "automatic",
    ["1.19", "1.22", "1.24", "flight-1.27"].map((name) => fixture(`${name}.trace`)),
  );
  await waitIdle(page);
  const { files, spans } = await reportOf(page);
  expect(files.map(({ status }) => status)).toEqual(["ok", "ok", "ok", "ok"]);
  expect(spans?.source).toBe("trace");
});
