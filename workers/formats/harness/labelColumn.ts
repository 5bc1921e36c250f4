import type { ArgColumn } from "../../../src/model/profile";
import { SAMPLE_FIELD_MAX_TEXTS } from "../../io/limits";
import { GrowingColumn } from "../../profile/growingColumn";

/** A column without a meaning of its own: numbers, or text as soon as one field is none. */
export class LabelColumn {
  readonly #name: string;
  readonly #numbers = new GrowingColumn((length) => new Float64Array(length));
  #texts: Texts | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  push(field: string): void {
    const number = numberOf(field);
    if (this.#texts === null && Number.isNaN(number) && field !== "") this.#texts = this.#asTexts();
    if (this.#texts === null) this.#numbers.push(number);
    else this.#texts.push(field);
  }

  finish(): ArgColumn {
    const name = this.#name;
    if (this.#texts === null) return { name, kind: "number", values: this.#numbers.finish(null) };
    return { name, kind: "string", values: this.#texts.rows.finish(null), strings: this.#texts.strings };
  }

  #asTexts(): Texts {
    const texts = new Texts();
    for (const number of this.#numbers.finish(null)) texts.push(Number.isNaN(number) ? "" : String(number));
    return texts;
  }
}

class Texts {
  readonly strings: string[] = [];
  readonly rows = new GrowingColumn((length) => new Int32Array(length));
  readonly #index = new Map<string, number>();

  push(field: string): void {
    let index = field === "" ? -1 : this.#index.get(field);
    if (index === undefined) {
      index = this.strings.length < SAMPLE_FIELD_MAX_TEXTS ? this.strings.push(field) - 1 : -1;
      if (index >= 0) this.#index.set(field, index);
    }
    this.rows.push(index);
  }
}

/** Decimal, or hexadecimal as addresses are; NaN for anything else. */
export function numberOf(field: string): number {
  return field === "" || field.length > MOST_DIGITS ? Number.NaN : Number(field);
}

const MOST_DIGITS = 32;
