import type { Damage } from "./damage";
import type { Spans } from "./spans";

/** A larger table is not decoded as one text, because few of its strings may be wanted. */
const MAX_TOGETHER_BYTES = 16 << 20;

/**
 * Profile.string_table (field 6). Strings are made when first asked for: of the millions a profile may have, few are
 * names that a stack needs. Most are parts of one text, since decoding a short string takes as long as decoding a
 * kilobyte.
 */
export class StringTable {
  readonly #bytes: Uint8Array;
  readonly #spans: Spans;
  readonly #damage: Damage;
  // Invalid UTF-8 occurs in profiles and becomes U+FFFD.
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #together: string | null = null;

  constructor(bytes: Uint8Array, spans: Spans, damage: Damage) {
    this.#bytes = bytes;
    this.#spans = spans;
    this.#damage = damage;
    if (spans.length > 0 && spans.stops[0] > spans.starts[0]) {
      throw damage.error("Malformed", "string_table", spans.starts[0], "its first string is not empty");
    }
  }

  get length(): number {
    return this.#spans.length;
  }

  /** Empty for an index that is not in the table. */
  text(index: number): string {
    const { length, starts, stops } = this.#spans;
    if (index >= 0 && index < length) {
      this.#together ??= this.#decodeTogether();
      if (this.#together !== "") return this.#together.slice(starts[index] - starts[0], stops[index] - starts[0]);
      return this.#decoder.decode(this.#bytes.subarray(starts[index], stops[index]));
    }
    if (index !== 0) this.#damage.add("unknown string", this.#bytes.length, `index ${index} of ${this.#spans.length}`);
    return "";
  }

  /** The bytes from the first string to the last; "" where these are not one character each, which ASCII is. */
  #decodeTogether(): string {
    const { length, starts, stops } = this.#spans;
    const bytes = this.#bytes.subarray(starts[0], stops[length - 1]);
    const text = bytes.length > MAX_TOGETHER_BYTES ? "" : this.#decoder.decode(bytes);
    return text.length === bytes.length ? text : "";
  }
}

/** The distinct texts of those strings that names need, numbered in the order they are asked for. */
export class UsedStrings {
  readonly strings: string[] = [];
  readonly #table: StringTable;
  readonly #byIndex: Int32Array; // number + 1 by string index
  readonly #byText = new Map<string, number>();

  constructor(table: StringTable) {
    this.#table = table;
    this.#byIndex = new Int32Array(table.length);
  }

  /** -1 for the empty string, which is how the format says "unknown". */
  number(index: number): number {
    if (index === 0) return -1;
    const known = this.#byIndex[index]; // undefined outside the table
    if (known > 0) return known - 1;
    const text = this.#table.text(index);
    if (text === "") return -1;
    let number = this.#byText.get(text);
    if (number === undefined) {
      number = this.strings.push(text) - 1;
      this.#byText.set(text, number);
    }
    if (known === 0) this.#byIndex[index] = number + 1;
    return number;
  }
}
