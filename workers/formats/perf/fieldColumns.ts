import type { ArgColumn } from "../../../src/model/profile";
import { SAMPLE_FIELD_MAX_TEXTS } from "../../io/limits";
import { GrowingColumn } from "../../profile/growingColumn";
import type { SampleFields } from "./sampleFields";
import { ADDRESS_FIELDS, NUMBER_FIELDS, type NumberField, TEXT_FIELDS, type TextField } from "./sampleFieldTable";
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
