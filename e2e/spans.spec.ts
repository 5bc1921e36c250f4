import { expect, reportOf, test } from "./fixtures";
import { drop, waitIdle } from "./page.mjs";

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
