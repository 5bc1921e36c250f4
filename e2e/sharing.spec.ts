import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import type { Report } from "../src/model/report";
import { expect, fileRow, leakd, perfData, reportOf, sample, test, viewIds } from "./fixtures";
import { root } from "./install.mjs";
import { askAddresses, drop, openSample, saveSession, showView, waitIdle } from "./page.mjs";

/** What a report says but for how long it took, and how names came: from the session instead of from binaries. */
function figures(report: Report): object {
  const { timing: _, symbols, files, ...others } = report;
  const rungs = symbols?.map(({ module, rungs, frames, functions_resolved, lines_resolved }) => {
    return { module, rungs, frames, functions_resolved, lines_resolved };
  });
  return { ...others, symbols: rungs, files: files.filter(({ kind }) => kind !== "source") };
}

async function reopened(page: Page, url: string, path: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(url);
  await waitIdle(page);
  await drop(page, "automatic", [path]);
  await waitIdle(page);
}

const fixture = (path: string): string => join(root, "workers/formats", path);

/** Files, or the id of a sample. */
const sessions: Readonly<Record<string, readonly string[] | string>> = {
  "perf.data with its binary, and heap profiles": [perfData, leakd, ...sample("heap-leak")],
  "SW64 stacks, unwound": "sw64-stacks",
  "goroutines, a gctrace log, resident memory, escape messages": [
    fixture("goroutines/fixtures/amd64-chan.tar.gz"),
    fixture("gctrace/fixtures/gctrace.txt"),
    fixture("memory/fixtures/smaps.txt.gz"),
    fixture("escape/fixtures/leakd-m.txt"),
  ],
  "a trace, a heap dump, memory of NUMA nodes": [
    fixture("gotrace/fixtures/1.24.trace"),
    fixture("heapdump/fixtures/leak1.24.dump.gz"),
    fixture("nodeMemory/fixtures/real-loop.txt"),
  ],
  "probes of malloc and of spans": [
    fixture("perf/fixtures/cheap-part.perf.data.gz"),
    fixture("perf/fixtures/spans-part.perf.data.gz"),
  ],
};

for (const [what, files] of Object.entries(sessions))
  test(`a saved session says the same as its files: ${what}`, async ({ page, site }, testInfo) => {
    if (typeof files === "string") await openSample(page, files);
    else await drop(page, "automatic", files);
    await waitIdle(page);
    const before = await reportOf(page);
    const path = testInfo.outputPath("x.swscope");
    await saveSession(page, path);
    await reopened(page, site.url, path);
    expect(figures(await reportOf(page))).toEqual(figures(before));
    for (const view of await viewIds(page)) {
      await showView(page, view);
      await expect(page.locator('main [role="alert"]'), view).toHaveCount(0);
    }
  });

test("a session holds neither the bytes nor the source of its files, and brings back what was looked at", async ({
  page,
  site,
}, testInfo) => {
  await openSample(page, "sw64-stacks");
  await showView(page, "callTree");
  const path = testInfo.outputPath("x.swscope");
  await saveSession(page, path);
  const bytes = readFileSync(path);
  expect(statSync(path).size).toBeLessThan(100_000);
  const text = gunzipSync(bytes.subarray(bytes.indexOf("\n") + 1)).toString("latin1");
  expect(text).toContain("own.gp");
  expect(text).not.toContain("#include"); // of its sources
  expect(text).not.toContain("\x7fELF");
  await reopened(page, site.url, path);
  await expect(page.locator('[data-view="callTree"]')).toBeVisible();
  await showView(page, "frame");
  await expect(page.locator('[data-view="frame"]')).toContainText("a saved session holds no machine code");
});

