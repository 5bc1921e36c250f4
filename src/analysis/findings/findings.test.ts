import { expect, it } from "vitest";
import type { PerfFacts } from "../../model/capture";
import type { DecodeErrorCode, DecodeFailure } from "../../model/decodeError";
import type { HeapSeries } from "../../model/growth";
import type { Finding } from "../../model/report";
import type { Module } from "../../model/stacks";
import { CLEAN, withChains } from "../captureCheck/examples";
import { exampleObject } from "../testing/exampleObject";
import {
  exampleFile,
  exampleSeries,
  exampleSession,
  exampleSite,
  exampleStacks,
  exampleTrend,
  HOSTILE_NAME,
} from "./examples";
import { fill, finding } from "./finding";
import { findings } from "./findings";
import { headline, worstVerdict } from "./headline";
import { hotProfiles, hottestFunctions } from "./hottest";
import { timeToLimit } from "./timeToLimit";

const failure = (code: DecodeErrorCode, message = "header at 0x0: broken"): DecodeFailure => ({
  code,
  message,
  where: "header",
  offset: 0,
});

const perfFacts = (change: Partial<PerfFacts>): PerfFacts => ({
  records: {},
  lost: 0,
  throttled: 0,
  outOfOrder: 0,
  firstNs: 0n,
  lastNs: 0n,
  events: [
    {
      name: "cpu-clock",
      type: 1,
      config: 0n,
      samples: 90,
      values: 90,
      periodTotal: 90n,
      attr: null,
      chains: null,
    },
  ],
  threads: [],
  topology: null,
  recording: null,
  offCpu: null,
  ...change,
});

const module = (path: string, buildId: string | null = null): Module => ({
  path,
  buildId,
  addressing: "file-offset",
  pid: -1,
  anchor: null,
});

it("fills templates: shares, counts, names", () => {
  expect(
    fill("{{name}} {{lostCount}} {{lostShare}} {{smallShare}} {{gone}}", {
      name: "a",
      lostCount: 1234,
      lostShare: 0.1234,
      smallShare: 0.0001,
    }),
  ).toBe("a 1,234 12.3 % less than 0.1 % ");
  expect(fill("{{name}}", { name: HOSTILE_NAME })).toBe(HOSTILE_NAME); // a parameter is never a template
});

it("finds nothing in good captures", () => {
  expect(findings(exampleSession([exampleFile()], [exampleStacks("main  main\nf     g")]))).toEqual([]);
});

it("tells what could not be read, one sentence per kind of damage", () => {
  const [one] = findings(exampleSession([exampleFile({ status: "failed", error: failure("Truncated") })]));
  expect(one).toMatchObject({ kind: "quality", severity: "error", key: "fileFailed", where: "a.perf.data", value: 1 });
  expect(one.text).toBe("a.perf.data could not be read: header at 0x0: broken");
  const many = findings(
    exampleSession([
      exampleFile({ name: "x", error: failure("Truncated") }),
      exampleFile({ name: "y", error: failure("Malformed") }),
      exampleFile({ name: "notes.txt", error: failure("BadMagic") }),
      exampleFile({ name: "s", stageFailures: [failure("Bug", "worker died")] }),
    ]),
  );
  expect(many.map(({ severity, text }) => [severity, text])).toEqual([
    ["error", "2 files could not be read; the first is x: header at 0x0: broken"],
    ["error", "s: a later step failed: worker died"],
    ["info", "Left out: header at 0x0: broken"],
  ]);
});

it("points to the capture check where a recording is spoilt, once a file", () => {
  const events = [withChains({ atLimit: 500 })];
  const perf = perfFacts({ events, recording: CLEAN.recording });
  const found = findings(exampleSession([], [exampleStacks("f", {}, { arch: "sw_64", perf })]));
  expect(found.filter(({ key }) => key === "captureCheck")).toMatchObject([
    { kind: "quality", severity: "error", value: 2, where: "a.perf.data" },
  ]);
  const clean = perfFacts({ events: CLEAN.events, recording: CLEAN.recording });
  expect(findings(exampleSession([], [exampleStacks("f", {}, { perf: clean })]))).toEqual([]);
});

it("tells damage with what was left out", () => {
  const losses = [
    { count: 3, first: failure("Malformed", "record 5: bad size") },
    { count: 1, first: failure("Truncated") },
  ];
  const [found] = findings(exampleSession([], [exampleStacks("f", { status: "partial" }, { losses })]));
  expect(found).toMatchObject({ severity: "warning", key: "filePartial" });
  expect(found.text).toBe("a.perf.data is damaged, parts left out: 4; the first: record 5: bad size");
});

it.each([
  [10, "error", "10 %"],
  [1, "warning", "1.1 %"],
  [0.05, "info", "less than 0.1 %"],
])("lost events: %s of 90 recorded are %s", (lost, severity, share) => {
  const [found] = findings(exampleSession([], [exampleStacks("f", {}, { perf: perfFacts({ lost }) })]));
  expect(found).toMatchObject({ key: "lost", severity });
  expect(found.value).toBeCloseTo(lost / (lost + 90));
  expect(found.text).toContain(share);
});

