import { join } from "node:path";
import { expect, fileRow, reportOf, test } from "./fixtures";
import { root } from "./install.mjs";
import { drop, showView, waitIdle } from "./page.mjs";

// 67 samples with stack dumps: fixtures/unwind/README.md
const dumps = join(root, "workers/formats/perf/fixtures/unwind/kinds.perf.data.gz");
const binary = join(root, "workers/formats/perf/fixtures/unwind/kinds");

test("stack dumps are unwound when their binary comes", async ({ page }) => {
  await drop(page, "automatic", [dumps]);
  await waitIdle(page);
  const before = await reportOf(page);
  expect(before.profiles?.[0]?.unwind).toBeNull();
  expect(before.findings.map(({ text }) => text).join("\n")).toMatch(/end in kinds: drop it \(build id [0-9a-f]{40}\)/);

  await drop(page, "automatic", [binary]);
  await waitIdle(page);
  const { profiles, timing } = await reportOf(page);
  const unwind = profiles?.[0]?.unwind;
  // perf script finds _start below all samples but those of recursions deeper than the dump
  expect(unwind?.stop_reasons).toMatchObject({ RootReached: 59, StackDumpExhausted: 8, BadCfa: 0, NoUnwindInfo: 0 });
  expect([unwind?.complete, unwind?.truncated, unwind?.incomplete]).toEqual([59, 8, 0]);
  expect(profiles?.[0]?.stacks.some(({ frames }) => frames.join(" ").endsWith("descend run _start"))).toBe(true);
  const stages = timing.stages.filter(({ file }) => file === "kinds.perf.data").map(({ stage }) => stage);
  expect(stages.filter((stage) => stage === "decode")).toHaveLength(1);
  expect(stages.filter((stage) => stage === "unwind")).toHaveLength(1);

  await showView(page, "captures");
  await fileRow(page, "kinds.perf.data").getByRole("button", { expanded: false }).first().click();
  const quality = fileRow(page, "kinds.perf.data").locator('[data-part="stack-quality"]');
  await expect(quality.locator('[data-figure="complete"]')).toContainText("(59)");
  await expect(quality.locator('tr[data-stop="StackDumpExhausted"]')).toContainText("--call-graph dwarf,32768");
});
