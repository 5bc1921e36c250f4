import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { perf } from "../../../workers/formats/perf";
import {
  attrOffset,
  type RawRecord,
  recordsOf,
  viewOf,
  withRecords,
} from "../../../workers/formats/perf/testing/perfFile";
import { bytesSource } from "../../../workers/io/byteSource";
import { nameStacks } from "../../../workers/profile/testing/nameStacks";
import type { StackCapture } from "../../model/capture";
import type { Side } from "../../model/session";
import { type Compared, compared, onSide, rowOf } from "./testing/compared";

/** A real recording whose every third stack is cut at 16 addresses, as `perf record --call-graph fp --max-stack 16` would. */

const LIMIT = 16;
const SAMPLE = 9;
const CHAIN_AT = 32; // behind IP, TID, TIME and PERIOD: nr, then addresses and marks of contexts
const MAX_STACK_AT = 108; // perf_event_attr.sample_max_stack

const whole = new Uint8Array(
  gunzipSync(readFileSync(new URL("./fixtures/pair/amd64/deep-fp.perf.data.gz", import.meta.url))),
);

function isMark(address: bigint): boolean {
  return address >= 0xffff_ffff_ffff_f001n; // PERF_CONTEXT_MAX
}

/** The addresses of a sample's chain, without the marks. */
function chainOf({ body }: RawRecord): bigint[] {
  const view = viewOf(body);
  const entries = Array.from({ length: view.getUint32(CHAIN_AT, true) }, (_, i) =>
    view.getBigUint64(CHAIN_AT + 8 + 8 * i, true),
  );
  return entries.filter((address) => !isMark(address));
}

function cut(record: RawRecord): RawRecord {
  const view = viewOf(record.body);
  const all = view.getUint32(CHAIN_AT, true);
  let [kept, addresses] = [0, 0];
  for (; kept < all && addresses < LIMIT; kept++) {
    if (!isMark(view.getBigUint64(CHAIN_AT + 8 + 8 * kept, true))) addresses++;
  }
  const body = record.body.slice(0, CHAIN_AT + 8 + 8 * kept);
  viewOf(body).setUint32(CHAIN_AT, kept, true);
  return { ...record, body };
}

/** Only samples with longer stacks than the limit, so that every third is every third of them. */
function deep(record: RawRecord): boolean {
  return record.type !== SAMPLE || chainOf(record).length > LIMIT;
}

function made(nth: number): Uint8Array {
  let sample = 0;
  const records = recordsOf(whole)
    .filter(deep)
    .map((record) => (record.type === SAMPLE && sample++ % nth === 0 ? cut(record) : record));
  const file = withRecords(whole, records);
  viewOf(file).setUint16(attrOffset(file, 0) + MAX_STACK_AT, LIMIT, true);
  return file;
}

async function decoded(bytes: Uint8Array, side: Side): Promise<Compared> {
  const capture = (await perf.decode(bytesSource(side, bytes), { progress() {} })) as StackCapture;
  const { modules, codes, stacks, given } = capture;
  return onSide(`${side}.perf.data`, capture, nameStacks(modules, codes, stacks, given, []), side);
}

it("every third stack cut at sample_max_stack is a truncation of 33 %, attributed to the limit of frames", async () => {
  const deviation = compared([
    await decoded(made(Number.POSITIVE_INFINITY), "baseline"),
    await decoded(made(3), "candidate"),
  ]);
  const row = rowOf(deviation, "truncation_rate", "share", "perf cpu-clock");
  expect(row.candidate?.n).toBeGreaterThan(300);
  expect(row.candidate?.estimate).toBeCloseTo(1 / 3, 2);
  const [low = 1, high = 0] = row.candidate?.ci ?? [];
  expect([low <= 1 / 3, high >= 1 / 3]).toEqual([true, true]);
  const parts = deviation.attribution.filter(({ metric }) => metric === "truncation_rate");
  expect(parts.every(({ stop, module }) => stop === "FrameLimit" && module === "deep")).toBe(true);
  expect(parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(row.difference ?? 0, 12);
  const limits = deviation.comparability.find(({ rule }) => rule === "frame_limit");
  expect(limits).toMatchObject({ baseline: "16", candidate: "16" });
});