it("tells throttling", () => {
  const [found] = findings(exampleSession([], [exampleStacks("f", {}, { perf: perfFacts({ throttled: 7 }) })]));
  expect(found).toMatchObject({ key: "throttled", severity: "warning", value: 7 });
});

it("counts samples by their leaf: without a name, without a stack", () => {
  const found = findings(exampleSession([], [exampleStacks("main  main  main  ?a\nf     ?x    g")]));
  expect(found.find(({ key }) => key === "unnamed")).toMatchObject({ severity: "error", value: 0.5 });
  const empty = findings(exampleSession([], [exampleStacks("1     1     1  \nmain  main\nf     g")]));
  const stackless = empty.find(({ key }) => key === "withoutStack");
  expect(stackless?.value).toBeCloseTo(1 / 3);
  expect(stackless?.severity).toBe("warning");
});

it("names what to drop, most first", () => {
  const modules = [
    module("/bin/leakd", "12ab"),
    module("[kernel.kallsyms]"),
    module("/lib/libc.so.6"),
    module("//anon"),
  ];
  const text = [
    "main[lib:/bin/leakd]      main[lib:/bin/leakd]     main[lib:/bin/leakd]   main[lib:/bin/leakd]",
    "?a[lib:kernel]            ?c[lib:/lib/libc.so.6]   ?l[lib:/bin/leakd]     ?m[lib:/bin/leakd]",
  ].join("\n");
  // profileFromText's modules have neither build ids nor brackets in their names: they are given here
  const drawn = exampleStacks(text);
  const capture = drawn.file.capture;
  if (capture === null || !("modules" in capture)) throw new Error("no stacks");
  const real = capture.modules.map(({ path }) => modules.find((each) => each.path.includes(path)) ?? module(path));
  const file = { ...drawn.file, capture: { ...capture, modules: real } };
  const found = findings(exampleSession([], [{ file, named: drawn.named }])).filter(({ kind }) => kind === "symbols");
  expect(found.map(({ key, value }) => [key, value])).toEqual([
    ["dropModule", 0.25],
    ["kernelUnnamed", 0.125],
    ["dropModuleByName", 0.125],
  ]);
  expect(found[0].text).toBe("Drop leakd (build id 12ab) to name 25 % more of the sampled frames");
  expect(found[0].where).toBe("leakd");

  const symbols = exampleFile({
    name: "kallsyms",
    kind: "symbols",
    capture: { kind: "symbols", scope: "kernel", arch: null, facts: { restricted: true }, losses: [] },
  });
  const hidden = findings(exampleSession([symbols], [{ file, named: drawn.named }]));
  expect(hidden.map(({ key }) => key)).toContain("kernelHidden");
});

it("doubts matches by less than a build id, and says what a matched file still lacks", () => {
  const object = exampleFile({
    name: "leakd.old",
    kind: "elf",
    capture: exampleObject(),
  });
  const drawn = exampleStacks("main[lib:/bin/leakd]\n?f[lib:/bin/leakd]");
  const matched = (match: "name" | "build-id") => ({
    ...drawn,
    named: { ...drawn.named, matches: [{ match, objectFile: object.id, files: [] }] },
  });
  const weak = findings(exampleSession([object], [matched("name")])).filter(({ kind }) => kind === "symbols");
  expect(weak.map(({ key }) => key)).toEqual(["stillUnnamed", "weakMatch"]);
  expect(weak[1].text).toContain("leakd was paired with leakd.old by its name only");
  expect(weak[1].severity).toBe("warning");
  const strong = findings(exampleSession([object], [matched("build-id")])).filter(({ kind }) => kind === "symbols");
  expect(strong.map(({ key }) => key)).toEqual(["stillUnnamed"]);
});

it("a doubtful match weighs as much as what it names", () => {
  const object = exampleFile({ name: "libm.so.6", kind: "elf", capture: exampleObject() });
  const severities = (others: number) => {
    const columns = ["f[lib:/lib/libm.so.6]", ...Array.from({ length: others }, () => "main[lib:/bin/app]")];
    const drawn = exampleStacks(columns.join("  "));
    const index = drawn.named.stacks.modules.findIndex(({ path }) => path === "/lib/libm.so.6");
    const matches = drawn.named.stacks.modules.map((_, module) =>
      module === index
        ? { match: "path" as const, objectFile: object.id, files: [] }
        : { match: "none" as const, objectFile: null, files: [] },
    );
    const session = exampleSession([object], [{ ...drawn, named: { ...drawn.named, matches } }]);
    return findings(session).flatMap(({ key, severity }) => (key === "weakMatch" ? [severity] : []));
  };
  expect([1, 20, 500].map(severities)).toEqual([["warning"], ["info"], []]);
});

