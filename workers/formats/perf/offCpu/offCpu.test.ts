import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { argText } from "../../../../src/analysis/argText";
import type { StackCapture } from "../../../../src/model/capture";
import type { Profile } from "../../../../src/model/profile";
import { bytesSource } from "../../../io/byteSource";
import { assertCaptureIntegrity } from "../../../profile/integrity";
import { perf } from "../index";
import type { SampledEvent } from "./departures";
import { offCpu } from "./offCpu";
import { SwitchColumns } from "./switchColumns";

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));

async function decode(name: string): Promise<{ readonly capture: StackCapture; readonly profile: Profile }> {
  const capture = await perf.decode(bytesSource(name, fixture(`${name}.perf.data`)), { progress() {} });
  const profile = capture.kind === "perf" ? capture.profiles.find(({ event }) => event === "off-cpu") : undefined;
  if (capture.kind !== "perf" || profile === undefined) throw new Error("no off-cpu profile");
  assertCaptureIntegrity(capture);
  return { capture, profile };
}

const tidOf = ({ perf: facts }: StackCapture, { samples }: Profile, row: number): number =>
  facts?.threads[samples.thread?.[row] ?? -1]?.tid ?? -1;

/** As replay.py prints it: "tid state intervals nanoseconds". */
function totals(capture: StackCapture, profile: Profile): string[] {
  const [state] = profile.args;
  if (state === undefined) throw new Error("no state");
  const sums = new Map<string, { count: number; ns: number }>();
  profile.samples.weight.forEach((ns, row) => {
    const key = `${tidOf(capture, profile, row)} ${argText(state, row)}`;
    const before = sums.get(key) ?? { count: 0, ns: 0 };
    sums.set(key, { count: before.count + 1, ns: before.ns + ns });
  });
  return [...sums].map(([key, { count, ns }]) => `${key} ${count} ${ns}`).sort();
}

interface Moment {
  readonly tid: number;
  readonly timeNs: bigint;
  readonly isSample: boolean;
  readonly ips: readonly string[]; // leaf first
}

/** What perf script prints, in its order. */
function script(name: string): Moment[] {
  const moments: { tid: number; timeNs: bigint; isSample: boolean; ips: string[] }[] = [];
  for (const line of gunzipSync(fixture(`${name}.script.txt.gz`))
    .toString()
    .split("\n")) {
    const head = /^\s*-?\d+\/(-?\d+)\s+(\d+)\.(\d{9}):\s+(.*)/.exec(line);
    if (head === null) {
      const ip = line.trim().split(" ")[0] ?? "";
      if (ip !== "" && ip !== "0") moments.at(-1)?.ips.push(ip);
      continue;
    }
    const [, tid, seconds, nanoseconds, what = ""] = head;
    const isSample = !what.startsWith("PERF_RECORD");
    moments.push({ tid: Number(tid), timeNs: BigInt(`${seconds}${nanoseconds}`), isSample, ips: [] });
  }
  return moments;
}

function ipsOf({ stacks, codes }: StackCapture, { samples }: Profile, row: number): string[] {
  const ips: string[] = [];
  for (let stack = samples.stack[row] ?? -1; stack >= 0; stack = stacks.prefix[stack] ?? -1)
    ips.push(BigInt.asUintN(64, BigInt(codes.address[stacks.frame[stack] ?? 0] ?? 0)).toString(16));
  return ips;
}

describe.each(["both", "tracepoint", "switch"])("%s.perf.data", (name) => {
  it("has the time off the CPU that a replay of perf script's text adds up, per thread and state", async () => {
    const expected = fixtureLines(name);
    const { capture, profile } = await decode(name);
    expect(totals(capture, profile)).toEqual(expected.filter((line) => /^\d/.test(line)));
    const facts = capture.perf?.offCpu;
    expect([`unended ${facts?.unended}`, `open ${facts?.open} ${facts?.openNs}`]).toEqual(expected.slice(-2));
    expect(facts?.intervals).toBe(profile.samples.length);
    expect(profile.args.map(({ name: arg }) => arg)).toEqual(["state"]);
    expect(profile).toMatchObject({ unit: "nanoseconds", isDerived: true });
  });
});

function fixtureLines(name: string): string[] {
  return Buffer.from(fixture(`${name}.off-cpu.txt`))
    .toString()
    .trim()
    .split("\n");
}

it("has the stack at which the thread was switched, where the tracepoint was recorded", async () => {
  const { capture, profile } = await decode("both");
  expect(capture.perf?.offCpu?.stacks).toBe("sched_switch");
  const stacks = new Map(
    script("both")
      .filter(({ isSample }) => isSample)
      .map(({ timeNs, tid, ips }) => [`${tid} ${timeNs}`, ips]),
  );
  expect(profile.samples.length).toBeGreaterThan(40);
  for (let row = 0; row < profile.samples.length; row++) {
    const timeNs = profile.startNs + BigInt(profile.samples.time?.[row] ?? 0);
    expect(ipsOf(capture, profile, row)).toEqual(stacks.get(`${tidOf(capture, profile, row)} ${timeNs}`));
  }
});

