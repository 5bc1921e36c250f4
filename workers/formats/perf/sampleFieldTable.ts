import type { ValueTable } from "../../../src/model/profile";
import { dataSrcText } from "./dataSrc";
import type { SampleFields } from "./sampleFields";
import type { SampleLayout } from "./sampleLayout";

// The fields of samples that become columns, by perf's names (`perf script -F`) where it has one.

/** One value of a sample; 0 and NaN say nothing. */
type FieldReader = (view: DataView, fields: SampleFields, body: number, layout: SampleLayout) => number;

export interface NumberField {
  readonly name: string;
  readonly kind: "number" | "address";
  readonly table?: ValueTable;
  readonly isIn: (layout: SampleLayout) => boolean;
  readonly read: FieldReader;
}

const BRANCH_BYTES = 24; // from, to, flags
const BRANCH_MISPREDICTED = 1;

export const ADDRESS_FIELDS: readonly NumberField[] = [
  {
    name: "addr",
    kind: "address",
    isIn: ({ addr }) => addr >= 0,
    read: (view, _, body, { addr }) => wordAt(view, body + addr),
  },
  field("phys_addr", "address", ({ physAddr }) => physAddr, word("physAddr")),
];

export const NUMBER_FIELDS: readonly NumberField[] = [
  field(
    "weight",
    "number",
    ({ weight }) => weight,
    (view, { weight }, _, { weightStruct }) =>
      weight < 0 ? 0 : weightStruct ? view.getUint32(weight, true) : wordAt(view, weight),
  ),
  field(
    "ins_lat",
    "number",
    ({ weightStruct }) => weightStruct,
    (view, { weight }) => halfAt(view, weight, 4),
  ),
  field(
    "retire_lat",
    "number",
    ({ weightStruct }) => weightStruct,
    (view, { weight }) => halfAt(view, weight, 6),
  ),
  field("data_page_size", "number", ({ dataPageSize }) => dataPageSize, word("dataPageSize")),
  field("code_page_size", "number", ({ codePageSize }) => codePageSize, word("codePageSize")),
  field(
    "branches",
    "number",
    ({ branchStack }) => branchStack,
    (_, { branchCount }) => branchCount,
  ),
  field(
    "branch_misses",
    "number",
    ({ branchStack }) => branchStack,
    (view, { branches, branchCount }) => {
      let misses = 0;
      for (let i = 0; branches >= 0 && i < branchCount; i++) {
        misses += view.getUint8(branches + i * BRANCH_BYTES + 16) & BRANCH_MISPREDICTED;
      }
      return misses;
    },
  ),
  field(
    "aux_bytes",
    "number",
    ({ aux }) => aux,
    (_, { auxBytes }) => auxBytes,
  ),
  {
    ...field("transaction", "number", ({ transaction }) => transaction, word("transaction")),
    // PERF_TXN_*
    table: {
      delimiter: "|",
      mask: 0xff,
      zero: null,
      values: [
        [1, "ELISION"],
        [2, "TRANSACTION"],
        [4, "SYNC"],
        [8, "ASYNC"],
        [16, "RETRY"],
        [32, "CONFLICT"],
        [64, "CAPACITY_WRITE"],
        [128, "CAPACITY_READ"],
      ],
    },
  },
];

export interface TextField {
  readonly name: string;
  readonly isIn: (layout: SampleLayout) => boolean;
  readonly read: FieldReader; // a bit pattern
  readonly text: (value: number, cgroups: ReadonlyMap<number, string>) => string | null;
}

export const TEXT_FIELDS: readonly TextField[] = [
  {
    name: "data_src",
    isIn: ({ dataSrc }) => dataSrc,
    read: word("dataSrc"),
    text: (value) => dataSrcText((value % 0x1_0000_0000) >>> 0, Math.floor(value / 0x1_0000_0000)),
  },
  {
    name: "cgroup",
    isIn: ({ cgroup }) => cgroup,
    read: word("cgroup"),
    text: (value, cgroups) => cgroups.get(value) ?? String(value),
  },
];

function field(name: string, kind: NumberField["kind"], isIn: NumberField["isIn"], read: FieldReader): NumberField {
  return { name, kind, isIn, read };
}

/** A field that is one u64. */
function word(name: "physAddr" | "dataSrc" | "transaction" | "cgroup" | "dataPageSize" | "codePageSize"): FieldReader {
  return (view, fields) => {
    const at = fields[name];
    return at < 0 ? 0 : wordAt(view, at);
  };
}

/** As a signed double, see Avma. */
function wordAt(view: DataView, at: number): number {
  return view.getInt32(at + 4, true) * 0x1_0000_0000 + view.getUint32(at, true);
}

/** var2_w and var3_w of `union perf_sample_weight`. */
function halfAt(view: DataView, weight: number, offset: number): number {
  return weight < 0 ? 0 : view.getUint16(weight + offset, true);
}
