import type { ArgColumn } from "../../../src/model/profile";
import { PPROF_MAX_VALUES } from "../../io/limits";
import type { Damage } from "./damage";
import { fieldFit, LABEL } from "./schema";
import type { StringTable } from "./strings";
import type { Wire } from "./wire";

/** A column while it is filled. Of a text all but NaN are -> strings. */
interface LabelColumn {
  readonly name: string;
  readonly values: Float64Array; // NaN in a sample without the label
  readonly strings: string[];
  readonly numbers: Map<string, number>; // of `strings`
  readonly unit: string; // of a number
}

/**
 * Message Label: what Sample.label says of a sample, one column per key. `str` set makes a text, else `num` or its unit
 * a number, and a label with neither is none. Of several texts with one key all are kept, of several numbers the first.
 */
export class LabelColumns {
  readonly #wire: Wire;
  readonly #strings: StringTable;
  readonly #damage: Damage;
  readonly #samples: number;
  readonly #columns = new Map<string, LabelColumn>(); // by kind and string index of the key
  readonly #texts = new Map<number, string>(); // by string index

  constructor(wire: Wire, strings: StringTable, samples: number, damage: Damage) {
    this.#wire = wire;
    this.#strings = strings;
    this.#samples = samples;
    this.#damage = damage;
  }

  /** Reads the label at [start, stop) of a sample. */
  add(sample: number, start: number, stop: number): void {
    const wire = this.#wire;
    let [key, str, unit, num, hasNumber] = [0, 0, 0, 0, false];
    for (wire.enter(start, stop); wire.next(); ) {
      if (fieldFit(LABEL, wire) !== "known") continue;
      if (wire.field === 1) key = wire.index();
      else if (wire.field === 2) str = wire.index();
      else if (wire.field === 3) [num, hasNumber] = [wire.int64(), wire.lo !== 0 || wire.hi !== 0];
      else unit = wire.index();
    }
    if (wire.bad !== null) this.#damage.add("bad label", wire.pos, wire.badDetail);
    else if (str !== 0) this.#addText(sample, key, this.#text(str), start);
    else if (hasNumber || unit !== 0) this.#addNumber(sample, key, num, this.#text(unit), start);
  }

  /** The columns, cut to the samples that were kept. */
  finish(length: number): readonly ArgColumn[] {
    return [...this.#columns.values()].map(({ name, values, strings, unit }): ArgColumn => {
      const rows = values.subarray(0, length);
      if (strings.length === 0) return { name, kind: "number", values: rows.slice(), labelUnit: unit };
      return { name, kind: "string", values: Int32Array.from(rows, (value) => (value >= 0 ? value : -1)), strings };
    });
  }

  #addText(sample: number, key: number, text: string, at: number): void {
    const column = this.#column("text", key, "", at);
    if (column === null) return;
    const before = column.values[sample];
    const whole = Number.isNaN(before) ? text : `${column.strings[before]}, ${text}`;
    let number = column.numbers.get(whole);
    if (number === undefined) {
      number = column.strings.push(whole) - 1;
      column.numbers.set(whole, number);
    }
    column.values[sample] = number;
  }

  #addNumber(sample: number, key: number, value: number, unit: string, at: number): void {
    const column = this.#column("number", key, unit, at);
    if (column === null) return;
    if (Number.isNaN(column.values[sample])) column.values[sample] = value;
    else this.#damage.add("repeated label", at, column.name);
  }

  #column(kind: "text" | "number", key: number, unit: string, at: number): LabelColumn | null {
    const id = `${kind} ${key}`;
    const known = this.#columns.get(id);
    if (known !== undefined) return known;
    if ((this.#columns.size + 1) * this.#samples > PPROF_MAX_VALUES) {
      this.#damage.add("too many labels", at, `limit ${PPROF_MAX_VALUES} values`);
      return null;
    }
    const values = new Float64Array(this.#samples).fill(Number.NaN);
    const column = { name: this.#text(key), values, strings: [], numbers: new Map<string, number>(), unit };
    this.#columns.set(id, column);
    return column;
  }

  #text(index: number): string {
    let text = this.#texts.get(index);
    if (text === undefined) {
      text = this.#strings.text(index);
      this.#texts.set(index, text);
    }
    return text;
  }
}
