import type { ArgColumn } from "../../../../src/model/profile";
import { ByteInterner } from "../../../io/byteInterner";
import { TRACING_MAX_ALL_TEXT_BYTES, TRACING_MAX_TEXTS } from "../../../io/limits";
import { GrowingColumn } from "../../../profile/growingColumn";
import type { EventField } from "./eventFormat";
import { FieldBytes, numberOf, type Payload, textOf } from "./payload";
import { type PrintFmt, parsePrintFmt } from "./printFmt";
import type { TraceEvent } from "./tracingData";

/** The arguments of one tracepoint while its samples are read: a column per field of its format. */
export class ArgColumns {
  length = 0;
  readonly #columns: readonly GrowingArg[];

  constructor(event: TraceEvent) {
    const printFmt = parsePrintFmt(event.printFmt);
    this.#columns = event.fields.map((field) =>
      field.kind === "integer" || field.kind === "pointer" ? new NumberColumn(field, printFmt) : new TextColumn(field),
    );
  }

  /** Adds a row. Answers what is wrong with the payload, null when every argument is there. */
  push(payload: Payload): string | null {
    let wrong: string | null = null;
    for (const column of this.#columns) wrong = column.push(payload) ?? wrong;
    this.length++;
    return wrong;
  }

  /** Adds rows without arguments. */
  skipTo(length: number): void {
    for (; this.length < length; this.length++) for (const column of this.#columns) column.skip();
  }

  finish(order: Int32Array | null): readonly ArgColumn[] {
    return this.#columns.map((column) => column.finish(order));
  }
}

interface GrowingArg {
  push(payload: Payload): string | null;
  skip(): void;
  finish(order: Int32Array | null): ArgColumn;
}

class NumberColumn implements GrowingArg {
  readonly #field: EventField;
  readonly #printFmt: PrintFmt;
  readonly #values = new GrowingColumn((length) => new Float64Array(length));

  constructor(field: EventField, printFmt: PrintFmt) {
    this.#field = field;
    this.#printFmt = printFmt;
  }

  push(payload: Payload): string | null {
    const value = numberOf(this.#field, payload);
    this.#values.push(value);
    return Number.isNaN(value) ? outside(this.#field) : null;
  }

  skip(): void {
    this.#values.push(Number.NaN);
  }

  finish(order: Int32Array | null): ArgColumn {
    const { name } = this.#field;
    const values = this.#values.finish(order);
    const named = this.#printFmt.tables.get(name);
    if (named !== undefined) return { name, ...named, values };
    return { name, kind: isAddress(this.#field, this.#printFmt) ? "address" : "number", values };
  }
}

/** Arguments of system calls are all printed in hex: of those only what is not called a size is read so. */
const SIZE = /(^|_)(len|length|size|bytes|count|nr)(_in)?$/;
const SIGNED_C = /^(const )?(int|long|short|ssize_t|size_t|loff_t|off_t|pid_t|[a-z]+id_t)$/;

function isAddress({ name, type, kind }: EventField, { hex }: PrintFmt): boolean {
  return kind === "pointer" || (hex.has(name) && !SIGNED_C.test(type) && !SIZE.test(name));
}

class TextColumn implements GrowingArg {
  readonly #field: EventField;
  readonly #rows = new GrowingColumn((length) => new Int32Array(length));
  readonly #interner = new ByteInterner(TRACING_MAX_TEXTS, TRACING_MAX_ALL_TEXT_BYTES);
  readonly #strings: string[] = [];
  readonly #found = new FieldBytes();

  constructor(field: EventField) {
    this.#field = field;
  }

  push(payload: Payload): string | null {
    const found = this.#found;
    if (!found.find(this.#field, payload)) {
      this.skip();
      return outside(this.#field);
    }
    const row = this.#interner.intern(payload.bytes, found.from, found.to);
    this.#rows.push(row);
    if (row === this.#strings.length) {
      this.#strings.push(textOf(this.#field, payload.bytes.subarray(found.from, found.to), payload.littleEndian));
    }
    return row < 0 ? `${this.#field.name} has more than ${TRACING_MAX_TEXTS} distinct values` : null;
  }

  skip(): void {
    this.#rows.push(-1);
  }

  finish(order: Int32Array | null): ArgColumn {
    return { name: this.#field.name, kind: "string", values: this.#rows.finish(order), strings: this.#strings };
  }
}

function outside({ name }: EventField): string {
  return `the argument ${name} lies outside the payload`;
}
