import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { violationsOf } from "./axe";
import { expect, fileRow, perfData, pressAtOnce, reportOf, sample, test } from "./fixtures";
import { writeHeapSeries } from "./heapSeries.mjs";
import { root } from "./install.mjs";
import { writeLongPerfData } from "./longPerfData.mjs";
import { drop, goTo, showView, waitIdle } from "./page.mjs";

const unwindFixtures = join(root, "workers/formats/perf/fixtures/unwind");

test("before files are opened that may be too large, the page asks", async ({ page }, testInfo) => {
  const large = testInfo.outputPath("large.perf.data");
  writeFileSync(large, "PERFILE2");
  truncateSync(large, 12 * 2 ** 30); // takes no room on the disk
  const dialog = page.locator('[data-dialog="memory"]');
  await drop(page, "automatic", [large, ...sample("heap-leak")]);
  await expect(dialog).toContainText("large.perf.data");
  await expect(dialog).not.toContainText("heap-00");
  expect(await violationsOf(page)).toEqual([]);
  await dialog.locator('[data-action="leave-out"]').click();
  await waitIdle(page);
  expect((await reportOf(page)).files.length).toBe(12);

  await drop(page, "automatic", [large]);
  await dialog.locator('[data-action="open-anyway"]').click();
  await waitIdle(page);
  await showView(page, "captures");
  await expect(fileRow(page, "large.perf.data")).toHaveAttribute("data-status", "failed"); // it holds nothing
});

test("a worker without memory fails its own file only, and says so", async ({ page, site }) => {
  // As an engine says it, for any column of that many rows.
  await page.addInitScript(() => {
    const scarce = `{
      const Real = Float64Array;
      self.Float64Array = new Proxy(Real, { construct(target, args, made) {
        if (args[0] > 4000) throw new RangeError("Array buffer allocation failed");
        return Reflect.construct(target, args, made);
      } });
    }`;
    window.Blob = new Proxy(Blob, {
      construct(target, [parts, options]) {
        const isScript = options?.type?.startsWith("text/javascript");
        return Reflect.construct(target, [isScript ? [scarce, ...parts] : parts, options]);
      },
    });
  });
  await page.goto(`${site.url}?`);
  await waitIdle(page);
  await drop(page, "automatic", [perfData, ...sample("heap-leak")]);
  await waitIdle(page);
  await showView(page, "captures");
  await expect(fileRow(page, "cpu-fp.perf.data")).toHaveAttribute("data-status", "failed");
  await expect(fileRow(page, "cpu-fp.perf.data")).toContainText("not enough memory");
  await expect(page.locator('[data-file][data-status="ok"]')).toHaveCount(12);
  await showView(page, "heapGrowth");
  await expect(page.locator('[data-view="heapGrowth"]')).toContainText("main.newSession");
});

test("five hundred files at once: the page answers meanwhile, and shows them all", async ({ page }, testInfo) => {
  const folder = testInfo.outputPath("many");
  mkdirSync(folder);
  const texts = Array.from({ length: 488 }, (_, index) => {
    const path = join(folder, `stacks-${index}.folded`);
    writeFileSync(path, `main;handle;work${index % 7} ${index + 1}\nmain;idle 3\n`);
    return path;
  });
  await drop(page, "automatic", [...texts, ...sample("heap-leak")]);
  for (const view of ["captures", "overview", "captures"]) {
    await goTo(page, view);
    await expect(page.locator(`[data-view="${view}"]`)).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("data-state", "busy", { timeout: 1 }); // before it is done
  }
  await waitIdle(page);
  await expect(page.locator('[data-file][data-status="ok"]')).toHaveCount(500);
  await showView(page, "heapGrowth");
  await expect(page.locator('[data-view="heapGrowth"] [data-verdict="leaking"]').first()).toBeVisible();
  expect((await reportOf(page)).files.length).toBe(500);
});

test("five hundred heap profiles at once: keys are answered meanwhile, and the series is judged", async ({
  page,
}, testInfo) => {
  const folder = testInfo.outputPath("series");
  mkdirSync(folder);
  const [first = ""] = sample("heap-leak");
  const paths = writeHeapSeries(first, folder, 500, 60);
  await drop(page, "automatic", paths);
  const waits: number[] = [];
  for (let round = 0; (await page.locator('html[data-state="busy"]').count()) > 0; round++) {
    const [key, view] = KEYED_VIEWS[round % KEYED_VIEWS.length] ?? ["", ""];
    const shown = await page.evaluateHandle(
      (id) => ({
        wait: new Promise<number>((resolve) => {
          addEventListener(
            "keydown",
            ({ timeStamp }) => {
              const look = () => {
                if (document.querySelector(`[data-view="${id}"]`) === null) requestAnimationFrame(look);
                else resolve(performance.now() - timeStamp);
              };
              requestAnimationFrame(look);
            },
            { once: true },
          );
        }),
      }),
      view,
    );
    await page.keyboard.press(key);
    waits.push(await shown.evaluate(({ wait }) => wait));
  }
  testInfo.annotations.push({ type: "from key to picture, ms", description: waits.map(Math.round).join(" ") });
  expect(waits.length).toBeGreaterThan(10);
  // a machine that is busy with something else delays some
  expect(waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)]).toBeLessThan(200);

  await expect(page.locator('[data-file]:not([data-status="ok"])')).toHaveCount(0);
  const { files, heap } = await reportOf(page);
  expect(files.filter(({ status }) => status === "ok").length).toBe(500);
  const inuse = heap?.series.find(({ sample_type }) => sample_type === "inuse_space");
  expect(inuse).toMatchObject({ points: 500, verdict: "leaking" });
  expect(inuse?.slope_per_s).toBeCloseTo(65536 / 60); // a block of 64 KiB a minute
});

