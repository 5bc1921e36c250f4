import { expect, it } from "vitest";
import type { ProfileCapture } from "../../src/model/capture";
import { RUNGS } from "../../src/model/stacks";
import { assertCaptureIntegrity } from "./integrity";

/** main -> helper, one sample of each. */
const codes = { length: 2, module: Int32Array.of(0, -1), address: Float64Array.of(16, 32), flags: new Uint8Array(2) };
const stacks = { length: 2, prefix: Int32Array.of(-1, 0), frame: Int32Array.of(0, 1) };
const given = {
  length: 2,
  strings: ["main", "main.go"],
  start: Int32Array.of(0, 1, 1),
  func: Int32Array.of(0),
  file: Int32Array.of(1),
  line: Int32Array.of(12),
  symbol: Int32Array.of(0, -1),
  rung: Uint8Array.of(RUNGS.indexOf("capture"), RUNGS.indexOf("none")),
};
const samples = {
  length: 2,
  stack: Int32Array.of(1, -1),
  weight: Float64Array.of(1, -2),
  time: Float64Array.of(0, 5),
  thread: null,
  cpu: Int16Array.of(0, -1),
};
const good: ProfileCapture = {
  kind: "pprof",
  arch: null,
  facts: {},
  losses: [],
  modules: [{ path: "/bin/app", buildId: null, addressing: "file-offset", pid: -1, anchor: null }],
  mappings: [],
  codes,
  stacks,
  given,
  profiles: [{ event: "cpu", unit: "nanoseconds", startNs: 0n, samples, args: [], dumps: null }],
  perf: null,
  pprof: null,
};

it("accepts a capture that keeps the rules", () => {
  expect(() => assertCaptureIntegrity(good)).not.toThrow();
  expect(() => assertCaptureIntegrity({ ...good, given: null })).not.toThrow();
});

const withSamples = (changed: object): Partial<ProfileCapture> => ({
  profiles: [
    { event: "cpu", unit: "nanoseconds", startNs: 0n, samples: { ...samples, ...changed }, args: [], dumps: null },
  ],
});

it.each<[string, Partial<ProfileCapture>]>([
  ["codes.module[0] is 1: not in -1 … 0", { codes: { ...codes, module: Int32Array.of(1, 0) } }],
  ["codes.flags has 1 rows of 2", { codes: { ...codes, flags: new Uint8Array(1) } }],
  ["codes.address[1] is NaN", { codes: { ...codes, address: Float64Array.of(0, Number.NaN) } }],
  ["stacks.prefix[0] is 1: not before its child", { stacks: { ...stacks, prefix: Int32Array.of(1, -1) } }],
  ["stacks.prefix[1] is 1: not before its child", { stacks: { ...stacks, prefix: Int32Array.of(-1, 1) } }],
  ["stacks.frame[1] is 2", { stacks: { ...stacks, frame: Int32Array.of(0, 2) } }],
  ["given.length is 1, codes.length is 2", { given: { ...given, length: 1 } }],
  ["given.start has 2 rows", { given: { ...given, start: Int32Array.of(0, 1) } }],
  ["given.start goes from 0 to 2 of 1", { given: { ...given, start: Int32Array.of(0, 1, 2) } }],
  ["given row 0 has 0 lines and rung capture", { given: { ...given, start: Int32Array.of(0, 0, 1) } }],
  ["given.file[0] is 2", { given: { ...given, file: Int32Array.of(2) } }],
  ["given.rung[0] is 99", { given: { ...given, rung: Uint8Array.of(99, 14) } }],
  ["profiles[0].stack[0] is 2", withSamples({ stack: Int32Array.of(2, 0) })],
  ["profiles[0].weight[1] is Infinity", withSamples({ weight: Float64Array.of(0, Number.POSITIVE_INFINITY) })],
  ["profiles[0].time has 1 rows of 2", withSamples({ time: new Float64Array(1) })],
  ["profiles[0].thread[0] is 0: not in 0 … -1", withSamples({ thread: new Int32Array(2) })],
])("says: %s", (message, broken) => {
  expect(() => assertCaptureIntegrity({ ...good, ...broken })).toThrow(message);
});