test("a session is merged with what is there, and a binary that comes later is read", async ({
  page,
  site,
}, testInfo) => {
  await drop(page, "automatic", [perfData, leakd]);
  await waitIdle(page);
  const path = testInfo.outputPath("x.swscope");
  await saveSession(page, path);
  await page.goto("about:blank");
  await page.goto(site.url);
  await waitIdle(page);
  await drop(page, "automatic", sample("heap-leak"));
  await waitIdle(page);
  await drop(page, "automatic", [path]);
  await waitIdle(page);
  const report = await reportOf(page);
  expect(report.files.length).toBe(14);
  expect(report.perf?.length).toBe(1);
  expect(report.heap?.series.length).toBeGreaterThan(0);
  await drop(page, "automatic", [leakd]);
  await waitIdle(page);
  const index = report.profiles?.find(({ event }) => event === "cpu-clock")?.id ?? 0;
  await showView(page, `frame?profile=${index}`);
  await expect(page.locator('[data-view="frame"]')).toContainText("mov");
});

test("a damaged session is refused, and says why", async ({ page }, testInfo) => {
  const path = testInfo.outputPath("x.swscope");
  await drop(page, "automatic", sample("heap-leak").slice(0, 2));
  await waitIdle(page);
  await saveSession(page, path);
  writeFileSync(path, readFileSync(path).subarray(0, -200));
  await drop(page, "automatic", [path]);
  await waitIdle(page);
  await showView(page, "captures");
  await expect(fileRow(page, "x.swscope")).toHaveAttribute("data-status", "failed");
  await expect(page.locator('[data-file]:not([data-status="failed"])')).toHaveCount(2); // what was there is unharmed
});

test("a session brings what was typed and chosen: addresses, factors, roles, names of variables, filters, order", async ({
  page,
  site,
}, testInfo) => {
  const dwarf = join(root, "workers/object/dwarf/fixtures/sw64");
  const [address = ""] =
    readFileSync(join(dwarf, "own.d4.rows.tsv"), "utf8").trim().split("\n").at(-1)?.split("\t") ?? [];
  const script = testInfo.outputPath("own.script.txt"); // a sample in code with a wrong line table
  const offset = (Number.parseInt(address, 16) % 0x1000000).toString(16);
  writeFileSync(script, `own 7 0.000000: cycles: \n\t${offset} [unknown] (/srv/own.h4bad)\n\n`);
  await drop(page, "automatic", [
    perfData,
    leakd,
    script,
    join(dwarf, "own.h4bad"),
    fixture("heapdump/fixtures/leak1.24.dump.gz"),
    fixture("heapdump/fixtures/leak1.24.symbols"),
    fixture("perf/fixtures/spans/spans.perf.data.gz"),
  ]);
  await waitIdle(page);
  await askAddresses(page, "leakd+0x73208");
  await page.locator('[data-view="symbols"] [data-module="own.h4bad"]').click();
  await page.locator('[data-view="symbols"] [data-choice="lineLength"]').selectOption("4");
  await waitIdle(page);
  await showView(page, "spans?spans.part=events");
  const role = page.locator('[data-view="spans"] [data-event="minor-faults"] select');
  await expect(role).toHaveValue("by-name");
  await role.selectOption("");
  await expect(role).toHaveValue("");
  await showView(page, "functions?by=lines&functions.sort=total-up");
  await page.fill('[data-filter="text"]', "main.");
  await page.press('[data-filter="text"]', "Enter");
  await waitIdle(page);
  await expect(page.locator('[data-filter="count"]')).toContainText(/^(?!866)\d+ of 866/);
  const count = (await page.locator('[data-filter="count"]').textContent()) ?? "";
  const before = await reportOf(page);
  expect(before.heapdump?.retained_by_root[0]?.root).toBe("main.sessions");
  const path = testInfo.outputPath("x.swscope");
  await saveSession(page, path);

  await reopened(page, site.url, path);
  await expect(page.locator('[data-view="functions"] [aria-sort="ascending"]')).toContainText("Total");
  await expect(page.locator('[data-filter="count"]')).toHaveText(count);
  await expect(page.locator('[data-chip="text"]')).toContainText("main.");
  const after = await reportOf(page);
  expect(after.heapdump).toEqual(before.heapdump);
  const chosenLengths = ({ symbols }: Report) =>
    symbols?.map(({ module, line_repair }) => [module, line_repair?.chosen]);
  expect(chosenLengths(after)).toEqual(chosenLengths(before));
  expect(chosenLengths(after)).toContainEqual(["own.h4bad", 4]);
  await showView(page, "spans?spans.part=events");
  await expect(role).toHaveValue("");
  await showView(page, "symbols");
  await expect(page.locator('[data-field="addresses"]')).toHaveValue("leakd+0x73208");
});

