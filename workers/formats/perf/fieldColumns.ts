import type { ArgColumn, ValueTable } from "../../../src/model/profile";
import { SAMPLE_FIELD_MAX_TEXTS } from "../../io/limits";
import { GrowingColumn } from "../../profile/growingColumn";
import { dataSrcText } from "./dataSrc";
import type { SampleFields } from "./sampleFields";
import type { SampleLayout } from "./sampleLayout";

/**
 * Fields of an event's samples that become columns beside a tracepoint's arguments: addresses, where data came from,
 * latencies, branches. perf asks for many of them whether they have a value or not (`-d` and `--call-graph dwarf` add
 * ADDR and DATA_SRC to every event), so a column begins to exist with the first value that says something.
 */
export class FieldColumns {
  length = 0;
  readonly #layout: SampleLayout;
  readonly #columns: readonly FieldColumn[];

  private constructor(layout: SampleLayout, columns: readonly FieldColumn[]) {
    this.#layout = layout;
    this.#columns = columns;
  }

  /** Null where samples have no such field. */
  static of(layout: SampleLayout): FieldColumns | null {
    const columns = [
      ...ADDRESS_FIELDS.filter(({ isIn }) => isIn(layout)).map((field) => new NumberColumn(field)),
      ...TEXT_FIELDS.filter(({ isIn }) => isIn(layout)).map((field) => new TextColumn(field)),
      ...NUMBER_FIELDS.filter(({ isIn }) => isIn(layout)).map((field) => new NumberColumn(field)),
    ];
    return columns.length === 0 ? null : new FieldColumns(layout, columns);
  }

  /** Adds the row of the sample that `fields` is filled with; its body begins at `body`. */
  push(view: DataView, fields: SampleFields, body: number): void {
    for (const column of this.#columns) column.push(view, fields, body, this.#layout);
    this.length++;
  }

  /** Adds rows without values. */
  skipTo(length: number): void {
    for (; this.length < length; this.length++) for (const column of this.#columns) column.skip();
  }

  /** Columns that say something. `cgroups`: paths by id. */
  finish(order: Int32Array | null, cgroups: ReadonlyMap<number, string>): ArgColumn[] {
    return this.#columns.flatMap((column) => column.finish(order, cgroups) ?? []);
  }
}

interface FieldColumn {
  push(view: DataView, fields: SampleFields, body: number, layout: SampleLayout): void;
  skip(): void;
  finish(order: Int32Array | null, cgroups: ReadonlyMap<number, string>): ArgColumn | null;
}

/** One value of a sample; 0 and NaN say nothing. */
type FieldReader = (view: DataView, fields: SampleFields, body: number, layout: SampleLayout) => number;

interface NumberField {
  readonly name: string; // as of perf script -F, where it has one
  readonly kind: "number" | "address";
  readonly table?: ValueTable;
  readonly isIn: (layout: SampleLayout) => boolean;
  readonly read: FieldReader;
}

const BRANCH_BYTES = 24; // from, to, flags
const BRANCH_MISPREDICTED = 1;

const ADDRESS_FIELDS: readonly NumberField[] = [
  {
    name: "addr",
    kind: "address",
    isIn: ({ addr }) => addr >= 0,
    read: (view, _, body, { addr }) => wordAt(view, body + addr),
  },
  field("phys_addr", "address", ({ physAddr }) => physAddr, word("physAddr")),
];

const NUMBER_FIELDS: readonly NumberField[] = [
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

interface TextField {
  readonly name: string;
  readonly isIn: (layout: SampleLayout) => boolean;
  readonly read: FieldReader; // a bit pattern
  readonly text: (value: number, cgroups: ReadonlyMap<number, string>) => string | null;
}

const TEXT_FIELDS: readonly TextField[] = [
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

class NumberColumn implements FieldColumn {
  readonly #field: NumberField;
  #values: GrowingColumn<Float64Array> | null = null;
  #before = 0; // rows that say nothing, while there are no values

  constructor(numberField: NumberField) {
    this.#field = numberField;
  }

  push(view: DataView, fields: SampleFields, body: number, layout: SampleLayout): void {
    const value = this.#field.read(view, fields, body, layout);
    if (value === 0) this.skip();
    else {
      this.#values ??= this.#begun();
      this.#values.push(value);
    }
  }

  skip(): void {
    if (this.#values === null) this.#before++;
    else this.#values.push(Number.NaN);
  }

  finish(order: Int32Array | null): ArgColumn | null {
    if (this.#values === null) return null;
    const { name, kind, table } = this.#field;
    const values = this.#values.finish(order);
    return table === undefined ? { name, kind, values } : { name, kind: "flags", values, table };
  }

  #begun(): GrowingColumn<Float64Array> {
    const values = new GrowingColumn((length) => new Float64Array(length));
    for (let row = 0; row < this.#before; row++) values.push(Number.NaN);
    return values;
  }
}

/** Bit patterns of which there are few: kept as numbers of texts. */
class TextColumn implements FieldColumn {
  readonly #field: TextField;
  readonly #rowOfValue = new Map<number, number>();
  readonly #rows = new GrowingColumn((length) => new Int32Array(length));

  constructor(textField: TextField) {
    this.#field = textField;
  }

  push(view: DataView, fields: SampleFields, body: number, layout: SampleLayout): void {
    const value = this.#field.read(view, fields, body, layout);
    let row = this.#rowOfValue.get(value) ?? -1;
    if (row < 0 && value !== 0 && this.#rowOfValue.size < SAMPLE_FIELD_MAX_TEXTS) {
      row = this.#rowOfValue.size;
      this.#rowOfValue.set(value, row);
    }
    this.#rows.push(row);
  }

  skip(): void {
    this.#rows.push(-1);
  }

  finish(order: Int32Array | null, cgroups: ReadonlyMap<number, string>): ArgColumn | null {
    const strings: string[] = [];
    const stringOf = Int32Array.from(this.#rowOfValue.keys(), (value) => {
      const text = this.#field.text(value, cgroups);
      return text === null ? -1 : strings.push(text) - 1;
    });
    if (strings.length === 0) return null;
    const values = this.#rows.finish(order);
    for (let row = 0; row < values.length; row++) values[row] = values[row] < 0 ? -1 : stringOf[values[row]];
    return { name: this.#field.name, kind: "string", values, strings };
  }
}
