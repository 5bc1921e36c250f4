import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { StackCapture } from "../../../src/model/capture";
import { bytesSource } from "../../io/byteSource";
import { assertCaptureIntegrity } from "../../profile/integrity";
import { isPerfData, readFileHeader } from "./fileHeader";
import { readAttrs } from "./headerSections";
import { perf } from "./index";
import { Recording } from "./recording";
import { walkRecords } from "./recordStream";
import { recordSwap } from "./recordSwap";
import { concat, dataRange, type RawRecord, recordsOf, viewOf, withRecords } from "./testing/perfFile";

function fixture(name: string): Uint8Array {
  const bytes = readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
  return new Uint8Array(name.endsWith(".gz") ? gunzipSync(bytes) : bytes);
}

async function decode(bytes: Uint8Array, ...siblings: readonly Uint8Array[]): Promise<StackCapture> {
  const sources = siblings.map((sibling, i) => bytesSource(`data.${i}`, sibling));
  const capture = await perf.decode(bytesSource("data", bytes), { siblings: sources, progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  assertCaptureIntegrity(capture);
  return capture;
}

/** What a capture says of its samples, and of nothing that a container may lack. */
function content(capture: StackCapture): unknown {
  const { perf: facts, profiles, modules, codes, stacks } = capture;
  return {
    events: facts?.events.map(({ samples, values, periodTotal }) => ({ samples, values, periodTotal })),
    threads: facts?.threads,
    lost: facts?.lost,
    modules: modules.map(({ path }) => path),
    profiles: profiles.map(({ startNs, samples }) => ({
      startNs,
      time: samples.time,
      weight: samples.weight,
      stacks: Array.from(samples.stack, (stack) => {
        const frames: string[] = [];
        for (let row = stack; row >= 0; row = stacks.prefix[row] ?? -1) {
          const code = stacks.frame[row] ?? 0;
          frames.push(`${codes.module[code]}:${codes.address[code]}:${codes.flags[code]}`);
        }
        return frames.join();
      }),
    })),
  };
}

const cpuFp = fixture("cpu-fp.perf.data");

describe("a big-endian writer", () => {
  it.each(["cpu-fp", "pipe"])("%s: the same capture as from the little-endian twin", async (name) => {
    const [little, big] = [fixture(`${name}.perf.data`), fixture(`${name}.be.perf.data.gz`)];
    expect(isPerfData(big)).toBe(true);
    const [expected, capture] = [await decode(little), await decode(big)];
    expect(capture.losses).toEqual([]);
    expect(content(capture)).toEqual(content(expected));
    expect(capture.arch).toBe(expected.arch);
    expect(capture.modules).toEqual(expected.modules);
    expect(capture.perf?.events).toEqual(expected.perf?.events); // names, attr flags
    for (const fact of ["hostname", "os_release", "cmdline", "cpus_online", "total_memory_kb"]) {
      expect(capture.facts[fact]).toEqual(expected.facts[fact]);
    }
  });

  it.each(["dwarf-part", "cheap-part", "spans-part"])("%s: every record byte for byte", async (name) => {
    const records = async (bytes: Uint8Array): Promise<string[]> => {
      const source = bytesSource(name, bytes);
      const header = await readFileHeader(source);
      if (header.mode === "pipe") throw new Error("not a file");
      const recording = new Recording(header.littleEndian);
      await readAttrs(source, header, recording);
      const list: string[] = [];
      const swap = header.littleEndian ? null : recordSwap(recording);
      const nothing = (): undefined => undefined;
      const record = (chunk: { bytes: Uint8Array }, at: number, type: number, misc: number, size: number): void => {
        const body = type === CPU_MAP ? "" : Buffer.from(chunk.bytes.subarray(at, at + size)).toString("hex");
        list.push(`${type} ${misc} ${size} ${body}`);
      };
      expect(
        await walkRecords(source, header.data, { record, tracingData: nothing, progress: nothing }, swap),
      ).toBeNull();
      return list;
    };
    const expected = await records(fixture(`${name}.perf.data.gz`));
    expect(expected.length).toBeGreaterThan(50);
    expect(await records(fixture(`${name}.be.perf.data.gz`))).toEqual(expected);
  });

  it("survives flipped bytes", async () => {
    const whole = fixture("pipe.be.perf.data.gz");
    let seed = 11;
    for (let i = 0; i < 60; i++) {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      const bytes = whole.slice();
      const at = i < 30 ? seed % 4096 : seed % whole.length;
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (i & 7));
      await decode(bytes).catch((error: unknown) => expect(error).toMatchObject({ name: "DecodeError" }));
    }
  });

  it("finds the features where longs have 32 bits, and only build ids where there is no HOSTNAME", async () => {
    const big = fixture("cpu-fp.be.perf.data.gz");
    const header = async (bytes: Uint8Array) => readFileHeader(bytesSource("x", bytes));
    const expected = await header(big);
    const short = big.slice();
    for (let word = 72; word < 104; word += 8) short.set([...big.subarray(word + 4, word + 8), 0, 0, 0, 0], word);
    expect(await header(short)).toEqual(expected);
    const old = big.slice();
    old.set([0, 0, 0, 0, 0, 0, 0, 0b100], 72);
    expect(await header(old)).toMatchObject({ features: [2] });
  });
});

const CPU_MAP = 74; // nothing reads it

describe("magic PERFFILE (before perf 3.3)", () => {
  it.each(["cpu-fp.perf.data", "cpu-fp.be.perf.data.gz"])("%s: the size of an attr tells the order", async (name) => {
    const bytes = fixture(name).slice();
    const expected = content(await decode(bytes));
    bytes.set(new TextEncoder().encode("PERFFILE"));
    expect(isPerfData(bytes)).toBe(true);
    expect(content(await decode(bytes))).toEqual(expected);
  });

  it("has no features when its header is 72 bytes long", async () => {
    const bytes = cpuFp.slice();
    bytes.set(new TextEncoder().encode("PERFFILE"));
    bytes[8] = 72;
    const capture = await decode(bytes);
    expect(capture.facts["hostname"]).toBeNull();
    expect(capture.perf?.events.map(({ samples }) => samples)).toEqual([866, 138, 228]);
  });
});

describe("perf record --threads", () => {
  it.each(["threads", "threads-zstd"])("%s: one capture of all files", async (name) => {
    const [data, ...parts] = ["data", "data.0", "data.1"].map((file) => fixture(`${name}/${file}`));
    const capture = await decode(data as Uint8Array, ...parts);
    const text = new TextDecoder().decode(fixture(`${name}/script.txt.gz`));
    const expected = [...text.matchAll(/\d+\/(\d+)\s+(\d+)\.(\d{9}):\s+(\d+) /g)].map(([, tid, s, ns, period]) =>
      [tid, `${s}${ns}`, period].join(" "),
    );
    const [profile] = capture.profiles;
    const samples = Array.from({ length: profile?.samples.length ?? 0 }, (_, i) => {
      const tid = capture.perf?.threads[profile?.samples.thread?.[i] ?? -1]?.tid;
      return [tid, (profile?.startNs ?? 0n) + BigInt(profile?.samples.time?.[i] ?? 0), profile?.samples.weight[i]].join(
        " ",
      );
    });
    expect(samples.length).toBeGreaterThan(50);
    expect(samples).toEqual(expected.sort((a, b) => Number(a.split(" ")[1]) - Number(b.split(" ")[1])));
    const lines = new TextDecoder()
      .decode(fixture(`${name}/records.txt`))
      .trim()
      .split("\n");
    const counts = lines.map((line) => line.trim().split(/\s+/)).map(([n, type = ""]) => [type.slice(12), Number(n)]);
    expect(capture.perf?.records).toEqual(Object.fromEntries(counts));
    expect(capture.perf?.outOfOrder).toBe(0);
    expect(capture.losses).toEqual([]);
  });

  it("says that the other files are missing", async () => {
    const { losses } = await decode(fixture("threads/data"));
    expect(losses.map(({ first }) => first.message).join()).toContain("drop the whole folder");
  });
});

describe("damaged and unusual files", () => {
  it("says of a file whose header was never written what happened", async () => {
    const stub = new Uint8Array(144);
    stub.set(cpuFp.subarray(0, 16));
    await expect(decode(stub)).rejects.toThrow("killed before it wrote its header");
  });

  it("keeps all of a pipe that is followed by text or by a few bytes", async () => {
    const pipe = fixture("pipe.perf.data");
    const expected = content(await decode(pipe));
    const message = new TextEncoder().encode("[ perf record: Captured and wrote 0.071 MB - ]\n");
    for (const tail of [message, Uint8Array.of(7), Uint8Array.of(1, 2, 3)]) {
      const capture = await decode(concat([pipe, tail]));
      expect(content(capture)).toEqual(expected);
      expect(capture.losses).toHaveLength(1);
    }
  });

  it("stops at a record of no size", async () => {
    const records = recordsOf(cpuFp);
    const bytes = withRecords(cpuFp, records);
    const { start } = dataRange(bytes);
    let at = start;
    for (let i = 0; i < 500; i++) at += viewOf(bytes).getUint16(at + 6, true);
    viewOf(bytes).setUint16(at + 6, 0, true);
    const { losses, perf: facts } = await decode(bytes);
    expect(losses[0]?.first).toMatchObject({ code: "Malformed", where: "perf record", offset: at });
    expect(Object.values(facts?.records ?? {}).reduce((sum, count) => sum + count, 0)).toBe(500);
  });

  it("reads records at any place, and passes over types 69 to 80 that are not perf's", async () => {
    const odd: RawRecord[] = [];
    recordsOf(cpuFp).forEach((record, i) => {
      // Google's perf 3.2 wrote strings as types 69 to 80, and CPU_MAP had 20 bytes in perf 4.16
      if (i % 7 === 0)
        odd.push({ type: 69 + (i % 12), misc: 0, body: new TextEncoder().encode("x".repeat(1 + (i % 60))) });
      odd.push(record);
    });
    const capture = await decode(withRecords(cpuFp, odd));
    expect(content(capture)).toEqual(content(await decode(cpuFp)));
    expect(capture.losses).toEqual([]);
    expect(capture.perf?.records["SAMPLE"]).toBe(1232);
  });
});