it("puts growth first among equals, the severe before the rest", () => {
  const session = exampleSession(
    [exampleFile({ error: failure("Truncated") })],
    [exampleStacks("f", {}, { perf: perfFacts({ lost: 1 }) })],
    [exampleSeries("leaking", [exampleSite("main.newSession", "leaking")])],
  );
  const found = findings(session);
  expect(found.map(({ kind, severity }) => `${severity} ${kind}`)).toEqual([
    "error growth",
    "error growth",
    "error quality",
    "warning quality",
  ]);
  expect(found[1].text).toContain("main.newSession");
});

it("does not repeat itself for every file of a series", () => {
  const many = Array.from({ length: 20 }, () => exampleStacks("?f"));
  expect(findings(exampleSession([], many)).filter(({ key }) => key === "unnamed")).toHaveLength(3);
});

it("headline: what the one sentence is about", () => {
  const about = (...args: Parameters<typeof exampleSession>) => {
    const session = exampleSession(...args);
    return headline(session, findings(session)).about;
  };
  expect(about([])).toBe("nothing");
  expect(about([exampleFile({ status: "decoding" })])).toBe("reading");
  expect(about([exampleFile({ status: "failed", error: failure("BadMagic") })])).toBe("unreadable");
  const elf = exampleObject({ arch: null });
  expect(about([exampleFile({ kind: "elf", capture: elf })])).toBe("no-measurement");
  const log = exampleFile({ kind: "gctrace", capture: { kind: "gctrace" } as never });
  expect(headline(exampleSession([log]), []).about).toBe("no-verdict");
  const stacks = exampleStacks("f");
  expect(about([], [stacks])).toBe("profile");
  expect(about([stacks.file])).toBe("empty");
  expect(about([], [stacks], [exampleSeries("flat", [])])).toBe("growth");
});

it("headline: the gravest series, bytes before counts, a leaking site like a leaking total", () => {
  const flat = exampleSeries("flat", []);
  const counts = exampleSeries("leaking", [], { unit: "count", sampleType: "inuse_objects" });
  const hidden = exampleSeries("flat", [exampleSite("f", "leaking")]);
  expect(worstVerdict(hidden)).toBe("leaking");
  expect(headline(exampleSession([exampleFile()], [], [counts, flat, hidden]), [])).toMatchObject({ index: 2 });
  expect(headline(exampleSession([exampleFile()], [], [counts]), [])).toMatchObject({ index: 0 });
});

it("headline: what is grave of other findings comes before a heap that does not grow, the rest behind it", () => {
  const [grave, mild] = [
    finding("spans", "warning", "spansLeaking", {}, null, null),
    finding("native", "info", "nativeLive", {}, null, null),
  ];
  const profiles = [exampleStacks("f")];
  const about = (heap: readonly HeapSeries[], found: readonly Finding[]) => {
    const said = headline(exampleSession([], profiles, heap), found);
    return said.about === "finding" ? said.key : said.about;
  };
  expect(about([exampleSeries("leaking", [])], [grave, mild])).toBe("growth");
  expect(about([exampleSeries("flat", [])], [mild, grave])).toBe("spansLeaking");
  expect(about([exampleSeries("flat", [])], [mild])).toBe("growth");
  expect(about([], [mild])).toBe("nativeLive");
  expect(about([], [finding("native", "warning", "nativeNeverHit", {}, null, null)])).toBe("profile");
});

it("time to a limit", () => {
  const trend = exampleTrend("leaking", { last: 100, slopePerS: 2, slopeCi: [1, 4] });
  expect(timeToLimit(trend, 100)).toEqual({ when: "reached" });
  expect(timeToLimit(trend, 180)).toEqual({ when: "later", s: 40, soonestS: 20, latestS: 80 });
  expect(timeToLimit({ ...trend, slopeCi: [-1, 4] }, 180)).toEqual({
    when: "later",
    s: 40,
    soonestS: 20,
    latestS: null,
  });
  expect(timeToLimit({ ...trend, slopePerS: 0 }, 180)).toEqual({ when: "never" });
  expect(timeToLimit({ ...trend, slopePerS: -1, slopeCi: [-2, 1] }, 180)).toEqual({ when: "never" });
});

it("hottest functions by their own weight", () => {
  const stacks = exampleStacks("10    5     1\nmain  main  main\nf     g");
  const session = exampleSession([], [stacks]);
  expect(hottestFunctions(session.profiles[0].named, session.profiles[0].profile.samples, 2)).toEqual([
    { name: "f", file: null, self: 10, share: 10 / 16 },
    { name: "g", file: null, self: 5, share: 5 / 16 },
  ]);
  expect(hotProfiles(session)).toHaveLength(1);
  const [clock] = perfFacts({}).events;
  const probed = exampleStacks("malloc", {}, { perf: perfFacts({ events: [{ ...clock, type: 2 }] }) });
  expect(hotProfiles(exampleSession([], [probed]))).toEqual([]); // a probe is only ever hit where it is
  expect(hotProfiles({ ...session, heapSeries: [exampleSeries("flat", [], { fileIds: [stacks.file.id] })] })).toEqual(
    [],
  );
});
