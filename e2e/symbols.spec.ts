// The symbols view: coverage before and after a binary came, the address box, source beside lines.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, leakd, perfData, reportOf, sample, test } from "./fixtures";
import { root } from "./install.mjs";
import { askAddresses, drop, showView, waitIdle } from "./page.mjs";

const dwarf = join(root, "workers/object/dwarf/fixtures/sw64");

/** `go tool addr2line leakd` says of 0x473208: runtime.rt0_go, runtime/asm_amd64.s */
const rt0 = /^runtime\.rt0_go at runtime\/asm_amd64\.s:(\d+)$/;

test("addresses are answered without any capture, in their order, and copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await drop(page, "automatic", [leakd]);
  await waitIdle(page);
  await askAddresses(page, "leakd 0x473208\nnothing 1\nleakd+0x73208\n473208");
  const view = page.locator('[data-view="symbols"]');
  await expect(view.locator("[data-address]")).toHaveCount(4);
  const { addresses } = await reportOf(page);
  expect(addresses?.map(({ input, module, rung }) => [input, module, rung])).toEqual([
    ["leakd 0x473208", "leakd", "gopclntab"],
    ["nothing 1", "", "none"],
    ["leakd+0x73208", "leakd", "gopclntab"],
    ["473208", "leakd", "gopclntab"],
  ]);
  expect(addresses?.[0]?.frames).toMatchObject([{ function: "runtime.rt0_go", inlined: false }]);
  await view.getByRole("button", { name: "Copy" }).click();
  const copied = async () => (await page.evaluate(() => navigator.clipboard.readText())).split("\n");
  await expect.poll(copied).toHaveLength(4);
  const lines = await copied();
  expect(lines[0]).toMatch(rt0);
  expect(lines[1]).toBe("?? ??:0");
});

test("a dropped list of addresses is answered too, and again when the binary comes", async ({ page }, testInfo) => {
  const list = testInfo.outputPath("crash.txt");
  writeFileSync(list, "# from the crash\nleakd 0x473208\n");
  await drop(page, "automatic", [list]);
  await waitIdle(page);
  expect((await reportOf(page)).addresses).toMatchObject([{ input: "leakd 0x473208", rung: "none", frames: [] }]);
  await drop(page, "automatic", [leakd]);
  await waitIdle(page);
  const { addresses, files } = await reportOf(page);
  expect(files.map(({ kind }) => kind)).toEqual(["addresses", "elf"]);
  expect(addresses).toMatchObject([{ rung: "gopclntab", frames: [{ function: "runtime.rt0_go" }] }]);
});

test("source is shown at the line of an answer, and is in no report", async ({ page }, testInfo) => {
  const source = testInfo.outputPath("asm_amd64.s");
  writeFileSync(source, Array.from({ length: 5000 }, (_, i) => `\t// secret line ${i + 1}\r\n`).join(""));
  await drop(page, "automatic", [leakd, source]);
  await waitIdle(page);
  await askAddresses(page, "leakd 0x473208");
  const { addresses, files, ...rest } = await reportOf(page);
  const line = addresses?.[0]?.frames[0]?.line ?? 0;
  const shown = page.locator('[data-source="asm_amd64.s"]');
  await expect(shown.locator('[aria-current="location"]')).toContainText(`secret line ${line}`);
  await expect(shown.locator('[aria-current="location"]')).toBeInViewport();
  expect(await shown.locator("[data-line]").count()).toBeLessThan(200);
  expect(files.find(({ name }) => name === "asm_amd64.s")?.kind).toBe("source");
  expect(JSON.stringify({ addresses, files, ...rest })).not.toContain("secret");
});

test("coverage says what a binary has added, and what to drop", async ({ page }) => {
  await drop(page, "automatic", [perfData]);
  await waitIdle(page);
  await showView(page, "symbols");
  const row = page.locator('[data-view="symbols"] [data-module="leakd"]');
  await row.click();
  await expect(page.locator('[data-view="symbols"] [data-step="object"]')).toContainText("leakd");
  await drop(page, "automatic", [leakd]);
  await waitIdle(page);
  await showView(page, "symbols");
  await expect(row).toContainText("→");
  const symbols = (await reportOf(page)).symbols?.find(({ module }) => module === "leakd");
  expect(symbols?.before).toEqual({ functions_resolved: 0, lines_resolved: 0 });
  expect(symbols?.functions_resolved).toBeGreaterThan(0.99);
  expect(symbols?.inlines_resolved).toBeGreaterThan(0);
});

test("a wrong minimum_instruction_length is proposed another, and the user decides", async ({ page }, testInfo) => {
  // first and last address, frames: what independent tools say of the same program with a right header (README there)
  const rows = readFileSync(join(dwarf, "own.d4.rows.tsv"), "utf8")
    .trim()
    .split("\n")
    .map((row) => row.split("\t"))
    .filter(([, , frames = ""]) => /^[^<?]*:\d+$/.test(frames))
    .slice(-20);
  const text = testInfo.outputPath("own.script.txt");
  const offset = (address = "") => (Number.parseInt(address, 16) % 0x1000000).toString(16);
  const sample = ([address]: readonly string[], i: number) =>
    `own 7 ${i}.000000: cycles: \n\t${offset(address)} [unknown] (/srv/own.h4bad)\n\n`;
  writeFileSync(text, rows.map(sample).join(""));
  await drop(page, "automatic", [text, join(dwarf, "own.h4bad")]);
  await waitIdle(page);
  await askAddresses(page, rows.map(([address]) => `own.h4bad ${address}`).join("\n"));
  const lines = async () =>
    (await reportOf(page)).addresses?.map(({ frames }) => `${frames[0]?.function}:${frames[0]?.line}`);
  const right = rows.map(([, , frames = ""]) => frames.replace(/@.*:(\d+)$/, ":$1"));
  expect(await lines()).not.toEqual(right);

  const view = page.locator('[data-view="symbols"]');
  await view.locator('[data-module="own.h4bad"]').click();
  await expect(view.locator('[data-repair="4"]')).toBeVisible();
  await view.locator('[data-choice="lineLength"]').selectOption("4");
  await waitIdle(page);
  expect(await lines()).toEqual(right);
  const module = (await reportOf(page)).symbols?.find(({ module }) => module === "own.h4bad");
  expect(module?.line_repair).toMatchObject({ header: 1, proposed: 4, chosen: 4 });
});

test("source is shown at the growing site and at the chosen function", async ({ page }, testInfo) => {
  await drop(page, "automatic", sample("heap-leak"));
  await waitIdle(page);
  const [series] = (await reportOf(page)).heap?.series ?? [];
  const site = series?.sites[0];
  const name = site?.file?.replace(/^.*\//, "") ?? "";
  const source = testInfo.outputPath(name);
  writeFileSync(source, Array.from({ length: 400 }, (_, i) => `line ${i + 1} of it\n`).join(""));
  await drop(page, "automatic", [source]);
  await waitIdle(page);
  await showView(page, "heapGrowth");
  const marked = page.locator(`[data-source="${name}"] [aria-current="location"]`);
  await expect(marked).toContainText(`line ${site?.line} of it`);
  await showView(page, "functions");
  await expect(marked).toBeVisible();
});
