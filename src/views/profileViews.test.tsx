import i18next from "i18next";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { initReactI18next } from "react-i18next";
import { beforeAll, expect, it } from "vitest";
import { nativeFindings } from "../analysis/findings/nativeFindings";
import { callSites } from "../analysis/nativeHeap/callSites";
import { EMPTY_SELECTION, EMPTY_SESSION, HOSTILE_NAMES } from "../analysis/testing/exampleSession";
import { en } from "../i18n/en";
import { zhCN } from "../i18n/zhCN";
import type { Selection, SessionData } from "../model/session";
import CallTreeView from "./callTree/CallTreeView";
import { examples as callTreeExamples } from "./callTree/examples";
import DeviationView from "./deviation/DeviationView";
import { examples as deviationExamples } from "./deviation/examples";
import DifferenceView from "./difference/DifferenceView";
import { examples as differenceExamples } from "./difference/examples";
import EscapesView from "./escapes/EscapesView";
import { examples as escapeExamples } from "./escapes/examples";
import { codeRows } from "./frame/codeRows";
import { examples as frameExamples } from "./frame/examples";
import FrameView from "./frame/FrameView";
import { examples as functionExamples } from "./functions/examples";
import FunctionsView from "./functions/FunctionsView";
import { functionRows, searchRows } from "./functions/functionRows";
import { examples as goroutineExamples } from "./goroutines/examples";
import GoroutinesView from "./goroutines/GoroutinesView";
import { groupRows, searchRows as searchGroups } from "./goroutines/groupRows";
import { examples as heapDumpExamples } from "./heapDump/examples";
import HeapDumpView from "./heapDump/HeapDumpView";
import { chartOf } from "./heapGrowth/chartOf";
import { examples as heapExamples } from "./heapGrowth/examples";
import HeapGrowthView from "./heapGrowth/HeapGrowthView";
import { examples as icicleExamples } from "./icicle/examples";
import { frameColours, goPackage } from "./icicle/frameColour";
import IcicleView, { matchedWeight } from "./icicle/IcicleView";
import { chartOf as nativeChartOf } from "./nativeHeap/chartOf";
import { examples as nativeExamples } from "./nativeHeap/examples";
import NativeHeapView from "./nativeHeap/NativeHeapView";
import { examples as numaExamples } from "./numa/examples";
import NumaView from "./numa/NumaView";
import { examples as recordExamples } from "./records/examples";
import RecordsView from "./records/RecordsView";
import { examples as spanExamples } from "./spans/examples";
import SpansView from "./spans/SpansView";
import type { ViewProps } from "./view";
import { NO_ACTIONS } from "./view/noActions";