test("a session is merged with what is there: the sides of both stay, and what was chosen here", async ({
  page,
  site,
}, testInfo) => {
  const side = (name: string) => fileRow(page, name).locator('[data-choice="side"]');
  await drop(page, "candidate", [perfData]);
  await waitIdle(page);
  await askAddresses(page, "0x1111");
  const path = testInfo.outputPath("x.swscope");
  await saveSession(page, path);
  await page.goto("about:blank");
  await page.goto(site.url);
  await waitIdle(page);
  await drop(page, "baseline", sample("heap-leak").slice(0, 2));
  await waitIdle(page);
  await askAddresses(page, "0x2222");
  await showView(page, "captures");
  await drop(page, "automatic", [path]);
  await waitIdle(page);
  await showView(page, "captures");
  await expect(side("cpu-fp.perf.data")).toHaveValue("candidate");
  await expect(side("heap-00.pb.gz")).toHaveValue("baseline");
  await showView(page, "symbols");
  await expect(page.locator('[data-field="addresses"]')).toHaveValue("0x2222");
});

test("a copied link shows the same to someone with the same files, and names nothing unasked", async ({
  page,
  site,
}) => {
  await drop(page, "automatic", [perfData, leakd]);
  await waitIdle(page);
  await showView(page, "functions");
  await page.fill('[data-filter="text"]', "main.");
  await page.press('[data-filter="text"]', "Enter");
  await page.click('[data-menu="share"] summary');
  await page.click('[data-action="share-link"]');
  const dialog = page.locator('[data-dialog="link"]');
  const link = () => dialog.locator("pre").textContent();
  expect(await link()).toMatch(/#\/functions\?v=2$/);
  await expect(dialog).toContainText("“main.”");
  await dialog.locator('[data-choice="words"]').check();
  const withWords = (await link()) ?? "";
  expect(withWords).toMatch(/#\/functions\?v=2&words=main\.$/);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('[data-filter="count"]')).toHaveText(/^(?!866)\d+ of 866 samples$/);
  const count = await page.locator('[data-filter="count"]').textContent();

  await page.goto("about:blank");
  await page.goto(withWords);
  await waitIdle(page);
  await drop(page, "automatic", [perfData, leakd]);
  await waitIdle(page);
  await expect(page.locator('[data-filter="count"]')).toHaveText(count ?? "");
  expect(site.log.filter(({ url }) => url.includes("main"))).toEqual([]);
});

/** What somebody sees of an icicle, and the sides. */
async function shownOf(page: Page): Promise<unknown> {
  const view = page.locator('[data-view="icicle"]');
  await expect(view).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    view.locator('[data-action="save-svg"]').click(),
  ]);
  const { profiles, files } = await reportOf(page);
  return {
    svg: readFileSync(await download.path(), "utf8"),
    profile: await page.locator('[data-choice="profile"] option:checked').textContent(),
    count: await page.locator('[data-filter="count"]').textContent(),
    chips: await page.locator("[data-chip]").allTextContents(),
    search: await view.locator('input[type="search"]').inputValue(),
    sides: files.map(({ name, side }) => [name, side]),
    profiles,
  };
}

