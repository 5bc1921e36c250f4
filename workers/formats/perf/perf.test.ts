import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { StackCapture } from "../../../src/model/capture";
import { CODE_KERNEL, CODE_RETURN_ADDRESS } from "../../../src/model/stacks";
import { bytesSource } from "../../io/byteSource";
import { assertCaptureIntegrity } from "../../profile/integrity";
import { perf } from "./index";

const fixture = (name: string): Uint8Array => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));

async function decode(bytes: Uint8Array): Promise<StackCapture> {
  const capture = await perf.decode(bytesSource("test", bytes), { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  assertCaptureIntegrity(capture);
  return capture;
}

/** One sample as `perf script -F pid,tid,time,period,event,ip --ns` prints it, addresses leaf first. */
interface ScriptSample {
  readonly event: string;
  readonly tid: number;
  readonly timeNs: bigint;
  readonly period: number;
  readonly ips: readonly string[];
}

function parseScript(text: string): ScriptSample[] {
  return text
    .split("\n\n")
    .filter((block) => block.trim() !== "")
    .map((block) => {
      const [head = "", ...ips] = block.split("\n");
      const match = /^\s*(\d+)\/(\d+)\s+(\d+)\.(\d{9}):\s+(\d+)\s+(\S+):/.exec(head);
      if (match === null) throw new Error(`not a sample: ${head}`);
      const [, , tid, seconds, nanoseconds, period, event = ""] = match;
      const timeNs = BigInt(`${seconds}${nanoseconds}`);
      const addresses = ips.map((ip) => ip.trim().split(" ")[0] ?? ""); // some forms add a symbol
      const code = addresses.filter((ip) => ip !== "0"); // where a frame pointer walk ended: no code, left out by us
      return { event, tid: Number(tid), timeNs, period: Number(period), ips: code };
    });
}

function samplesOf(capture: StackCapture): ScriptSample[] {
  const { stacks, codes } = capture;
  return capture.profiles.flatMap(({ event, startNs, samples }) =>
    Array.from({ length: samples.length }, (_, i) => {
      const ips: string[] = [];
      for (let stack = samples.stack[i] ?? -1; stack >= 0; stack = stacks.prefix[stack] ?? -1) {
        ips.push(BigInt.asUintN(64, BigInt(codes.address[stacks.frame[stack] ?? 0] ?? 0)).toString(16));
      }
      const tid = capture.perf?.threads[samples.thread?.[i] ?? -1]?.tid ?? -1;
      return { event, tid, timeNs: startNs + BigInt(samples.time?.[i] ?? 0), period: samples.weight[i] ?? 0, ips };
    }),
  );
}

const byTime = (a: ScriptSample, b: ScriptSample): number => Number(a.timeNs - b.timeNs);

describe.each(["cpu-fp", "pipe"])("%s.perf.data", (name) => {
  it("has the samples that perf script prints: event, thread, time, period and every address", async () => {
    const expected = parseScript(gunzipSync(fixture(`${name}.script.txt.gz`)).toString());
    const capture = await decode(fixture(`${name}.perf.data`));
    expect(expected.length).toBeGreaterThan(500);
    expect(samplesOf(capture).sort(byTime)).toEqual(expected.sort(byTime));
    expect(capture.losses).toEqual([]);
  });

  it("counts the records as perf report -D does", async () => {
    const lines = fixture(`${name}.records.txt`).toString().trim().split("\n");
    const expected = Object.fromEntries(
      lines.map((line) => {
        const [count, record = ""] = line.trim().split(/\s+/);
        return [record.replace("PERF_RECORD_", ""), Number(count)];
      }),
    );
    expect((await decode(fixture(`${name}.perf.data`))).perf?.records).toEqual(expected);
  });
});

describe("cpu-fp.perf.data", () => {
  it("tells the machine, the events and the modules with their build ids", async () => {
    const capture = await decode(fixture("cpu-fp.perf.data"));
    expect(capture.arch).toBe("x86_64");
    expect(capture.facts["hostname"]).toBe("vm");
    expect(capture.facts["cmdline"]).toContain("-e cpu-clock,page-faults,context-switches -F 999 -g");
    expect(capture.perf?.events.map(({ name, samples, periodTotal }) => [name, samples, periodTotal])).toEqual([
      ["cpu-clock", 866, 866866866n],
      ["page-faults", 138, 23374n],
      ["context-switches", 228, 5610n],
    ]);
    expect(capture.profiles.map(({ unit }) => unit)).toEqual(["nanoseconds", "count", "count"]);
    expect(capture.modules.map(({ path, buildId, addressing }) => [path, buildId, addressing])).toEqual([
      ["[kernel.kallsyms]", "4a5a9b0affb66c437abcd455d2738af879985fa9", "absolute"],
      ["/srv/demo/leakd", "15d050526cb767fd78f13742b8e5c891c7b91ab4", "file-offset"],
      ["[vdso]", "e95baaeaec8534edc5df3654182ddf12b19d9b23", "file-offset"],
    ]);
    expect(capture.modules[0]?.anchor).toEqual({ symbol: "_text", address: -0x7f000000 });
  });

  it("marks return addresses and kernel code", async () => {
    const { codes, stacks, profiles } = await decode(fixture("cpu-fp.perf.data"));
    for (const { samples } of profiles) {
      for (const leaf of samples.stack) {
        const flags = codes.flags[stacks.frame[leaf] ?? 0] ?? 0;
        expect(flags & CODE_RETURN_ADDRESS).toBe(0);
      }
    }
    for (let code = 0; code < codes.length; code++) {
      const kernel = ((codes.flags[code] ?? 0) & CODE_KERNEL) !== 0;
      expect((codes.address[code] ?? 0) < 0).toBe(kernel);
    }
  });
});

describe("damaged files", () => {
  it("keeps every whole sample of a file cut anywhere, and says where it ends", async () => {
    const whole = fixture("cpu-fp.perf.data");
    for (let length = 2000; length < whole.length; length += 9973) {
      const capture = await decode(whole.slice(0, length));
      expect(capture.losses.map(({ first }) => first.code)).toContain("Truncated");
      expect(capture.losses.every(({ first }) => first.offset <= whole.length)).toBe(true);
    }
    const half = await decode(whole.slice(0, 100_000));
    const expected = samplesOf(await decode(whole)).map((sample) => `${sample.timeNs} ${sample.ips}`);
    const kept = samplesOf(half).map((sample) => `${sample.timeNs} ${sample.ips}`);
    expect(kept.length).toBeGreaterThan(400);
    expect(expected).toEqual(expect.arrayContaining(kept));
  });

  it("says why a file too short for its header cannot be read", async () => {
    for (const length of [8, 16, 50, 103]) {
      await expect(decode(fixture("cpu-fp.perf.data").slice(0, length))).rejects.toMatchObject({
        failure: { code: "Truncated" },
      });
    }
  });

  it("reads a recording that was killed to its end", async () => {
    const bytes = fixture("cpu-fp.perf.data").slice();
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const dataEnd = view.getUint32(40, true) + view.getUint32(48, true);
    bytes.fill(0, 48, 56); // data.size
    const capture = await decode(bytes.slice(0, dataEnd));
    expect(capture.perf?.events.map(({ samples }) => samples)).toEqual([866, 138, 228]);
    expect(capture.perf?.events.map(({ name }) => name)).toEqual(["cpu-clock", "page-faults", "context-switches"]);
    expect(capture.losses[0]?.first.message).toContain("killed");
  });
});
