import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { StackCapture } from "../../../src/model/capture";
import { bytesSource } from "../../io/byteSource";
import { assertCaptureIntegrity } from "../../profile/integrity";
import { perf } from "./index";
import { RECORD } from "./recordType";
import { concat, type RawRecord, recordsOf, viewOf, withRecords } from "./testing/perfFile";

// perf 6.1 does not know CALLCHAIN_DEFERRED, and no kernel here writes it. What is expected is the same recording with
// whole chains: the records below are made of it, by the text of include/uapi/linux/perf_event.h.

const whole = new Uint8Array(readFileSync(new URL("./fixtures/cpu-fp.perf.data", import.meta.url)));

async function decode(bytes: Uint8Array): Promise<StackCapture> {
  const capture = await perf.decode(bytesSource("test", bytes), { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  assertCaptureIntegrity(capture);
  return capture;
}

function stacksOf({ profiles, stacks, codes }: StackCapture): string[] {
  return profiles.flatMap(({ samples }) =>
    Array.from(samples.stack, (leaf) => {
      const frames: string[] = [];
      for (let row = leaf; row >= 0; row = stacks.prefix[row] ?? -1) {
        const code = stacks.frame[row] ?? 0;
        frames.push(`${codes.module[code]}:${codes.address[code]}:${codes.flags[code]}`);
      }
      return frames.join();
    }),
  );
}

const USER = 0xffff_ffff_ffff_fe00n;
const USER_DEFERRED = 0xffff_ffff_ffff_fd80n;
const FIXED_BYTES = 5 * 8; // IP, TID, TIME, ID, PERIOD of these samples

/** The record with a cookie in place of its user frames, and the record that brings these later. */
function deferred(sample: RawRecord, cookie: bigint): { readonly sample: RawRecord; readonly chain: RawRecord | null } {
  const view = viewOf(sample.body);
  const count = Number(view.getBigUint64(FIXED_BYTES, true));
  const chain = Array.from({ length: count }, (_, i) => view.getBigUint64(FIXED_BYTES + 8 + i * 8, true));
  const user = chain.indexOf(USER);
  if (user < 0) return { sample, chain: null };
  const kernel = [...chain.slice(0, user), USER_DEFERRED, cookie];
  const head = sample.body.subarray(0, FIXED_BYTES);
  const trailer = head.subarray(8, 32); // TID, TIME, ID
  return {
    sample: { ...sample, body: concat([head, words(BigInt(kernel.length), ...kernel)]) },
    chain: {
      type: RECORD.CALLCHAIN_DEFERRED,
      misc: 0,
      body: concat([words(cookie, BigInt(chain.length - user), ...chain.slice(user)), trailer]),
    },
  };
}

function words(...values: readonly bigint[]): Uint8Array {
  return new Uint8Array(BigUint64Array.from(values).buffer);
}

type Place = "behind" | "before" | "nowhere";

function deferredFile(place: (index: number) => Place): Uint8Array {
  const records: RawRecord[] = [];
  recordsOf(whole).forEach((record, index) => {
    if (record.type !== RECORD.SAMPLE) {
      records.push(record);
      return;
    }
    const cookie = (0x12n << 48n) | (1n << 40n) | BigInt(index); // processor, count
    const made = deferred(record, cookie);
    if (made.chain !== null && place(index) === "before") records.push(made.chain);
    records.push(made.sample);
    if (made.chain !== null && place(index) === "behind") records.push(made.chain);
  });
  return withRecords(whole, records);
}

describe("CALLCHAIN_DEFERRED", () => {
  it("makes stacks whole, wherever in the file the user's part is", async () => {
    const expected = stacksOf(await decode(whole));
    for (const place of ["behind", "before"] as const) {
      const capture = await decode(deferredFile(() => place));
      expect(capture.perf?.records["CALLCHAIN_DEFERRED"]).toBeGreaterThan(500);
      expect(stacksOf(capture)).toEqual(expected);
      expect(capture.losses).toEqual([]);
    }
  });

  it("belongs to every sample of the task that has its cookie, and to no other task's", async () => {
    const samples = recordsOf(whole).filter(({ type, body }) => type === RECORD.SAMPLE && body.length > 200);
    const made = deferred(samples[0] as RawRecord, 7n);
    const other = { ...made.sample, body: made.sample.body.slice() };
    viewOf(other.body).setUint32(12, 99, true); // tid
    const before = recordsOf(whole).filter(({ type }) => type !== RECORD.SAMPLE);
    const records = [...before, made.sample, made.sample, other, made.chain as RawRecord];
    const capture = await decode(withRecords(whole, records));
    const [one, two, alone, ...others] = stacksOf(capture);
    expect(others).toEqual([]);
    expect(two).toBe(one);
    expect(one?.split(",").length).toBeGreaterThan(alone?.split(",").length ?? 0);
    expect(capture.losses).toMatchObject([{ count: 1, first: { where: "CALLCHAIN_DEFERRED" } }]);
  });

  it("says how many samples have only their kernel frames because it is missing", async () => {
    const chains = (bytes: Uint8Array): number =>
      recordsOf(bytes).filter(({ type }) => type === RECORD.CALLCHAIN_DEFERRED).length;
    const file = deferredFile((index) => (index % 3 === 0 ? "nowhere" : "behind"));
    const left = chains(deferredFile(() => "behind")) - chains(file);
    expect(left).toBeGreaterThan(100);
    const [loss] = (await decode(file)).losses;
    expect(loss?.first).toMatchObject({ code: "Truncated", where: "CALLCHAIN_DEFERRED" });
    expect(loss?.first.message).toContain(`${left} samples wait`);
  });
});
