import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { StackCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { PPROF_MAX_BYTES } from "../../io/limits";
import { assertCaptureIntegrity } from "../../profile/integrity";
import { pprof } from "./index";

/*
 * A damaged file gives a capture that keeps all rules, with losses, or a DecodeError; never anything else.
 */
const compressed = new Uint8Array(readFileSync(join(import.meta.dirname, "fixtures", "map-heap.pb.gz")));
const raw = new Uint8Array(gunzipSync(compressed));

async function decode(bytes: Uint8Array): Promise<StackCapture | DecodeError> {
  const source: ByteSource = { name: "x", size: bytes.length, read: async (start, end) => bytes.slice(start, end) };
  try {
    const capture = await pprof.decode(source, { progress: () => undefined });
    if (capture.kind !== "pprof") throw new Error(capture.kind);
    assertCaptureIntegrity(capture);
    return capture;
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
}

it.each([
  ["raw", raw],
  ["gzipped", compressed],
])("survives 200 cuts of the %s profile", async (_, bytes) => {
  let most = 0;
  for (let i = 0; i < 200; i++) {
    const result = await decode(bytes.subarray(0, Math.floor((i * bytes.length) / 200)));
    if (result instanceof DecodeError) continue;
    const samples = result.profiles[0].samples.length;
    expect(samples).toBeGreaterThanOrEqual(most); // the more of the file, the more of the samples
    expect(result.losses.length).toBeGreaterThan(0);
    most = samples;
  }
  expect(most).toBeGreaterThan(50);
});

it.each([
  ["raw", raw],
  ["gzipped", compressed],
])("survives 500 flipped bytes of the %s profile", async (_, bytes) => {
  let state = 1;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let decoded = 0;
  for (let i = 0; i < 500; i++) {
    const damaged = bytes.slice();
    damaged[random(bytes.length)] ^= 1 + random(255);
    if (!((await decode(damaged)) instanceof DecodeError)) decoded++;
  }
  expect(decoded).toBeGreaterThan(250);
});

it("says in which file's bytes the damage lies, and what the gzip checksum says", async () => {
  const damaged = compressed.slice();
  damaged[compressed.length - 6] ^= 1;
  const result = await decode(damaged);
  if (result instanceof DecodeError) throw result;
  expect(result.losses.map(({ first }) => first.message)).toEqual([expect.stringMatching(/^gzip at .*checksum/)]);
  const cut = await decode(raw.subarray(0, 2000));
  if (cut instanceof DecodeError) throw cut;
  expect(cut.losses[0].first.message).toBe("pprof Profile at 0x7c1: field 4 has 16 bytes, 13 are left");
});

it("refuses a raw file beyond the limit without reading it", async () => {
  const source: ByteSource = {
    name: "x",
    size: PPROF_MAX_BYTES + 1,
    read: async (_, end) => new Uint8Array(Math.min(end, 4)),
  };
  await expect(pprof.decode(source, { progress: () => undefined })).rejects.toThrow("the limit is 209715200");
});

it("reports progress up to the size of the file", async () => {
  const seen: number[] = [];
  const source: ByteSource = { name: "x", size: raw.length, read: async (start, end) => raw.slice(start, end) };
  await pprof.decode(source, { progress: (done, total) => seen.push(done / total) });
  expect(seen.at(-1)).toBe(1);
});

it("throws nothing but DecodeError, whatever the bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat(raw.length), async (bytes, at) => {
      await decode(bytes);
      await decode(new Uint8Array(Buffer.concat([raw.subarray(0, at), bytes, raw.subarray(at)])));
    }),
    { numRuns: 200 },
  );
});
