import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { SpansAt, spansOfFile } from "../../../src/analysis/escapes/spansAt";
import { storeSites } from "../../../src/analysis/escapes/storeSites";
import { spanHistories } from "../../../src/analysis/spans/spanHistories";
import { spanStreams } from "../../../src/analysis/spans/spanStreams";
import { EMPTY_SESSION } from "../../../src/analysis/testing/exampleSession";
import { GO_PAGE_BYTES, MANUAL_SPAN, type SpanLives, UNKNOWN_SPAN } from "../../../src/model/spanLives";
import { bytesSource } from "../../io/byteSource";
import { nameStacks } from "../../profile/testing/nameStacks";
import { perf } from "./index";

const fixture = (name: string): Uint8Array => readFileSync(new URL(`./fixtures/spans/${name}`, import.meta.url));

it("tells what spans first touches are in, as a replay of what perf script prints does", async () => {
  const bytes = new Uint8Array(gunzipSync(fixture("spans.perf.data.gz")));
  const capture = await perf.decode(bytesSource("spans", bytes), { progress() {} });
  const streams = capture.kind === "perf" ? spanStreams(capture, {}) : null;
  if (capture.kind !== "perf" || capture.perf === null || streams === null) throw new Error("no probes");
  const spans = spanHistories({ perf: { file: 1, streams, log: null }, trace: null });
  const { modules, codes, stacks, given, mappings, profiles, arch } = capture;
  const { threads, events } = capture.perf;
  const faults = profiles.find(({ event }) => event === "minor-faults");
  if (faults === undefined) throw new Error("no faults");
  const named = nameStacks(modules, codes, stacks, given, []);
  const event = events.find(({ name }) => name === faults.event);
  const ofSpans = spansOfFile({ spans }, 1);
  expect(spansOfFile({ spans }, 1)).toBe(ofSpans);
  const { sites } = storeSites(named, faults, event, mappings, threads, arch, ofSpans);

  const counts = new Map<number, number>();
  for (const { class: kind, spanclass, samples } of sites) {
    if (kind !== "go-heap" && kind !== "go-stack") continue;
    expect(kind === "go-stack").toBe(spanclass === MANUAL_SPAN);
    counts.set(spanclass, (counts.get(spanclass) ?? 0) + samples);
  }
  const lines = new TextDecoder().decode(fixture("spans.faults.tsv")).trim().split("\n");
  expect([...counts].sort(([a], [b]) => a - b)).toEqual(lines.map((line) => line.split("\t").map(Number)));

  // without probes all of it is one class of memory
  expect(spansOfFile(EMPTY_SESSION, 1)).toBeNull();
  const without = storeSites(named, faults, event, mappings, threads, arch, null).sites;
  const inArena = without.filter(({ class: kind }) => kind === "go-heap");
  expect(inArena.reduce((sum, { samples }) => sum + samples, 0)).toBe([...counts.values()].reduce((a, b) => a + b, 0));
  expect(inArena.every(({ spanclass }) => spanclass === UNKNOWN_SPAN)).toBe(true);
});

it("finds the span of an address at a time as looking through all of them does", () => {
  const life = fc.record({
    page: fc.integer({ min: 0, max: 30 }),
    pages: fc.integer({ min: 1, max: 4 }),
    spanclass: fc.integer({ min: -2, max: 135 }),
    lasts: fc.integer({ min: 1, max: 40 }),
    isLive: fc.boolean(),
  });
  const question = fc.tuple(fc.integer({ min: 0, max: 40 * GO_PAGE_BYTES }), fc.integer({ min: 0, max: 120 }));
  fc.assert(
    fc.property(fc.array(life, { maxLength: 60 }), fc.array(question, { minLength: 1 }), (drawn, questions) => {
      // one begins with each tick, where its pages are free
      const lives: { start: number; end: number; birth: number; death: number; spanclass: number }[] = [];
      for (const [birth, { page, pages, spanclass, lasts, isLive }] of drawn.entries()) {
        const [start, end] = [page * GO_PAGE_BYTES, (page + pages) * GO_PAGE_BYTES];
        if (lives.some((other) => other.start < end && start < other.end && other.death > birth)) continue;
        lives.push({ start, end, birth, death: isLive ? Infinity : birth + lasts, spanclass });
      }
      const column = (of: (one: (typeof lives)[number]) => number): Float64Array => Float64Array.from(lives, of);
      const table: SpanLives = {
        length: lives.length,
        startNs: 0n,
        endNs: 200,
        pageBytes: GO_PAGE_BYTES,
        isRelative: false,
        address: column(({ start }) => start),
        pages: Int32Array.from(lives, ({ start, end }) => (end - start) / GO_PAGE_BYTES),
        spanclass: Int16Array.from(lives, ({ spanclass }) => spanclass),
        birthNs: column(({ birth }) => birth),
        deathNs: column(({ death }) => (death === Infinity ? Number.NaN : death)),
        existed: new Uint8Array(lives.length),
        thread: new Int32Array(lives.length).fill(-1),
        openedBy: new Int32Array(lives.length).fill(-1),
      };
      const at = new SpansAt(
        table,
        questions.map(([address]) => address),
      );
      for (const [address, time] of questions) {
        const found = lives.find(
          ({ start, end, birth, death }) => start <= address && address < end && birth <= time && time < death,
        );
        expect(at.classAt(address, time)).toBe(found?.spanclass ?? UNKNOWN_SPAN);
      }
    }),
  );
});
