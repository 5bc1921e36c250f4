import { expect, it } from "vitest";
import { SAMPLE } from "./attr";
import { FieldColumns } from "./fieldColumns";
import { SampleFields } from "./sampleFields";
import { sampleLayout } from "./sampleLayout";

// What no machine of ours records: `union perf_sample_weight`, PERF_TXN_*, branches with counters, AUX, by the text of
// include/uapi/linux/perf_event.h.

const attr = {
  sampleType: SAMPLE.BRANCH_STACK | SAMPLE.WEIGHT_STRUCT | SAMPLE.TRANSACTION | SAMPLE.REGS_INTR | SAMPLE.AUX,
  readFormat: 0,
  branchSampleType: (1n << 17n) | (1n << 19n), // hw_idx, counters
  sampleRegsUser: 0n,
  sampleRegsIntr: 0b101n,
};

function body(...words: readonly bigint[]): DataView {
  return new DataView(BigUint64Array.from(words).buffer);
}

it("reads weights in three parts, transactions, branches and AUX", () => {
  const layout = sampleLayout(attr);
  const columns = FieldColumns.of(layout);
  const fields = new SampleFields();
  const branches = [0x10n, 0x20n, 1n, 0x30n, 0x40n, 2n]; // the first one mispredicted, the second predicted
  const [counters, registers] = [
    [7n, 8n],
    [2n, 5n, 6n],
  ]; // of each branch; abi and two registers
  const weights = (9n << 48n) | (1234n << 32n) | 500n; // var3_w, var2_w, var1_dw
  const samples = [
    body(0n, 0n, 0n, 0n, 0n, 0n), // no branches: nr, hw_idx; weights, transaction; no registers; no AUX
    body(2n, 3n, ...branches, ...counters, weights, 0b110n, ...registers, 16n, 0n, 0n),
  ];
  for (const view of samples) {
    expect(fields.locate(layout, view, 0, view.byteLength) && fields.locateRest(layout)).toBe(true);
    columns?.push(view, fields, 0);
  }
  expect(fields.intrAbi).toBe(2);
  const found = columns?.finish(null, new Map()).map((column) => [column.name, column.kind, [...column.values]]);
  expect(found).toEqual([
    ["weight", "number", [Number.NaN, 500]],
    ["ins_lat", "number", [Number.NaN, 1234]],
    ["retire_lat", "number", [Number.NaN, 9]],
    ["branches", "number", [Number.NaN, 2]],
    ["branch_misses", "number", [Number.NaN, 1]],
    ["aux_bytes", "number", [Number.NaN, 16]],
    ["transaction", "flags", [Number.NaN, 6]], // TRANSACTION|SYNC
  ]);
});

it("finds no more than the record holds, wherever it ends", () => {
  const layout = sampleLayout(attr);
  const fields = new SampleFields();
  const view = body(1n, 3n, 0x10n, 0x20n, 1n, 7n, 500n, 0b110n, 2n, 5n, 6n, 16n, 0n, 0n);
  for (let end = 0; end <= view.byteLength; end++) {
    fields.locate(layout, view, 0, end);
    expect(fields.locateRest(layout)).toBe(end === view.byteLength);
    const places = [fields.branches, fields.weight, fields.transaction, fields.intrRegs, fields.aux];
    expect(places.every((at) => at < end)).toBe(true);
  }
  view.setBigUint64(0, 1n << 60n, true);
  expect(fields.locate(layout, view, 0, view.byteLength) && fields.locateRest(layout)).toBe(false);
});