const KEYED_VIEWS = [
  ["2", "captures"],
  ["1", "overview"],
] as const;

test("the rail shows how far the reading of all files has got, and repaints it four times a second at most", async ({
  page,
}, testInfo) => {
  const long = ["a", "b"].map((name) => testInfo.outputPath(`${name}.perf.data`));
  for (const path of long) writeLongPerfData(perfData, path, 128 * 2 ** 20);
  const status = page.locator("nav [data-stage]");
  const repaints = await status.evaluateHandle((element) => {
    const times = new Set<number>();
    const texts = new Set<string>();
    const observer = new MutationObserver(() => {
      times.add(Math.round(performance.now()));
      texts.add(`${element.getAttribute("data-stage")}: ${element.textContent}`);
    });
    observer.observe(element, { subtree: true, childList: true, characterData: true, attributes: true });
    return { times, texts, startMs: performance.now() };
  });
  await drop(page, "automatic", long);
  await waitIdle(page);
  const { perSecond, texts } = await repaints.evaluate(({ times, texts, startMs }) => {
    return { perSecond: (times.size * 1000) / (performance.now() - startMs), texts: [...texts].join("\n") };
  });
  expect(texts).toMatch(/^decode: .*[01] of 2 files/m);
  expect(texts).toMatch(/^decode: .*[\d.]+\sMiB of 256\sMiB · [\d.]+\sMiB\/s · \d+\ss left/m);
  expect(perSecond).toBeLessThan(6); // and a few when it begins and ends
  await expect(status).toHaveText("Files: 2");
  for (const path of long) writeFileSync(path, ""); // frees the disk
});

test("unwinding is shown and can be cancelled, and the next binary does it again", async ({ page }, testInfo) => {
  const [short, long] = [testInfo.outputPath("short.perf.data"), testInfo.outputPath("kinds.perf.data")];
  writeFileSync(short, gunzipSync(readFileSync(join(unwindFixtures, "kinds.perf.data.gz"))));
  writeLongPerfData(short, long, 256 * 2 ** 20);
  await drop(page, "automatic", [long]);
  await waitIdle(page);
  const binary = join(unwindFixtures, "kinds");
  const cancelled = pressAtOnce(page, 'nav [data-stage="unwind"] [data-action="cancel-all"]', "MiB of .* MiB");
  await drop(page, "automatic", [binary]);
  await cancelled;
  await waitIdle(page);
  await showView(page, "captures");
  await expect(fileRow(page, "kinds.perf.data")).toContainText("cancelled");
  expect((await reportOf(page)).profiles?.[0]?.unwind).toBeNull();

  await fileRow(page, "kinds").locator('[data-action="remove"]').click();
  await waitIdle(page);
  await drop(page, "automatic", [binary]);
  await waitIdle(page);
  const { profiles, files } = await reportOf(page);
  expect(profiles?.[0]?.unwind?.stop_reasons.RootReached).toBeGreaterThan(59);
  expect(files.flatMap(({ warnings }) => warnings.filter(({ code }) => code === "Cancelled"))).toEqual([]);
  writeFileSync(long, ""); // frees the disk
});

test("all that is still to be read can be cancelled at once", async ({ page }, testInfo) => {
  const long = ["a", "b", "c", "d", "e", "f"].map((name) => testInfo.outputPath(`${name}.perf.data`));
  for (const path of long) writeLongPerfData(perfData, path, 64 * 2 ** 20);
  const cancelled = pressAtOnce(page, 'nav [data-action="cancel-all"]', "MiB");
  await drop(page, "automatic", long);
  await cancelled;
  await waitIdle(page);
  await expect(page.locator('[data-action="cancel-all"]')).toHaveCount(0);
  await showView(page, "captures");
  await expect(page.locator('[data-file][data-status="cancelled"]')).not.toHaveCount(0);
  await expect(page.locator('[data-file][data-status="decoding"], [data-file][data-status="queued"]')).toHaveCount(0);
  for (const path of long) writeFileSync(path, ""); // frees the disk
});

test("back and forward go through what was looked at", async ({ page }) => {
  await drop(page, "automatic", [perfData]);
  await waitIdle(page);
  await page.locator('nav a[href^="#/functions"]').click();
  await page.fill('[data-filter="text"]', "main.");
  await page.press('[data-filter="text"]', "Enter");
  await page.locator('nav a[href^="#/callTree"]').click();
  await page.locator('nav a[href^="#/captures"]').click();
  const shows = (view: string) => expect(page.locator(`[data-view="${view}"]`)).toBeVisible();
  await shows("captures");
  await page.goBack();
  await shows("callTree");
  await page.goBack();
  await shows("functions");
  await expect(page.locator('[data-chip="text"]')).toContainText("main.");
  await page.goForward();
  await shows("callTree");
  await page.goForward();
  await shows("captures");
});
