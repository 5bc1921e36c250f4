import { describe, expect, it } from "vitest";
import type { StackCapture } from "../../model/capture";
import type { RecordStream, StackDumps } from "../../model/stackDumps";
import { NOT_UNWOUND } from "../../model/unwind";
import { concernedRows, dumpsOfRows, withRows } from "./concerned";
import { unwindParts } from "./parts";

const MB = 1 << 20;
const none = { first: new Int32Array(1), start: new Float64Array(0), end: new Float64Array(0) };

function dumpsAt(offsets: readonly number[], streams: readonly RecordStream[], stream = 0): StackDumps {
  return {
    offset: Float64Array.from(offsets),
    stream: new Int32Array(offsets.length).fill(stream),
    streams,
    space: Int32Array.from(offsets, (_, row) => row % 2),
    spaces: { ...none, fileOffset: new Float64Array(0), module: new Int32Array(0) },
    littleEndian: true,
    attr: { sampleType: 0, readFormat: 0, branchSampleType: 0n, sampleRegsUser: 0n, sampleRegsIntr: 0n },
    kernelChainOnly: true,
    atReturn: false,
    stop: null,
    outerCfa: null,
    innerSp: null,
  };
}

const plain = (file: number, start: number, end: number): RecordStream => ({ file, start, end, compressed: false });
const packed = (file: number, start: number, end: number): RecordStream => ({ file, start, end, compressed: true });

describe("the parts of a file", () => {
  const streams = [plain(0, 100, 40 * MB), packed(0, 100, 40 * MB)];

  it("meet at records, leave nothing out, and are as many as there are workers", () => {
    const offsets = Array.from({ length: 4000 }, (_, i) => 100 + i * 10_000).reverse();
    const parts = unwindParts([dumpsAt(offsets, streams)], 3);
    const ranges = parts.map(({ dumps }) => dumps[0]?.streams[0] ?? plain(0, 0, 0));
    expect(ranges).toHaveLength(3);
    expect([ranges[0]?.start, ranges[2]?.end]).toEqual([100, 40 * MB]);
    expect([ranges[0]?.end, ranges[1]?.end]).toEqual([ranges[1]?.start, ranges[2]?.start]);
    expect(offsets).toContain(ranges[1]?.start);
    expect(offsets).toContain(ranges[2]?.start);
    for (const { bytes } of parts) expect(Math.abs(bytes - (40 * MB) / 3)).toBeLessThan(20_000);
  });

  it("are one where a small file is not worth more", () => {
    expect(unwindParts([dumpsAt([200, 300], [plain(0, 100, 9 * MB)])], 4)).toHaveLength(1);
  });

  it("are one of compressed records, and of several files", () => {
    expect(unwindParts([dumpsAt([0, 20 * MB], streams, 1)], 4)).toHaveLength(1);
    const two = [plain(0, 100, 40 * MB), plain(1, 0, 40 * MB)];
    expect(unwindParts([dumpsAt([200], two, 0), dumpsAt([200], two, 1)], 4)).toHaveLength(1);
  });

  it("are none where nothing is to be unwound", () => {
    expect(unwindParts([dumpsAt([], streams)], 4)).toEqual([]);
    expect(unwindParts([], 4)).toEqual([]);
  });
});

describe("the samples that one more binary concerns", () => {
  // 0 main in a, 1 main > f in b, 2 main > g in a, 3 h in c
  const capture = {
    codes: { length: 4, module: Int32Array.of(0, 1, 0, 2), address: new Float64Array(4), flags: new Uint8Array(4) },
    stacks: { length: 4, prefix: Int32Array.of(-1, 0, 0, -1), frame: Int32Array.of(0, 1, 2, 3) },
    profiles: [
      { dumps: null, samples: { stack: Int32Array.of(1) } },
      {
        dumps: { ...dumpsAt([1, 2, 3, 4, 5], []), stop: new Uint8Array(5) },
        samples: { stack: Int32Array.of(3, 1, -1, 2, 0) },
      },
    ],
  } as unknown as StackCapture;

  it("are those whose stack goes through its module", () => {
    expect(concernedRows(capture, new Set([1]))).toEqual([Int32Array.of(1)]);
    expect(concernedRows(capture, new Set([0]))).toEqual([Int32Array.of(1, 3, 4)]);
    expect(concernedRows(capture, new Set([1, 2]))).toEqual([Int32Array.of(0, 1)]);
    expect(concernedRows(capture, new Set())).toEqual([new Int32Array(0)]);
  });

  it("are all that have not been unwound, the kernel's too", () => {
    const [, profile] = capture.profiles;
    const stop = Uint8Array.of(0, 0, NOT_UNWOUND, 0, 0);
    const dumps = profile?.dumps ?? null;
    const withStop = (given: Uint8Array | null) =>
      ({ ...capture, profiles: [{ ...profile, dumps: { ...dumps, stop: given } }] }) as StackCapture;
    expect(concernedRows(withStop(stop), new Set([1]))).toEqual([Int32Array.of(1, 2)]);
    expect(concernedRows(withStop(null), new Set([1]))).toEqual([Int32Array.of(0, 1, 2, 3, 4)]);
  });

  it("are unwound as rows of their own, and come back as those of the capture", () => {
    const rows = Int32Array.of(1, 3);
    const dumps = dumpsOfRows(dumpsAt([10, 20, 30, 40], []), rows);
    expect([dumps.offset, dumps.space]).toEqual([Float64Array.of(20, 40), Int32Array.of(1, 1)]);
    const unwound = {
      codes: capture.codes,
      stacks: capture.stacks,
      profiles: [
        {
          row: Int32Array.of(1, 0),
          stack: Int32Array.of(0, 1),
          stop: Uint8Array.of(0, 1),
          outerCfa: new Float64Array(2),
          innerSp: new Float64Array(2),
        },
      ],
    };
    expect(withRows(unwound, [rows]).profiles[0]?.row).toEqual(Int32Array.of(3, 1));
  });
});
