import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type CheckFinding, checkCapture } from "../../../src/analysis/captureCheck/check";
import { type CheckFacts, checkFacts } from "../../../src/analysis/captureCheck/facts";
import { bytesSource } from "../../io/byteSource";
import { perf } from "./index";
import { RECORD } from "./recordType";
import { dataRange, recordsOf, viewOf, withRecords } from "./testing/perfFile";

// The capture check on whole files: recorded ones, and ones in which a single thing was changed.

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const cpuFp = fixture("cpu-fp.perf.data");

async function factsOf(bytes: Uint8Array): Promise<CheckFacts> {
  const capture = await perf.decode(bytesSource("test", bytes), { progress() {} });
  const facts = capture.kind === "perf" ? checkFacts(capture, capture.arch) : null;
  if (facts === null) throw new Error("no perf capture");
  return facts;
}

const findingsOf = async (bytes: Uint8Array): Promise<readonly CheckFinding[]> => checkCapture(await factsOf(bytes));
const rulesOf = async (bytes: Uint8Array): Promise<string[]> => (await findingsOf(bytes)).map(({ rule }) => rule);

/** The file with other bytes in all of its attrs. */
function withAttrs(file: Uint8Array, change: (attr: DataView) => void): Uint8Array {
  const made = file.slice();
  const header = viewOf(made);
  const [attrSize, start, size] = [header.getUint32(16, true), header.getUint32(24, true), header.getUint32(32, true)];
  for (let at = start; at < start + size; at += attrSize) change(new DataView(made.buffer, at, attrSize));
  return made;
}

/** The file as of another machine, whose name is not longer. */
function withArch(file: Uint8Array, arch: string): Uint8Array {
  const made = file.slice();
  const at = Buffer.from(made.buffer).lastIndexOf("x86_64\0");
  made.set(Buffer.from(arch.padEnd(6, "\0")), at);
  return made;
}

function orFlags(bits: number): (attr: DataView) => void {
  return (attr) => attr.setUint32(40, attr.getUint32(40, true) | bits, true);
}

/** Per event of `perf script`: samples with user frames, those with one, those of 127 frames or more. */
function scriptChains(text: string): Record<string, { user: number; oneUserFrame: number; atLimit: number }> {
  const counts: Record<string, { user: number; oneUserFrame: number; atLimit: number }> = {};
  for (const block of text.split(/\n\n+/)) {
    const [head = "", ...frames] = block.split("\n").filter((line) => line.trim() !== "");
    const event = /:\s+\d+\s+([a-z-]+):/.exec(head)?.[1];
    if (event === undefined) continue;
    const ips = frames.map((line) => line.trim().split(" ")[0] ?? "").filter((ip) => ip !== "0");
    const user = ips.filter((ip) => !ip.startsWith("ffff")).length;
    counts[event] ??= { user: 0, oneUserFrame: 0, atLimit: 0 };
    if (user > 0) counts[event].user++;
    if (user === 1) counts[event].oneUserFrame++;
    if (ips.length >= 127) counts[event].atLimit++;
  }
  return counts;
}

describe("facts of a recording", () => {
  it("are what perf report --header prints", async () => {
    const { recording, events } = await factsOf(cpuFp);
    expect(recording).toMatchObject({ osRelease: "6.18.44-fc-v669", killed: false, timeless: 0 });
    expect(events.map(({ attr }) => attr)).toEqual(
      [1, 2, 3].map(() => ({
        samplePeriod: 999,
        freq: true,
        preciseIp: 0,
        excludeKernel: false,
        excludeHv: false,
        excludeGuest: true,
        callGraph: "fp",
        stackUser: 0,
        regsUser: 0n,
        maxStack: 0,
        hasTime: true,
        hasPeriod: true,
        hasBranches: false,
        hasPhysAddr: false,
      })),
    );
    const [dwarf] = (await factsOf(fixture("dwarf-zstd.perf.data"))).events;
    expect(dwarf?.attr).toMatchObject({ callGraph: "dwarf", stackUser: 4096, regsUser: 0xff0fffn, samplePeriod: 1999 });
  });

  it("count chains as perf script prints them", async () => {
    const expected = scriptChains(gunzipSync(fixture("cpu-fp.script.txt.gz")).toString());
    expect(Object.keys(expected)).toHaveLength(3);
    const { events } = await factsOf(cpuFp);
    expect(Object.fromEntries(events.map(({ name, chains }) => [name, chains]))).toEqual(expected);
  });
});

