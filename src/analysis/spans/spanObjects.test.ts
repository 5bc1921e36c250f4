import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { gotrace } from "../../../workers/formats/gotrace/index";
import { bytesSource } from "../../../workers/io/byteSource";
import type { GoTraceCapture } from "../../model/capture";
import { spanObjects } from "./spanObjects";
import { topClasses } from "./topClasses";

async function trace(): Promise<GoTraceCapture> {
  const url = new URL("../../../workers/formats/gotrace/fixtures/exec.trace.gz", import.meta.url);
  const bytes = new Uint8Array(gunzipSync(readFileSync(url)));
  return (await gotrace.decode(bytesSource("exec.trace", bytes), { progress() {} })) as GoTraceCapture;
}

it("a span's objects are found among those of all spans", async () => {
  const { objects } = (await trace()).trace;
  if (objects === null) throw new Error("no objects");
  for (const of of [objects.span[0] ?? 0, objects.span[Math.floor(objects.length / 2)] ?? 0, 1e9]) {
    const addresses = [...objects.address].filter((_, row) => objects.span[row] === of);
    expect(spanObjects(objects, of).map(({ address }) => address)).toEqual(addresses);
  }
});

it("the classes that ever had most bytes come first", () => {
  const timesNs = Float64Array.of(0, 1);
  const bytesByClass = Float64Array.of(1, 5, 9, 0, 6, 6);
  const none = new Float64Array(0);
  expect(topClasses({ timesNs, bytesByClass, spans: none, bytes: none, spansByClass: none }, 2)).toEqual([1, 2]);
});
