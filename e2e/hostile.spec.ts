import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, reportOf, test, viewIds } from "./fixtures";
import { type HostileCaptures, writeHostileCaptures } from "./hostile/captures";
import { liveNames } from "./hostile/inert";
import { checkSaved, saveAll } from "./hostile/saved";
import { drop, saveSession, showView, waitIdle } from "./page.mjs";
import { openSink, type Sink } from "./sink.mjs";

// Names that want to be more than names: in every kind of capture, in every view and in everything that is saved. A second
// server, which many of them name, hears nothing. A script of a name would also be an error of the policy, which fails a test.

const hostile = test.extend<{ readonly sink: Sink; readonly captures: HostileCaptures }>({
  // biome-ignore lint/correctness/noEmptyPattern: what a fixture depends on is read from its first argument
  sink: async ({}, provide) => {
    const sink = await openSink();
    await provide(sink);
    expect(sink.connections()).toBe(0);
    await sink.close();
  },
  captures: async ({ page, sink }, provide, info) => {
    const captures = writeHostileCaptures(info.outputPath("captures"), sink.url);
    await drop(page, "automatic", captures.automatic);
    await drop(page, "baseline", captures.baseline);
    await drop(page, "candidate", captures.candidate);
    await waitIdle(page);
    await provide(captures);
  },
});

/** Of the hostile names, as the page shows them. */
const SHOWN =
  /<img|<svg|<i onclick|<\/script>|<\/title>|__proto__|=HYPERLINK|=1\+cmd|⟨202e⟩|⟨2066⟩|javascript:|script>|\ufffd|␀|␊|std::map<std|background:url|autofocus|@SUM|a;b,c\|d|\{\{name\}\}|\u{1f600}/u;

/** Of these the text is drawn on a canvas, or is another page. */
const DRAWN = ["icicle", "flameGraph", "difference"];

/** Views of the code of the file whose names are in its DWARF. */
const OF_CODE = ["functions", "callTree", "icicle", "frame", "flameGraph"];

/** All views by their addresses: of a heap profile, then of code. Records have times, those of the perf.data do. */
async function addresses(page: Page): Promise<readonly (readonly [id: string, address: string])[]> {
  const { profiles } = await reportOf(page);
  const of = (id: string, file: string): readonly [string, string] => {
    return [id, `${id}?profile=${profiles?.findLast((profile) => profile.file === file)?.id}`];
  };
  const all = (await viewIds(page)).map((id) => of(id, id === "records" ? "cpu.perf.data" : "heap-21.pb.gz"));
  return [...all, ...OF_CODE.map((id) => of(id, "dwarf.script.txt"))];
}

hostile("hostile names are text in every view, and in speedscope", async ({ page, captures }) => {
  expect(captures.automatic.length).toBeGreaterThan(20);
  const found: string[] = [];
  for (const [id, address] of await addresses(page)) {
    await showView(page, address);
    await expect(page.locator("[data-view][data-empty]"), id).toHaveCount(0);
    if (!DRAWN.includes(id)) await expect(page.locator(`[data-view="${id}"]`), id).toContainText(SHOWN);
    const rows = page.locator('main [role="row"][aria-selected]');
    for (let row = 0; row < Math.min(await rows.count(), 3); row++) {
      await rows.nth(row).click();
      for (const live of await liveNames(page)) found.push(`${id}, row ${row}: ${live}`);
    }
    for (const live of await liveNames(page)) found.push(`${id}: ${live}`);
  }
  const frame = await (await page.waitForSelector('[data-view="flameGraph"] iframe[sandbox]')).contentFrame();
  await frame?.waitForSelector("canvas", { state: "attached" });
  expect(await frame?.evaluate(() => document.querySelectorAll("img, object, embed, svg[onload]").length)).toBe(0);
  await page.keyboard.press("Control+k");
  await page.locator('[data-dialog="palette"]').waitFor();
  for (const live of await liveNames(page)) found.push(`palette: ${live}`);
  expect(found).toEqual([]);
});

hostile("hostile names are text in everything that is saved", async ({ page, captures, context, site }, info) => {
  expect(captures.baseline.length).toBe(1);
  const folder = info.outputPath("saved");
  mkdirSync(folder);
  const names: string[] = [];
  for (const [, address] of await addresses(page)) {
    await showView(page, address);
    names.push(...(await saveAll(page, folder)));
  }
  for (const ending of ["csv", "svg", "html", "json", "pb.gz", "folded.txt"])
    expect(names.filter((name) => name.endsWith(`.${ending}`)).length, ending).toBeGreaterThan(0);
  const other = await context.newPage();
  const found: string[] = [];
  for (const name of names)
    for (const wrong of await checkSaved(other, join(folder, name))) found.push(`${name}: ${wrong}`);
  expect(found).toEqual([]);
  await other.close();

  const report = await reportOf(page);
  expect(JSON.stringify(report)).toContain("__proto__");
  const session = join(folder, "hostile.swscope");
  await saveSession(page, session);
  expect(readFileSync(session).length).toBeGreaterThan(1000);
  await page.goto("about:blank");
  await page.goto(site.url);
  await waitIdle(page);
  await drop(page, "automatic", [session]);
  await waitIdle(page);
  expect((await reportOf(page)).heap).toEqual(report.heap);
  const pprof = names.find((name) => name.endsWith(".pb.gz")) ?? "";
  await drop(page, "automatic", [join(folder, pprof)]);
  await waitIdle(page);
  expect((await reportOf(page)).files.find(({ name }) => name === pprof)?.status).toBe("ok");
  for (const id of ["captures", "functions", "heapGrowth"]) {
    await showView(page, id);
    expect(await liveNames(page), id).toEqual([]);
  }
});