beforeAll(async () => {
  await i18next.use(initReactI18next).init({
    lng: "en",
    resources: { en: { translation: en }, "zh-CN": { translation: zhCN } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
});

const VIEWS = [
  { id: "functions", Component: FunctionsView, examples: functionExamples },
  { id: "callTree", Component: CallTreeView, examples: callTreeExamples },
  { id: "icicle", Component: IcicleView, examples: icicleExamples },
  { id: "heapGrowth", Component: HeapGrowthView, examples: heapExamples },
  { id: "difference", Component: DifferenceView, examples: differenceExamples },
  { id: "deviation", Component: DeviationView, examples: deviationExamples },
  { id: "nativeHeap", Component: NativeHeapView, examples: nativeExamples },
  { id: "spans", Component: SpansView, examples: spanExamples },
  { id: "heapDump", Component: HeapDumpView, examples: heapDumpExamples },
  { id: "goroutines", Component: GoroutinesView, examples: goroutineExamples },
  { id: "numa", Component: NumaView, examples: numaExamples },
  { id: "frame", Component: FrameView, examples: frameExamples },
  { id: "escapes", Component: EscapesView, examples: escapeExamples },
  { id: "records", Component: RecordsView, examples: recordExamples },
] as const;

function render(
  Component: (props: ViewProps) => React.ReactNode,
  session: SessionData,
  change: Partial<Selection> = {},
): string {
  return renderToString(
    createElement(Component, {
      session,
      findings: [],
      actions: NO_ACTIONS,
      selection: { ...EMPTY_SELECTION, ...change },
      select: () => undefined,
    }),
  );
}

it.each(VIEWS)("$id shows names as text, whatever they are", ({ id, Component, examples }) => {
  const html = render(Component, examples.hostile);
  expect(html).toContain(`data-view="${id}"`);
  expect(html).not.toContain("<img");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
  expect(html).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]/);
  expect(html.length).toBeLessThan(400_000);
  if (id === "icicle" || id === "difference") return; // their names are drawn on a canvas
  expect(html).toContain("&lt;img src=x onerror=&quot;document.title=1&quot;&gt;");
});

it("functions: isolated, control characters as pictures, long names cut", () => {
  const html = render(FunctionsView, functionExamples.hostile);
  expect(html).toContain("nul␀esc␛[31mbell␇");
  expect(html).toContain("main.⟨202e⟩gpj.exe⟨202c⟩");
  expect(html).toMatch(/<bdi[^>]*>حزمة/);
  expect(html).toMatch(/…<\/bdi>/);
});

it("functions: figures of the drawn profile", () => {
  const html = render(FunctionsView, functionExamples.plain, { func: "f" });
  expect(html).toContain("15.0 ms"); // f: 10 + 5
  expect(html).toContain("83.3%"); // of 18
  expect(html).toContain("Callers of");
});

it.each(VIEWS)("$id says what it needs where it has nothing, in both languages", async ({ id, Component }) => {
  for (const [language, words] of [
    ["en", en],
    ["zh-CN", zhCN],
  ] as const) {
    await i18next.changeLanguage(language);
    const html = render(Component, EMPTY_SESSION);
    expect(html).toContain(words.views[id].empty);
    expect(html).toContain("<pre");
  }
  await i18next.changeLanguage("en");
});

it.each(VIEWS)("$id leaves no word untranslated", async ({ Component, examples }) => {
  for (const language of ["en", "zh-CN"]) {
    await i18next.changeLanguage(language);
    for (const example of Object.values(examples)) {
      const html = render(Component, example);
      expect(html).not.toMatch(/\b(views|app|findings)\.[a-z]\w*\.\w+/);
      expect(html).not.toContain("{{");
    }
  }
  await i18next.changeLanguage("en");
});

it("heap growth: verdicts are marked, guards are said", () => {
  const leaking = render(HeapGrowthView, heapExamples.leaking);
  expect(leaking).toMatch(/data-verdict="leaking"[\s\S]*main\.remember/);
  expect(leaking).toContain("Points: 10, at least 10");
  expect(leaking).toContain("Process restarts: 1");
  expect(render(HeapGrowthView, heapExamples.healthy)).not.toContain('data-verdict="leaking"');
  expect(render(HeapGrowthView, heapExamples.leaking, { series: 1 })).toContain("These profiles have no times");
});

it("heap growth: collections and resident memory stand without a series too", () => {
  const html = render(HeapGrowthView, heapExamples.beside);
  const text = html
    .replace(/<[^>]*>/g, " ")
    .replace(/[\u2068\u2069]/g, "")
    .replace(/\s+/g, " ");
  expect(html).toContain('data-gctrace="6"');
  expect(text).toContain("given back 2.00 MiB in the background");
  expect(text).toContain("Resident memory: 100 MiB heap.txt smaps.txt");
  expect(text).toContain("live Go objects 40.0 MiB unused in spans 5.00 MiB free spans, kept 5.00 MiB");
  expect(text).toContain("Go runtime at most 12.0 MiB C heap at least 18.0 MiB binaries and files 10.0 MiB");
  expect(text).toContain("not explained 2.00 MiB");
});

it("heap growth: a bar says what nothing tells", () => {
  const [, maps] = heapExamples.beside.files;
  const text = render(HeapGrowthView, { ...heapExamples.beside, files: [maps] }).replace(/<[^>]*>/g, " ");
  expect(text).toContain("Not known from these captures: live Go objects, unused in spans");
});

it("goroutines: creator, wait reason and verdict of each group, and what they rest on", () => {
  const leaking = render(GoroutinesView, goroutineExamples.leaking);
  expect(leaking).toMatch(/data-verdict="leaking"[\s\S]*main\.spawn and 1 more[\s\S]*chan receive[\s\S]*14 min/);
  expect(leaking).toContain("<em>");
  expect(leaking).toContain("Copies left out: 1");
  expect(leaking).toContain("main.go:52");
  expect(render(GoroutinesView, goroutineExamples.healthy)).not.toContain('data-verdict="leaking"');
  expect(render(GoroutinesView, EMPTY_SESSION)).toContain("goroutine?debug=2");
});

it("goroutines: searched by creator, reason, frame, file and label", () => {
  const [series] = goroutineExamples.leaking.goroutineSeries;
  const found = (search: string) => searchGroups(groupRows(series), search).map(({ reason }) => reason);
  expect(found("io W")).toEqual(["IO wait"]);
  for (const search of ["main.other", "main.go:59", "/query", "CHAN"]) expect(found(search)).toEqual(["chan receive"]);
  expect(found("main.waiter")).toHaveLength(2);
  expect(found("zzz")).toEqual([]);
});

it("NUMA: every node with its slope, what it has left, and how much faster the hot one grows", () => {
  const text = (session: SessionData) =>
    render(NumaView, session)
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ");
  const leaking = text(numaExamples.leaking);
  expect(leaking).toMatch(/How much faster node 0 grows than node 1 3\.\d+ × \(95 %: 3\.\d+ to 3\.\d+\)/);
  expect(leaking).toMatch(/\+13\.\d GiB .* to .*1\.5\d GiB 900 MiB/);
  expect(text(numaExamples.untimed)).toContain("slopes are per dump");
  expect(render(NumaView, EMPTY_SESSION)).toContain("numa_maps");
});

it("heap growth: areas and the rest add up to the total", () => {
  const [series] = heapExamples.leaking.heapSeries;
  for (const mode of ["growth", "inUse"] as const) {
    const { total, sites, rest, xs } = chartOf(series, mode);
    const sums = Array.from(total, (_, point) =>
      sites.reduce((sum, { values }) => sum + values[point], rest?.[point] ?? 0),
    );
    expect(sums.every((sum, point) => Math.abs(sum - total[point]) < 1)).toBe(true);
    expect([...xs.slice(0, 3)]).toEqual([0, 60, 120]);
    if (mode === "growth") expect(total[series.judged[0]]).toBe(0);
  }
});

it("C heap: what is live, what was counted, how probes were understood", () => {
  const text = render(NativeHeapView, nativeExamples.plain)
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
  expect(text).toContain("Live at the end 4.00 KiB, blocks: 1 Most at once 4.06 KiB");
  expect(text).toContain("Frees 3");
  expect(text).toContain("Unknown frees 1 Double frees 1");
  expect(text).toContain("cheap:malloc malloc, entry size = bytes 2 replayed");
  expect(text).toContain("cheap:calloc calloc, entry 3 not used: an argument is missing");
  const said = nativeFindings(nativeExamples.plain).map(({ kind, severity, text }) => `${kind} ${severity}: ${text}`);
  expect(said).toEqual([
    "native warning: a.perf.data: 1 frees of C blocks that had been freed before, or that a function without a probe had handed out since",
    "native info: a.perf.data: 4 KiB of the C heap (1 blocks) were not freed before the recording ended, 100 % of it from malloc in f",
  ]);
});

it("C heap: without any probe says so, and how to record", () => {
  const without = { ...nativeExamples.plain, nativeHeaps: new Map() };
  const html = render(NativeHeapView, without);
  expect(html).toContain("none has a probe on malloc");
  for (const register of ["size=%di:u64", "size=%r16:u64", "ptr=%ax:x64", "ptr=%r0:x64"])
    expect(html).toContain(register);
});

it("C heap: areas and the rest add up to the total", () => {
  const [[, heap] = []] = nativeExamples.plain.nativeHeaps;
  const [[, names] = []] = nativeExamples.plain.named;
  if (heap === undefined || names === undefined) throw new Error("no heap");
  const { total, sites, xs } = nativeChartOf(heap.timeline, callSites(heap, names.stacks));
  expect([...total]).toEqual(Array.from(total, (_, i) => sites.reduce((sum, { values }) => sum + values[i], 0)));
  expect([xs[0], xs.at(-1)]).toEqual([0, 6e-9]);
});

it("functions: rows can be searched by name and module", () => {
  const [{ named }] = functionExamples.plain.profiles;
  const weights = new Float64Array(named.funcs.length).fill(1);
  const isThere = new Uint8Array(weights.length).fill(1);
  const rows = functionRows(named, { self: weights, total: weights, samples: weights, isThere });
  const found = (search: string) => searchRows(rows, search).map(({ name }) => name);
  expect(found("MAI")).toEqual(["main"]);
  expect(found("c")).toEqual(["read"]);
  expect(found("zzz")).toEqual([]);
});

it("icicle: a colour per package or module, a share per search", () => {
  expect(
    ["net/http.(*conn).serve", "main.main", "a.b/c/v2.T.m[go.shape.int]", "std::vector<a.b>::at", "memcpy"].map(
      goPackage,
    ),
  ).toEqual(["net/http", "main", "a.b/c/v2", null, null]);
  expect(goPackage(HOSTILE_NAMES["long"])).toBeNull();
  const [{ named }] = icicleExamples.plain.profiles;
  expect(frameColours(named).length).toBe(named.funcs.length);
  // f calls g calls f: counted once
  const merged = {
    length: 4,
    parent: Int32Array.of(-1, 0, 1, 0),
    func: Int32Array.of(0, 1, 0, 2),
    depth: Int32Array.of(0, 1, 2, 1),
    self: Float64Array.of(0, 0, 5, 2),
    weight: Float64Array.of(7, 5, 5, 2),
  };
  expect(matchedWeight(merged, Uint8Array.of(1, 0, 0))).toBe(7);
  expect(matchedWeight(merged, Uint8Array.of(0, 1, 1))).toBe(7);
});

it("frame: levels one to three of the sampled function", () => {
  const html = render(FrameView, frameExamples.plain);
  const text = html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  expect(text).toContain("f Object /opt/f Build id 00ff Paired by build id");
  expect(html).toMatch(/data-here="true" data-address="401014"/); // the hottest
  const row = (address: string) =>
    new RegExp(`data-address="${address}".*?(?=data-address|data-kind|$)`).exec(html)?.[0].replace(/<[^>]*>/g, " ");
  expect(row("401014")).toMatch(/30\.0 ms\s+401014\s+04 05 06 07\s+je\s+40101c\s+↓ f\+0xc/);
  expect(row("401018")).toMatch(/10\.0 ms\s+401018\s+08 09 0a 0b\s+call\s+401000\s+→ main/);
  expect(row("401010")).toMatch(/401010\s+00\s+push\s+rbp/);
  expect(text).toContain("a.c:3 inner ← a.c:11 f");
  expect(text).toContain("40.0 ms in this function, 0 ns in what it calls");
});

it("frame: a source line stands where another one begins", () => {
  const code = frameExamples.plain.inspection?.code;
  if (code == null) throw new Error("no code");
  expect([...codeRows(code)]).toEqual([-1, 0, 1, -3, 2, 3, -5, 4]);
});

it("frame: says why there are no instructions", () => {
  expect(render(FrameView, frameExamples.reading)).toContain("Reading instructions…");
  expect(render(FrameView, frameExamples.failed)).toContain("no machine code at 0x1014");
  const named = new Map([...frameExamples.plain.named].map(([id, names]) => [id, { ...names, matches: [] }]));
  const without = render(FrameView, { ...frameExamples.reading, named });
  expect(without.replace(/[\u2068\u2069]/g, "")).toContain("Drop f (build id 00ff) to see its instructions.");
});

it("frame: a place that is chosen is the one that is marked", () => {
  const html = render(FrameView, frameExamples.plain, { place: { module: 0, address: 0x1019 } });
  expect(html).toMatch(/data-here="true" data-address="401018"/);
});

it("hot stores: page faults are said to be no stores; messages without stores stand last", () => {
  const html = render(EscapesView, escapeExamples.plain);
  expect(html).toContain(en.views.escapes.firstTouch);
  expect(html).toMatch(/Go arena.{0,20}<strong>100\.0%/);
  expect(html.indexOf("moved to heap: v")).toBeGreaterThan(html.lastIndexOf("Go arena"));
  expect(render(EscapesView, EMPTY_SESSION)).toContain("perf record -d -e minor-faults");
});
