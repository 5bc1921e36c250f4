import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { pageStreams } from "../../../src/analysis/spans/physical/pageStreams";
import { PAGE_STATES, type PageState } from "../../../src/analysis/spans/physical/pageTable";
import { spanPages } from "../../../src/analysis/spans/physical/spanPages";
import { spanHistories } from "../../../src/analysis/spans/spanHistories";
import { spanStreams } from "../../../src/analysis/spans/spanStreams";
import type { StackCapture } from "../../../src/model/capture";
import type { SpanHistory } from "../../../src/model/spans";
import { bytesSource } from "../../io/byteSource";
import { perf } from "./index";

const unzipped = (name: string): Uint8Array =>
  new Uint8Array(gunzipSync(readFileSync(new URL(`./fixtures/spans/${name}.gz`, import.meta.url))));

interface Page {
  readonly state: PageState;
  readonly frame: number;
  readonly touchedNs: number;
}

/** Pages under live spans by address, as they are at the end. */
async function pagesOf(name: string): Promise<{ history: SpanHistory; pages: Map<number, Page>; truth: Truth }> {
  const capture = (await perf.decode(bytesSource(name, unzipped(`${name}.perf.data`)), {
    progress() {},
  })) as StackCapture;
  const streams = spanStreams(capture, {});
  if (streams === null) throw new Error("no probes");
  const [history] = spanHistories({ perf: { file: 1, streams: streams, log: null }, trace: null });
  const events = history === undefined ? null : pageStreams(capture, history.probes);
  if (history === undefined || events === null) throw new Error("no history");
  const pages = new Map<number, Page>();
  for (const life of history.lives.address.keys()) {
    if (!Number.isNaN(history.lives.deathNs[life])) continue;
    const at = spanPages(events, history.lives, history.pid, life);
    for (const [i, address] of (at?.address ?? []).entries()) {
      pages.set(address, {
        state: PAGE_STATES[at?.state[i] ?? 0] ?? "unknown",
        frame: at?.frame[i] ?? 0,
        touchedNs: at?.touchedNs[i] ?? 0,
      });
    }
  }
  return { history, pages, truth: truthOf(name) };
}

type Truth = ReadonlyMap<number, { readonly frame: number; readonly isHuge: boolean }>;

function truthOf(name: string): Truth {
  const lines = new TextDecoder()
    .decode(unzipped(`${name}.truth.tsv`))
    .trim()
    .split("\n");
  return new Map(
    lines.map((line) => {
      const [address = "", frame = "", huge] = line.split("\t");
      return [Number.parseInt(address, 16), { frame: Number.parseInt(frame, 16), isHuge: huge === "1" }];
    }),
  );
}

// A page that was given back by MADV_FREE and is under a new span since may be in use or not: it is unknown.
it.each([
  ["pages", 0.9],
  ["lazy", 0.8],
])("%s: finds the frames that the kernel says are under live spans", async (name, leastShare) => {
  const { history, pages, truth } = await pagesOf(name);
  const readNs = Math.max(...[...truth.keys()].map((address) => pages.get(address)?.touchedNs || 0));
  const wrong: unknown[] = [];
  const states: Partial<Record<PageState, number>> = {};
  for (const [address, { state, frame, touchedNs }] of pages) {
    if (touchedNs > readNs) continue; // the program went on after it had looked
    states[state] = (states[state] ?? 0) + 1;
    const real = truth.get(address);
    const isRight =
      state === "held" || state === "huge"
        ? real?.frame === frame && real.isHuge === (state === "huge")
        : state !== "returned" || real === undefined;
    if (!isRight) wrong.push([address.toString(16), state, frame, real]);
  }
  expect(wrong).toEqual([]);
  expect(states.huge).toBe(1024);
  const present = [...pages.keys()].filter((address) => truth.has(address)).length;
  expect((states.held ?? 0) + (states.huge ?? 0)).toBeGreaterThan(leastShare * present);
  const { live, free } = history.physical ?? {};
  expect((live?.huge ?? 0) / 4096).toBe([...truth.values()].filter(({ isHuge }) => isHuge).length);
  expect([(free?.returned ?? 0) > 1e6, (free?.lazy ?? 0) > 1e6]).toEqual([name === "pages", name === "lazy"]);
});
