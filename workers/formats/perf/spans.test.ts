import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { replaySpans } from "../../../src/analysis/spans/replaySpans";
import { spanStreams } from "../../../src/analysis/spans/spanStreams";
import type { StackCapture } from "../../../src/model/capture";
import { bytesSource } from "../../io/byteSource";
import { perf } from "./index";

const fixture = (name: string): Uint8Array => readFileSync(new URL(`./fixtures/spans/${name}`, import.meta.url));

async function decode(name: string): Promise<StackCapture> {
  const bytes = new Uint8Array(gunzipSync(fixture(`${name}.perf.data.gz`)));
  const capture = await perf.decode(bytesSource(name, bytes), { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  return capture;
}

const oracle = (name: string) =>
  Object.fromEntries(
    new TextDecoder()
      .decode(fixture(`${name}.replay.txt`))
      .trim()
      .split("\n")
      .map((line) => [line.replace(/ \d+$/, ""), Number(/\d+$/.exec(line)?.[0])]),
  );

describe.each(["spans", "spans-healthy"])("%s", (name) => {
  it("is replayed to what an independent replay ends with", async () => {
    const streams = spanStreams(await decode(name), {});
    if (streams === null) throw new Error("no probes");
    const [replayed, ...others] = replaySpans(streams);
    const { lives, unknownFrees } = replayed ?? { lives: { length: 0 } };
    const isLive = (row: number) => Number.isNaN(lives.deathNs[row]);
    const rows = [...lives.address.keys()];
    expect(others).toEqual([]);
    expect({
      "spans allocated": rows.length,
      "spans freed": rows.filter((row) => !isLive(row)).length,
      "frees of spans never seen allocated": unknownFrees,
      "live at the end": rows.filter(isLive).length,
      "live bytes": rows.filter(isLive).reduce((sum, row) => sum + (lives.pages[row] ?? 0) * 8192, 0),
    }).toEqual(oracle(name));
    expect(replayed).toMatchObject({ missedFrees: 0, unreadable: 0 });
  });
});