test("a copied link opened elsewhere, with the same files, shows the same: view, profile, filters, zoom, sides", async ({
  page,
  browser,
  site,
}) => {
  const files = [...sample("heap-leak").slice(0, 3), perfData, leakd];
  await drop(page, "automatic", files);
  await waitIdle(page);
  await showView(page, "captures");
  await fileRow(page, "cpu-fp.perf.data").locator('[data-choice="side"]').selectOption("candidate");
  await page.locator('nav a[href^="#/icicle"]').click();
  await page.locator('[data-choice="profile"]').selectOption({ label: "cpu-clock · cpu-fp.perf.data" });
  await page.fill('[data-filter="text"]', "main.");
  await page.press('[data-filter="text"]', "Enter");
  await page.click('[data-filter="thread"] summary');
  await page.check('[data-filter="thread"] input[value="5590"]');
  await page.keyboard.press("Escape");
  await waitIdle(page);
  const view = page.locator('[data-view="icicle"]');
  const whole = await shownOf(page);
  await view.getByRole("application").focus();
  for (let depth = 0; depth < 6; depth++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(view.getByRole("button", { name: "Everything" })).toBeEnabled();
  const shown = await shownOf(page);
  expect(shown).not.toEqual(whole);

  await page.click('[data-menu="share"] summary');
  await page.click('[data-action="share-link"]');
  await page.locator('[data-dialog="link"] [data-choice="words"]').check();
  const link = (await page.locator('[data-dialog="link"] pre').textContent()) ?? "";
  expect(link).toMatch(/icicle\.zoom=\d+-\d+/);

  const context = await browser.newContext({ serviceWorkers: "block", locale: "en", viewport: page.viewportSize() });
  const elsewhere = await context.newPage();
  await elsewhere.goto(link);
  await waitIdle(elsewhere);
  await drop(elsewhere, "automatic", files.slice(0, 3)); // bit by bit: the view stays the link's
  await waitIdle(elsewhere);
  await drop(elsewhere, "automatic", files.slice(3));
  await waitIdle(elsewhere);
  await expect(elsewhere.locator('[data-part="not-understood"]')).toBeEmpty();
  expect(await shownOf(elsewhere)).toEqual(shown);
  await context.close();
  expect(site.log.filter(({ url }) => url.includes("main"))).toEqual([]);
});

test("the same files say the same, in whichever order they come, and a link shows the same of them", async ({
  page,
}) => {
  test.slow();
  const heaps = sample("heap-leak").slice(0, 4);
  const files = [...heaps, perfData, fixture("perf/fixtures/spans-part.perf.data.gz"), leakd];
  await drop(page, "automatic", files);
  await waitIdle(page);
  const before = await reportOf(page);
  await page.locator('nav a[href^="#/icicle"]').click();
  await page.locator('[data-choice="profile"]').selectOption({ label: "alloc_space · heap-02.pb.gz" });
  await waitIdle(page);
  const shown = await shownOf(page);
  await page.click('[data-menu="share"] summary');
  await page.click('[data-action="share-link"]');
  const link = (await page.locator('[data-dialog="link"] pre').textContent()) ?? "";
  expect(link).toMatch(/#\/icicle\?profile=\d+&v=2&sides=\d+b$/); // the side of the perf.data, which came with the others

  const reversed = [...files].reverse();
  for (const drops of [[reversed], reversed.map((file) => [file])]) {
    await page.goto("about:blank");
    await page.goto(link);
    await waitIdle(page);
    for (const dropped of drops) {
      await drop(page, "automatic", dropped);
      await waitIdle(page);
    }
    expect(await shownOf(page)).toEqual(shown);
    expect(figures(await reportOf(page))).toEqual(figures(before));
  }
});

test("a link of the version that counted profiles says so, and shows its view", async ({ page, site }) => {
  await page.goto("about:blank");
  await page.goto(`${site.url}#/icicle?profile=3&v=1`);
  await waitIdle(page);
  await expect(page.locator('[data-part="not-understood"]')).toContainText("older version (⁨1⁩; this page makes 2)");
  await drop(page, "automatic", [perfData]);
  await waitIdle(page);
  await expect(page.locator('[data-view="icicle"]')).toBeVisible();
});