it("nothing is to be said of a clean recording", async () => {
  expect(await rulesOf(cpuFp)).toEqual([]);
});

describe("a made recording", () => {
  it("with frame pointers on SW64: its own share of one-frame chains, and the article beside the kernel", async () => {
    const chains = Object.values(scriptChains(gunzipSync(fixture("cpu-fp.script.txt.gz")).toString()));
    const sum = (of: "user" | "oneUserFrame") => chains.reduce((total, each) => total + each[of], 0);
    const findings = await findingsOf(withArch(cpuFp, "sw_64"));
    // x86_64 code is not aligned to 4 bytes
    expect(findings.map(({ rule }) => rule)).toEqual([
      "sw64-frame-pointers",
      "sw64-unaligned",
      "article-instruction-length",
      "article-frame-alignment",
    ]);
    expect(findings[0]?.params["oneFrameShare"]).toBe(sum("oneUserFrame") / sum("user"));
  });

  it("with :p on SW64", async () => {
    const precise = withAttrs(withArch(cpuFp, "sw_64"), orFlags(2 << 15));
    expect(await rulesOf(precise)).toContain("sw64-precise");
    expect(await rulesOf(withAttrs(cpuFp, orFlags(2 << 15)))).toEqual([]);
  });

  it("without the kernel", async () => {
    expect(await rulesOf(withAttrs(cpuFp, orFlags(1 << 5)))).toEqual(["kernel-excluded"]);
  });

  it("that was killed", async () => {
    const killed = cpuFp.slice(0, dataRange(cpuFp).end);
    killed.fill(0, 48, 56); // data.size
    expect(await rulesOf(killed)).toEqual(["killed", "no-build-ids"]);
  });

  it("of a pipe, and with -z: without build ids", async () => {
    expect(await rulesOf(fixture("pipe.perf.data"))).toEqual(["no-build-ids"]);
    expect(await rulesOf(fixture("dwarf-zstd.perf.data"))).toEqual(["no-build-ids"]);
  });

  it("with LOST and THROTTLE records, with a mapping of the kernel missing, with times of 0", async () => {
    const records = recordsOf(cpuFp);
    const lost = new Uint8Array(16 + 32); // id, lost, then the trailer: TID TIME ID of these attrs
    new DataView(lost.buffer).setUint32(8, 1232, true);
    const withMore = withRecords(cpuFp, [
      ...records,
      { type: RECORD.LOST, misc: 0, body: lost },
      { type: RECORD.THROTTLE, misc: 0, body: new Uint8Array(24 + 32) },
    ]);
    const [first, second] = await findingsOf(withMore);
    expect(first).toMatchObject({ rule: "lost", severity: "error", params: { lostCount: 1232, lostShare: 0.5 } });
    expect(second).toMatchObject({ rule: "throttled", params: { throttledCount: 1 } });

    const isKernelMap = (body: Uint8Array): boolean => Buffer.from(body).includes("[kernel.kallsyms]_text");
    const unmapped = records.filter(({ type, body }) => !(type === RECORD.MMAP && isKernelMap(body)));
    expect(unmapped).toHaveLength(records.length - 1);
    expect(await rulesOf(withRecords(cpuFp, unmapped))).toEqual(["kernel-unmapped"]);

    let zeroed = 0;
    const timeless = records.map((record) => {
      if (record.type !== RECORD.SAMPLE || zeroed === 5) return record;
      zeroed++;
      const body = record.body.slice();
      body.fill(0, 16, 24); // IP TID TIME
      return { ...record, body };
    });
    const [zero] = await findingsOf(withRecords(cpuFp, timeless));
    expect(zero).toMatchObject({ rule: "time-zero", params: { timelessCount: 5 } });
  });
});
