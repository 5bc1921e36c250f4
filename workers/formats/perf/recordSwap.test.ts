import { expect, it } from "vitest";
import { READ_FORMAT, SAMPLE } from "./attr";
import { swapSample } from "./recordSwap";
import { SampleFields } from "./sampleFields";
import { sampleLayout } from "./sampleLayout";

// The same sample as a machine of either order writes it. Fields that our big-endian recordings lack; the others are
// compared byte for byte in containers.test.ts.

/** Values of 8, 4 or 1 bytes, or a pair for what the two orders write differently. */
type Value = bigint | number | Uint8Array | { readonly little: bigint; readonly big: bigint };

function written(values: readonly Value[], littleEndian: boolean): DataView {
  const view = new DataView(new ArrayBuffer(1024));
  let at = 0;
  for (const value of values) {
    if (typeof value === "number") view.setUint32(at, value, littleEndian);
    else if (value instanceof Uint8Array) new Uint8Array(view.buffer).set(value, at);
    else
      view.setBigUint64(at, typeof value === "bigint" ? value : littleEndian ? value.little : value.big, littleEndian);
    at += typeof value === "number" ? 4 : value instanceof Uint8Array ? value.length : 8;
  }
  return new DataView(view.buffer, 0, at);
}

const bits =
  SAMPLE.IP |
  SAMPLE.TID |
  SAMPLE.CPU |
  SAMPLE.READ |
  SAMPLE.CALLCHAIN |
  SAMPLE.RAW |
  SAMPLE.BRANCH_STACK |
  SAMPLE.WEIGHT_STRUCT;
const more =
  SAMPLE.DATA_SRC |
  SAMPLE.TRANSACTION |
  SAMPLE.REGS_INTR |
  SAMPLE.CGROUP |
  SAMPLE.DATA_PAGE_SIZE |
  SAMPLE.CODE_PAGE_SIZE |
  SAMPLE.AUX;

const layout = sampleLayout({
  sampleType: bits | more,
  readFormat: READ_FORMAT.GROUP | READ_FORMAT.ID | READ_FORMAT.LOST | READ_FORMAT.TOTAL_TIME_ENABLED,
  branchSampleType: (1n << 17n) | (1n << 19n), // hw_idx, counters
  sampleRegsUser: 0n,
  sampleRegsIntr: 0b1001n,
});

/** mispred and 5 cycles: bits 0 and 4–19 from the lowest bit up, or from the highest down. */
const flags = { little: 1n | (5n << 4n), big: (1n << 63n) | (5n << 44n) };
const raw = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

const values: readonly Value[] = [
  0xffff_8000_0000_1234n, // ip
  4711,
  4712, // pid, tid
  3,
  0, // cpu
  2n, // READ: nr
  99n, // time enabled
  ...[1000n, 7n, 0n], // value, id, lost
  ...[2000n, 8n, 1n],
  ...[2n, -128n & 0xffff_ffff_ffff_ffffn, 0x1234n], // chain
  12,
  raw,
  ...[1n, 6n, 0x10n, 0x20n, flags, 77n], // branches: nr, hw_idx, from, to, flags, counters
  (9n << 48n) | (1234n << 32n) | 500n, // weights: one number in both orders
  0x68100142n, // data_src: also
  6n,
  ...[2n, 0xaan, 0xbbn], // abi, two registers
  0x55n, // cgroup
  4096n,
  8192n, // page sizes
  8n, // AUX: size, and its bytes as they are
  Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1),
];

it("makes a big-endian sample the same as its little-endian twin, field by field", () => {
  const [little, big] = [written(values, true), written(values, false)];
  expect(new Uint8Array(big.buffer)).not.toEqual(new Uint8Array(little.buffer));
  swapSample(big, 0, big.byteLength, layout);
  expect([...new Uint8Array(big.buffer)]).toEqual([...new Uint8Array(little.buffer)]);
  const fields = new SampleFields();
  expect(fields.locate(layout, big, 0, big.byteLength) && fields.locateRest(layout)).toBe(true);
  expect(fields.aux + fields.auxBytes).toBe(big.byteLength);
});

it("stays inside a record that ends early", () => {
  for (let end = 0; end < written(values, false).byteLength; end++) {
    const big = written(values, false);
    const behind = new Uint8Array(big.buffer).slice(end);
    swapSample(big, 0, end, layout);
    expect(new Uint8Array(big.buffer).slice(end)).toEqual(behind);
  }
});
