import type { ByteSource } from "../../io/byteSource";
import { MAX_NAME_BYTES, MAX_SEARCHED_STRINGS_BYTES } from "../limits";
import { readPresent, stringAt } from "./range";

/** A string table (.strtab, .dynstr): NUL-terminated names by offset, read one by one when asked for. */
export class StringTable {
  readonly #source: ByteSource;
  readonly #start: number;
  readonly #size: number;

  constructor(source: ByteSource, start: number, size: number) {
    this.#source = source;
    this.#start = start;
    this.#size = Math.max(0, Math.min(size, source.size - start));
  }

  /** "" behind the end of the table. A name longer than MAX_NAME_BYTES is cut. */
  async get(offset: number): Promise<string> {
    for (let bytes = 256; ; bytes = MAX_NAME_BYTES) {
      const present = Math.min(bytes, this.#size - offset);
      const text = await readPresent(this.#source, this.#start + offset, present);
      if (bytes === MAX_NAME_BYTES || present < bytes || text.includes(0)) return stringAt(text, 0, bytes);
    }
  }

  /** The offsets at which this name can be found, also as the tail of a longer one (linkers merge tails). */
  async offsetsOf(name: string): Promise<ReadonlySet<number>> {
    const wanted = new TextEncoder().encode(`${name}\0`);
    const bytes = await readPresent(this.#source, this.#start, Math.min(this.#size, MAX_SEARCHED_STRINGS_BYTES));
    const found = new Set<number>();
    const first = wanted[0] ?? 0;
    for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
      if (wanted.every((byte, i) => bytes[at + i] === byte)) found.add(at);
    }
    return found;
  }
}
