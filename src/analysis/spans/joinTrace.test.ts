import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { gotrace } from "../../../workers/formats/gotrace/index";
import { perf } from "../../../workers/formats/perf/index";
import { bytesSource } from "../../../workers/io/byteSource";
import type { GoTraceCapture, ProfileCapture } from "../../model/capture";
import { MANUAL_SPAN, type SpanLives, UNKNOWN_SPAN } from "../../model/spanLives";
import { joinTrace } from "./joinTrace";
import { spanHistories } from "./spanHistories";
import { spanStreams } from "./spanStreams";
import { isTogether, tracedSpans } from "./tracedSpans";

const formats = new URL("../../../workers/formats/", import.meta.url);

async function decoded(format: typeof perf, path: string) {
  const bytes = new Uint8Array(gunzipSync(readFileSync(new URL(path, formats))));
  return format.decode(bytesSource(path, bytes), { progress() {} });
}

const traceOf = async () => (await decoded(gotrace, "gotrace/fixtures/exec.trace.gz")) as GoTraceCapture;
const perfOf = async (name: string) =>
  (await decoded(perf, `perf/fixtures/spans/${name}.perf.data.gz`)) as ProfileCapture;

it("every span that begins in a trace has its probe, by thread and time", async () => {
  const [capture, recorded] = [await traceOf(), await perfOf("spans")];
  const trace = tracedSpans(2, capture);
  expect(isTogether(recorded, capture, trace)).toBe(true);
  const streams = spanStreams(recorded, {});
  if (streams === null) throw new Error("no probes");
  const [history, ...others] = spanHistories({ perf: { file: 1, streams, log: null }, trace });
  expect(others).toEqual([]);
  const wire = readFileSync(new URL("gotrace/fixtures/exec.wire.txt", formats), "utf8");
  const spanAllocs = Number(/(\d+) SpanAlloc\b/.exec(wire)?.[1]); // as `go tool trace -d=wire` counts them
  expect(history?.traced?.begun).toBe(spanAllocs);
  expect(history?.traced?.found).toBeGreaterThanOrEqual(0.99 * spanAllocs);
  // the probes saw every span from the start of the program: the trace adds none, and agrees with them on the classes
  expect(history?.counts).toMatchObject({ allocated: 2518, freed: 1964, live: 554, liveBytes: 7790592 });
  const { lives, traced, collections, candidates } = history ?? {};
  const unlike = [...(traced?.row ?? [])].filter(
    (row, life) => row >= 0 && trace.lives?.spanclass[row] !== lives?.spanclass[life],
  );
  expect(unlike).toEqual([]);
  expect(collections).toMatchObject({ source: "trace", endNs: { length: 10 } }); // GCEnd in exec.wire.txt
  expect(candidates?.spans).toBeGreaterThan(0);
});

it("a trace of another run stays by itself", async () => {
  const [capture, recorded] = [await traceOf(), await perfOf("gc-map")];
  expect(isTogether(recorded, capture, tracedSpans(2, capture))).toBe(false);
  const alone = spanHistories({ perf: null, trace: tracedSpans(2, capture) });
  expect(alone.map(({ source, perfFile, traceFile }) => [source, perfFile, traceFile])).toEqual([["trace", null, 2]]);
});

/** Lives by "page pages class birth death thread", in units of which nothing matters but the order of times. */
function drawn(startNs: bigint, ...lines: string[]): SpanLives {
  const rows = lines.map((line) => line.split(/\s+/).map(Number));
  const floats = (i: number) => Float64Array.from(rows, (row) => row[i]);
  const ints = (i: number) => Int32Array.from(rows, (row) => row[i]);
  return {
    length: rows.length,
    startNs,
    endNs: 1e9,
    pageBytes: 8192,
    isRelative: false,
    address: floats(0).map((page) => page * 8192),
    pages: ints(1),
    spanclass: Int16Array.from(ints(2)),
    birthNs: floats(3),
    deathNs: floats(4),
    existed: Uint8Array.from(rows, (row) => (row[3] === 0 ? 1 : 0)),
    thread: ints(5),
    openedBy: ints(5).map(() => -1),
  };
}

const table = ({ address, pages, spanclass, birthNs, deathNs, thread }: SpanLives) =>
  Array.from(address, (at, i) => [at / 8192, pages[i], spanclass[i], birthNs[i], deathNs[i], thread[i]].join(" "));

describe("what the one lacks is taken from the other", () => {
  const probed = drawn(1_000_000_000n, `5 1 ${UNKNOWN_SPAN} 100 NaN 7`, `8 2 ${MANUAL_SPAN} 20000000 30000000 7`);

  it("classes, frees that were lost, spans from before", () => {
    // begins 1 ms before the probes
    const traced = drawn(999_000_000n, "1 1 9 0 NaN -1", "5 1 12 1000200 9000000 7", "3 1 9 25000000 NaN 9");
    const joined = joinTrace(probed, traced);
    expect(table(joined?.lives ?? probed)).toEqual([
      "1 1 9 -1000000 NaN -1",
      "5 1 12 100 8000000 7",
      `8 2 ${MANUAL_SPAN} 20000000 30000000 7`,
      "3 1 9 24000000 NaN 9",
    ]);
    expect([...(joined?.traceRow ?? [])]).toEqual([0, 1, -1, 2]);
    expect(joined).toMatchObject({ begun: 2, found: 1 });
  });

  it("a span whose thread the trace has otherwise is found by its address", () => {
    const traced = drawn(1_000_000_000n, "8 2 -2 20000500 NaN 70", "5 1 12 600 NaN 7");
    const joined = joinTrace(probed, traced);
    expect([...(joined?.traceRow ?? [])]).toEqual([1, 0]);
    expect(joined).toMatchObject({ begun: 2, found: 1, lives: { length: 2 } });
  });

  it("not where the clocks differ", () => {
    const traced = drawn(1_500_000_000n, "5 1 12 600 NaN 7", "8 2 -2 20000500 NaN 7", "9 1 4 20000900 NaN 7");
    expect(joinTrace(probed, traced)).toBeNull();
  });
});
