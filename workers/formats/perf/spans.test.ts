import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { spanOpeners } from "../../../src/analysis/spans/openers";
import { spanHistories } from "../../../src/analysis/spans/spanHistories";
import { spanStreams } from "../../../src/analysis/spans/spanStreams";
import { stackNames } from "../../../src/analysis/stackWeights";
import type { StackCapture } from "../../../src/model/capture";
import type { SpanHistory } from "../../../src/model/spans";
import { type NamedStacks, RUNGS } from "../../../src/model/stacks";
import { bytesSource } from "../../io/byteSource";
import { nameStacks } from "../../profile/testing/nameStacks";
import { perf } from "./index";

const fixture = (name: string): Uint8Array => readFileSync(new URL(`./fixtures/spans/${name}`, import.meta.url));
const text = (name: string): string => new TextDecoder().decode(fixture(name)).trim();

async function decode(name: string): Promise<StackCapture> {
  const bytes = new Uint8Array(gunzipSync(fixture(`${name}.perf.data.gz`)));
  const capture = await perf.decode(bytesSource(name, bytes), { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  return capture;
}

function historyOf(capture: StackCapture): SpanHistory {
  const perfStreams = spanStreams(capture, {});
  if (perfStreams === null) throw new Error("no probes");
  const [history, ...others] = spanHistories({ perf: { file: 1, streams: perfStreams, log: null }, trace: null });
  if (history === undefined || others.length > 0) throw new Error("not one process");
  return history;
}

/** The functions of leakd by what perf calls them. */
function named({ modules, codes, stacks, given }: StackCapture): NamedStacks {
  const names = new Map(
    text("leakd.functions.tsv")
      .split("\n")
      .map((line) => line.split("\t"))
      .map(([offset = "", name = ""]) => [Number.parseInt(offset, 16), name]),
  );
  const program = modules.findIndex(({ path }) => path.endsWith("/leakd"));
  const rows = [...codes.module.keys()].filter((code) => codes.module[code] === program);
  const strings = rows.map((code) => names.get(codes.address[code] ?? 0) ?? "?");
  const column = (value: number) => new Int32Array(rows.length).fill(value);
  return nameStacks(modules, codes, stacks, given, [
    {
      codes: Int32Array.from(rows),
      names: {
        length: rows.length,
        strings,
        start: Int32Array.from([...rows.keys(), rows.length]),
        func: Int32Array.from(rows.keys()),
        file: column(-1),
        line: column(0),
        symbol: column(-1),
        rung: new Uint8Array(rows.length).fill(RUNGS.indexOf("symtab")),
      },
    },
  ]);
}

describe.each(["spans", "spans-healthy"])("%s", (name) => {
  it("is replayed to what an independent replay ends with", async () => {
    const { lives, counts } = historyOf(await decode(name));
    expect(lives.length).toBe(counts.allocated);
    expect(
      Object.entries({
        "spans allocated": counts.allocated,
        "spans freed": counts.freed,
        "frees of spans never seen allocated": counts.unknownFrees,
        "live at the end": counts.live,
        "live bytes": counts.liveBytes,
      })
        .map(([words, count]) => `${words} ${count}`)
        .join("\n"),
    ).toBe(text(`${name}.replay.txt`));
    expect(counts).toMatchObject({ missedFrees: 0, unreadable: 0 });
  });

  it("has the classes and lifetimes of that replay", async () => {
    const { classes, lifetimes, timeline, counts } = historyOf(await decode(name));
    const lines = text(`${name}.classes.tsv`).split("\n");
    const rows = [...classes.spanclass.keys()];
    expect(
      rows.map((row) =>
        [classes.spanclass, classes.allocated, classes.freed, classes.liveBytes]
          .map((column) => column[row])
          .join("\t"),
      ),
    ).toEqual(lines.slice(0, -1));
    const [, ...quantiles] = (lines.at(-1) ?? "").split("\t").map(Number);
    const { p50Ns, p90Ns, p99Ns } = lifetimes;
    for (const [i, ns] of [p50Ns, p90Ns, p99Ns].entries()) expect(ns / 1e9).toBeCloseTo(quantiles[i] ?? 0, 5);
    expect([timeline.spans.at(-1), timeline.bytes.at(-1)]).toEqual([counts.live, counts.liveBytes]);
  });
});

it("names who opened what was never freed: the innocent caller that refilled the cache", async () => {
  const capture = await decode("spans");
  const stacks = named(capture);
  const openers = spanOpeners(historyOf(capture), stacks);
  expect(stackNames(stacks, openers[0]?.row ?? -1)).toContain("main.handle");
  const underHandle = openers.filter(({ row }) => stackNames(stacks, row).includes("main.handle"));
  // counted in perf script's text when the capture was made
  expect(underHandle.reduce((sum, { spans }) => sum + spans, 0)).toBe(446);
  expect(openers.reduce((sum, { spans }) => sum + spans, 0)).toBe(554);
});

// Collections as `perf script` counts the hits of gcMarkTermination.
it.each([
  ["gc-map", 16],
  ["gc-healthy", 12],
])("%s: candidates are what product.md calls so, of a leaking program only", async (name, collected) => {
  const { lives, counts, collections, candidates } = historyOf(await decode(name));
  const ends = [...(collections?.endNs ?? [])];
  expect(collections?.source).toBe("probe");
  expect(ends).toHaveLength(collected);
  const rows = [...lives.address.keys()].filter((row) => candidates?.isCandidate[row] === 1);
  expect(rows).toHaveLength(candidates?.spans ?? -1);
  expect(rows.reduce((sum, row) => sum + (lives.pages[row] ?? 0) * 8192, 0)).toBe(candidates?.bytes);
  for (const row of rows) {
    const birthNs = lives.birthNs[row] ?? 0;
    expect(lives.deathNs[row]).toBeNaN();
    expect(ends.filter((ns) => ns < birthNs).length).toBeGreaterThanOrEqual(2);
    expect(ends.filter((ns) => ns > birthNs).length).toBeGreaterThanOrEqual(3);
  }
  if (name === "gc-healthy") expect(rows).toEqual([]);
  else expect(rows.length).toBeGreaterThan(counts.live / 10);
});

it("takes an event for what the user says", async () => {
  const capture = await decode("gc-map");
  const renamed = {
    ...capture,
    profiles: capture.profiles.map((profile) => ({
      ...profile,
      event: profile.event.replace("mspan:init", "x:began"),
    })),
  };
  expect(spanStreams(renamed, {})).toBeNull();
  const [began = ""] = renamed.profiles.map(({ event }) => event).filter((event) => event.endsWith("x:began"));
  const chosen = spanStreams(renamed, { [began]: "init", "gcz_mspan:free": null });
  const [history] =
    chosen === null ? [] : spanHistories({ perf: { file: 1, streams: chosen, log: null }, trace: null });
  expect(history?.probes.map(({ event, role, isChosen }) => [event, role, isChosen])).toEqual([
    [began, "init", true],
    ["gcz_mspan:free", null, true],
    ["gcz_mspan:unused", "unused", false],
    ["gcz_mspan:gcMarkTermination", "gc", false],
  ]);
  expect(history?.counts).toMatchObject({ freed: history?.counts.missedFrees });
});
