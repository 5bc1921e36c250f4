import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { StackCapture } from "../../../src/model/capture";
import { type ByteSource, bytesSource } from "../../io/byteSource";
import { StackDump } from "./dump";
import { readDumps } from "./dumpRecords";
import { perf } from "./index";

function fixture(name: string): Uint8Array {
  const bytes = readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
  return new Uint8Array(name.endsWith(".gz") ? gunzipSync(bytes) : bytes);
}

async function decode(sources: readonly ByteSource[]): Promise<StackCapture> {
  const [source, ...siblings] = sources as [ByteSource, ...ByteSource[]];
  const capture = await perf.decode(source, { siblings, progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  return capture;
}

const hex = (value: bigint): string => `0x${value.toString(16).padStart(16, "0")}`;

/**
 * Time, first and last register, how many, valid bytes of the stack, where it begins in the record and its first word,
 * sorted. A dump that perf has no sample for, and the reverse, would be a line of its own.
 */
async function dumpsOf(sources: readonly ByteSource[]): Promise<string[]> {
  const { profiles } = await decode(sources);
  const dumps = profiles.map((profile) => profile.dumps);
  const lines: string[] = [];
  await readDumps(
    sources,
    dumps.filter((dump) => dump !== null),
    (profile, row, { view }, at, size) => {
      const { startNs, samples } = profiles[profile] ?? { startNs: 0n };
      const attr = dumps[profile]?.attr;
      if (attr === undefined) throw new Error("no attr");
      const dump = new StackDump(attr);
      expect(dump.find(view, at, size)).toBe(true);
      expect(dump.abi).toBe(2);
      const count = attr.sampleRegsUser.toString(2).replaceAll("0", "").length;
      const register = (index: number): string => hex(view.getBigUint64(dump.registers + index * 8, true));
      const time = startNs + BigInt(samples?.time?.[row] ?? 0);
      const littleEndian = dumps[profile]?.littleEndian === true;
      const place = [dump.stackBytes, `0x${(dump.stack - at).toString(16)}`];
      lines.push(
        [
          time,
          register(0),
          register(count - 1),
          count,
          ...place,
          hex(view.getBigUint64(dump.stack, littleEndian)),
        ].join("\t"),
      );
    },
    () => {},
  );
  return lines.sort();
}

describe("stack dumps", () => {
  it.each([
    ["go-dwarf", ["go-dwarf.perf.data.gz"], "go-dwarf.dumps.tsv.gz"],
    ["perf record -z", ["dwarf-zstd.perf.data"], "dwarf-zstd.dumps.tsv.gz"],
    ["32 registers of SW64", ["sw64-chan.perf.data.gz"], "sw64-chan.dumps.tsv.gz"],
    [
      "perf record --threads -z",
      ["data", "data.0", "data.1"].map((name) => `threads-dwarf/${name}`),
      "threads-dwarf/dumps.tsv.gz",
    ],
  ])("%s: registers and stacks lie where perf report -D finds them", async (_, files, oracle) => {
    const expected = new TextDecoder().decode(fixture(oracle)).trim().split("\n").sort();
    const sources = files.map((file) => bytesSource(file, fixture(file)));
    expect(await dumpsOf(sources)).toEqual(expected);
  });

  it("are the same of a big-endian machine, with the bytes of the stack as they were", async () => {
    const [little, big] = ["dwarf-part.perf.data.gz", "dwarf-part.be.perf.data.gz"].map((name) =>
      bytesSource(name, fixture(name)),
    ) as [ByteSource, ByteSource];
    const withoutFirstWord = (lines: string[]): string[] => lines.map((line) => line.replace(/\t\w+$/, ""));
    const expected = await dumpsOf([little]);
    expect(expected).toHaveLength(13);
    expect(withoutFirstWord(await dumpsOf([big]))).toEqual(withoutFirstWord(expected));
  });

  it("says which part of the chain perf record has left to unwinding", async () => {
    const capture = await decode([bytesSource("x", fixture("dwarf-zstd.perf.data"))]);
    expect(capture.profiles.map(({ dumps }) => dumps?.kernelChainOnly)).toEqual([true]);
    const { profiles } = await decode([bytesSource("x", fixture("cpu-fp.perf.data"))]);
    expect(profiles.map(({ dumps }) => dumps)).toEqual([null, null, null]);
  });

  it("has no registers and no stack where the record ends too early", () => {
    const attr = { sampleType: 0x3000, readFormat: 0, branchSampleType: 0n, sampleRegsUser: 3n, sampleRegsIntr: 0n };
    const bytes = new Uint8Array(8 + 24 + 8 + 16 + 8); // header; abi and two registers; size, bytes, dyn_size
    const view = new DataView(bytes.buffer);
    view.setUint32(8, 2, true);
    view.setUint32(32, 16, true);
    view.setUint32(56, 12, true);
    const found = (size: number): unknown[] => {
      const dump = new StackDump(attr);
      return [dump.find(view, 0, size), dump.registers, dump.stack, dump.stackBytes];
    };
    expect(found(64)).toEqual([true, 16, 40, 12]);
    expect(found(63)).toEqual([true, 16, -1, 0]);
    expect(found(31)).toEqual([false, -1, -1, 0]);
    expect(found(9)).toEqual([false, -1, -1, 0]);
    view.setUint32(56, 17, true); // more than there is
    expect(found(64)).toEqual([true, 16, 40, 16]);
    view.setUint32(8, 0, true); // a kernel thread
    view.setUint32(16, 0, true);
    expect(found(24)).toEqual([false, -1, -1, 0]);
  });
});
