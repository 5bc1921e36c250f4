import { join } from "node:path";
import { expect, fileRow, reportOf, test } from "./fixtures";
import { root } from "./install.mjs";
import { drop, showView, waitIdle } from "./page.mjs";

const folder = join(root, "workers/formats/perf/fixtures/unwind"); // its README says how the files were made
const file = (name: string): string => join(folder, name);

test("a binary, its debug file and its split units name more one after the other", async ({ page }) => {
  const module = async () => (await reportOf(page)).symbols?.find((row) => row.module === "kinds");
  await drop(page, "automatic", [file("kinds.perf.data.gz"), file("kinds")]);
  await waitIdle(page);
  const stripped = await module();
  expect(stripped).toMatchObject({ matched: "build-id", lines_resolved: 0, missing_files: [] });
  expect(stripped?.rungs.symtab).toBe(stripped?.frames);
  expect(stripped?.frames).toBeGreaterThan(1000);

  // Line tables are in the debug file, functions in the .dwo.
  await drop(page, "automatic", [file("kinds.debug")]);
  await waitIdle(page);
  expect(await module()).toMatchObject({
    matched: "build-id",
    missing_files: [{ kind: "split", name: "", build_id: null, units: 1 }],
  });
  await showView(page, "captures");
  const row = fileRow(page, "kinds.perf.data");
  await row.getByRole("button", { expanded: false }).first().click();
  await expect(row.locator('tr[data-module="kinds"][data-match]')).toContainText("kinds.debug");
  await expect(row.locator('[data-missing="split"]')).toContainText(".dwo");

  await drop(page, "automatic", [file("kinds.dwo")]);
  await waitIdle(page);
  const all = await module();
  expect(all).toMatchObject({ matched: "build-id", missing_files: [] });
  // All but 59 frames of _start (perf script prints as many) and 29 of the signal trampoline: assembly at the top level.
  expect((all?.rungs.split ?? 0) + (all?.rungs.symtab ?? 0)).toBe(all?.frames);
  expect(all?.rungs.symtab).toBe(59 + 29);
  await showView(page, "captures");
  await expect(row.locator('[data-missing="split"]')).toHaveCount(0);
  const decoded = (await reportOf(page)).timing.stages.filter(({ stage }) => stage === "decode");
  expect(decoded).toHaveLength(4); // each file once
});