it("has the stack of the thread's last sample, where there are only SWITCH records", async () => {
  const { capture, profile } = await decode("switch");
  expect(capture.perf?.offCpu?.stacks).toBe("last-sample");
  const moments = script("switch");
  let withStack = 0;
  for (let row = 0; row < profile.samples.length; row++) {
    const tid = tidOf(capture, profile, row);
    const timeNs = profile.startNs + BigInt(profile.samples.time?.[row] ?? 0);
    const last = moments.findLast((moment) => moment.isSample && moment.tid === tid && moment.timeNs <= timeNs);
    expect(ipsOf(capture, profile, row)).toEqual(last?.ips ?? []);
    if (last !== undefined) withStack++;
  }
  expect(withStack).toBeGreaterThan(10);
});

it("is no profile where nothing was switched", async () => {
  const bytes = new Uint8Array(readFileSync(new URL("../fixtures/cpu-fp.perf.data", import.meta.url)));
  const capture = await perf.decode(bytesSource("cpu-fp", bytes), { progress() {} });
  expect(capture).toMatchObject({ perf: { offCpu: null } });
  expect(capture.kind === "perf" && capture.profiles.some(({ event }) => event === "off-cpu")).toBe(false);
});

/** Switches "prev > next" of a machine with one CPU, a millisecond apart; thread rows are pids. */
function switched(steps: readonly (readonly [prev: number, next: number, state: number])[], period = 1): SampledEvent {
  const { length } = steps;
  const values = (of: 0 | 1 | 2) => Float64Array.from(steps, (step) => step[of]);
  return {
    name: "sched:sched_switch",
    columns: {
      length,
      time: Float64Array.from(steps, (_, i) => i * 1e6),
      stack: Int32Array.from(steps, (_, i) => i),
      thread: Int32Array.from(steps, ([prev]) => prev),
      cpu: new Int16Array(length),
      weight: new Float64Array(length).fill(period),
    },
    args: [
      { name: "prev_pid", kind: "number", values: values(0) },
      { name: "next_pid", kind: "number", values: values(1) },
      { name: "prev_state", kind: "number", values: values(2) },
    ],
    dumps: null,
  };
}

const NO_SWITCHES = new SwitchColumns().finish();
const [RUNNING, SLEEPING, ZOMBIE] = [0, 1, 0x20];

it("leaves the idle thread and threads that end out, and counts what has no end apart", () => {
  const event = switched([
    [1, 2, SLEEPING],
    [2, 0, SLEEPING],
    [0, 1, RUNNING], // 1 was away for 2 ms
    [1, 3, RUNNING],
    [3, 1, ZOMBIE], // 1 for 1 ms, and 3 is not coming back
    [1, 0, SLEEPING],
    [1, 0, SLEEPING], // left again: a switch is missing
  ]);
  const result = offCpu([event], NO_SWITCHES, 4);
  expect(result?.columns).toMatchObject({
    length: 2,
    thread: Int32Array.of(1, 1),
    stack: Int32Array.of(0, 3),
    weight: Float64Array.of(2e6, 1e6),
  });
  expect(result?.facts).toEqual({
    stacks: "sched_switch",
    intervals: 2,
    totalNs: 3e6,
    unended: 1,
    open: 2, // 2 since 1 ms, 1 since the end
    openNs: 5e6,
  });
});

it("believes no tracepoint that skipped switches", () => {
  const steps = [
    [1, 2, SLEEPING],
    [2, 1, SLEEPING],
  ] as const;
  expect(offCpu([switched(steps)], NO_SWITCHES, 3)?.facts.intervals).toBe(1);
  expect(offCpu([switched(steps, 5)], NO_SWITCHES, 3)).toBeNull();
});

it("keeps the control group and the stack dump of the sample that the stack is of", () => {
  const event = switched([
    [1, 2, SLEEPING],
    [2, 3, SLEEPING],
    [3, 2, SLEEPING],
    [2, 1, SLEEPING],
  ]);
  const cgroup = { name: "cgroup", kind: "string", values: Int32Array.of(0, 1, 0, 1), strings: ["/a", "/b"] } as const;
  const attr = { sampleType: 0, readFormat: 0, branchSampleType: 0n, sampleRegsUser: 1n, sampleRegsIntr: 0n };
  const [first, none] = [new Int32Array(10), new Float64Array()];
  const dumps = {
    offset: Float64Array.of(100, 200, 300, 400),
    stream: Int32Array.of(0, 1, 0, 1),
    space: Int32Array.of(7, 8, 7, 8),
    streams: [],
    spaces: { first, start: none, end: none, fileOffset: none, module: new Int32Array() },
    stop: null,
    outerCfa: null,
    innerSp: null,
    littleEndian: true,
    attr,
    kernelChainOnly: true,
    atReturn: false,
  };
  const result = offCpu([{ ...event, args: [...event.args, cgroup], dumps }], NO_SWITCHES, 4);
  expect(result?.columns.thread).toEqual(Int32Array.of(1, 2)); // the first two departures
  expect(result?.args.map(({ name, values }) => [name, [...values]])).toEqual([
    ["state", [SLEEPING, SLEEPING]],
    ["cgroup", [0, 1]],
  ]);
  expect(result?.dumps).toMatchObject({
    offset: Float64Array.of(100, 200),
    stream: Int32Array.of(0, 1),
    space: Int32Array.of(7, 8),
  });
});
