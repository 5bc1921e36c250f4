import { violationsOf } from "./axe";
import { expect, reportOf, test } from "./fixtures";
import { drop, openSample, showView, waitIdle } from "./page.mjs";

const fixture = (path: string): string => new URL(`../workers/formats/${path}`, import.meta.url).pathname;

test("spans: lives from probes, joined with the trace that was recorded together, whichever comes first", async ({
  page,
}) => {
  await drop(page, "automatic", [fixture("gotrace/fixtures/exec.trace.gz")]);
  await waitIdle(page);
  const alone = await reportOf(page);
  // gotrace/fixtures/exec.wire.txt: 48 Span, 2453 SpanAlloc, 1964 SpanFree
  expect(alone.spans).toMatchObject({ source: "trace", allocated: 48 + 2453, freed: 1964, physical: null, others: [] });

  await drop(page, "automatic", [fixture("perf/fixtures/spans/spans.perf.data.gz")]);
  await waitIdle(page);
  const both = await reportOf(page);
  // perf/fixtures/spans/spans.replay.txt
  expect(both.spans).toMatchObject({
    source: "both",
    allocated: 2518,
    freed: 1964,
    unknown_frees: 0,
    live: 554,
    live_bytes: 7790592,
    joined: { begun: 2453 },
    collections: { source: "trace", count: 10 },
    others: [],
  });
  expect(both.spans?.files).toEqual(["spans.perf.data", "exec.trace"]);
  expect(both.spans?.leak_candidates).toBeGreaterThan(0);
  expect(both.spans?.held_by.some(({ source }) => source === "trace")).toBe(true);
  expect(both.findings.find(({ kind }) => kind === "spans")?.severity).toBe("warning");
});

test("spans: who opened them is not who holds them", async ({ page }) => {
  const samples = new URL("../public/samples/", import.meta.url).pathname;
  await drop(page, "automatic", [fixture("perf/fixtures/spans/spans.perf.data.gz"), `${samples}leakd`]);
  await waitIdle(page);
  const { spans } = await reportOf(page);
  expect(spans?.opened_by[0]?.stack).toContain("main.handle"); // it only refilled the cache
  expect(spans?.held_by).toEqual([]);
  await drop(page, "automatic", [`${samples}heap-leak/heap-11.pb.gz`]);
  await waitIdle(page);
  const { spans: held } = await reportOf(page);
  expect(held?.opened_by).toEqual(spans?.opened_by);
  expect(held?.held_by[0]).toMatchObject({ source: "heap-profile", file: "heap-11.pb.gz" });
  expect(held?.held_by[0]?.stack).toContain("main.remember"); // into the global map
});

test("spans: a healthy program has no leak candidates", async ({ page }) => {
  await drop(page, "automatic", [fixture("perf/fixtures/spans/gc-healthy.perf.data.gz")]);
  await waitIdle(page);
  expect((await reportOf(page)).spans).toMatchObject({
    leak_candidates: 0,
    collections: { source: "probe", count: 12 },
  });
});

test("spans: page frames by faults, and page tables beside them", async ({ page }) => {
  await drop(page, "automatic", [
    fixture("perf/fixtures/spans/pages.perf.data.gz"),
    fixture("pagemap/fixtures/pages.pagemap.txt.gz"),
  ]);
  await waitIdle(page);
  const { spans, files } = await reportOf(page);
  expect(files.map(({ kind }) => kind).sort()).toEqual(["pagemap", "perf"]);
  expect(spans?.physical).toMatchObject({ page_bytes: 4096, huge_page_bytes: 4 << 20, lazily_freed_bytes: 0 });
  expect(spans?.page_dump).toMatchObject({ file: "pages.pagemap.txt", layout: null, swapped: 0, outside: 0 });
  const { held = 0, huge_page: huge = 0 } = spans?.physical?.live ?? {};
  // what faults say is held, the page tables say too, but for pages that were touched after the dump
  expect(Math.abs((spans?.page_dump?.present ?? 0) - held - huge) / (held + huge)).toBeLessThan(0.02);
});

test("spans view: the map, a life chosen by keyboard, tables that say what the report says", async ({ page }) => {
  await openSample(page, "spans");
  const { spans } = await reportOf(page);
  await showView(page, "spans");
  const view = page.locator('[data-view="spans"]');
  await expect(view).toContainText(`${spans?.joined?.found.toLocaleString("en")} of`);
  const holders = view.getByRole("grid", { name: "Held by" });
  await expect(holders.getByRole("row").nth(1)).toContainText("main.newSession ← main.remember");

  const map = view.getByRole("application");
  const inked = () =>
    map.locator("canvas").evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      return new Set(Array.from({ length: data.length / 4 }, (_, i) => data.slice(i * 4, i * 4 + 3).join())).size;
    });
  await expect.poll(inked).toBeGreaterThan(5); // the ground and the groups
  await map.focus();
  await page.keyboard.press("ArrowDown");
  const chosen = view.getByRole("region", { name: "Chosen life" });
  await expect(chosen.getByRole("heading").first()).toHaveText(/^0x[0-9a-f]+/);
  await page.keyboard.press("+");
  await expect(view.getByRole("button", { name: "Everything" })).toBeEnabled();
  await view.getByRole("button", { name: "Everything" }).click();

  await view.getByRole("button", { name: "Never freed" }).click();
  await view.getByRole("button", { name: "Lives", exact: true }).click();
  await expect(view).toContainText(`Lives in the window: ${spans?.live}`);
  await view.getByRole("button", { name: "Candidates" }).click();
  await expect(view).toContainText(`Lives in the window: ${spans?.leak_candidates}`);
  for (const part of ["Who", "Classes", "Over time", "Pages", "Events"]) {
    await view.getByRole("button", { name: part, exact: true }).click();
    expect(await violationsOf(page), part).toEqual([]);
  }
  // An event that is not to be used any more, and the way back.
  const role = view.getByRole("combobox", { name: "minor-faults is taken for" });
  const faults = async () => (await reportOf(page)).spans?.physical?.faults_in_spans;
  await role.selectOption("");
  await expect.poll(faults).toBe(0);
  await role.selectOption({ label: "as its name says" });
  await expect.poll(faults).toBe(spans?.physical?.faults_in_spans);
});
