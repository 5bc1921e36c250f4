import { readFileSync } from "node:fs";
import { violationsOf } from "./axe";
import { expect, reportOf, test } from "./fixtures";
import { drop, showView, waitIdle } from "./page.mjs";

const fixture = (name: string): string =>
  new URL(`../workers/formats/heapdump/fixtures/${name}`, import.meta.url).pathname;

test("heap dump: the variable that holds the heap is named once its binary comes, and the way to what it holds", async ({
  page,
}) => {
  const oracle = JSON.parse(readFileSync(fixture("leak1.24.json"), "utf8"));
  await drop(page, "automatic", [fixture("leak1.24.dump.gz")]);
  await waitIdle(page);
  const before = (await reportOf(page)).heapdump;
  expect(before).toMatchObject({ binary: null, complete: true, objects: oracle.objects, bytes: oracle.bytes });
  expect(before?.retained_by_root[0]?.root).toMatch(/^bss\+0x/);

  await drop(page, "automatic", [fixture("leak1.24.symbols")]);
  await waitIdle(page);
  const report = await reportOf(page);
  const [first] = report.heapdump?.retained_by_root ?? [];
  expect(first).toMatchObject({ root: "main.sessions", kind: "global", retained_bytes: oracle.sessions });
  expect(first?.path.at(-1)).toBe("208 B main.newSession leak.go:29");
  expect(report.findings.some(({ text }) => text.includes("main.sessions alone holds"))).toBe(true);

  await showView(page, "heapDump");
  const view = page.locator('[data-view="heapDump"]');
  await view.getByRole("row").filter({ hasText: "main.list" }).click();
  await expect(view.getByRole("region", { name: "Chosen" })).toContainText("main.list");
  expect(await violationsOf(page)).toEqual([]);
  for (const [mode, row] of [
    ["Size classes", "208 B"],
    ["Allocation sites", "main.newSession"],
  ] as const) {
    await view.getByRole("button", { name: mode }).click();
    await expect(view.getByRole("row").filter({ hasText: row }).first()).toContainText("main.sessions");
  }
});
