import { DEMANGLED_MAX_LENGTH, MAX_DEPTH, MAX_STEPS } from "../limits";
import { UNDEMANGLEABLE } from "../undemangleable";
import { punycode } from "./punycode";

export interface Identifier {
  readonly disambiguator: number;
  readonly name: string;
}

/**
 * Reads a Rust v0 name and writes it at once: a back reference is a place in the name that is read again. Offsets count
 * from behind "_R".
 */
export class V0Reader {
  at = 0;
  /** Reads on without writing, where the language does not write a part. */
  isSilent = false;
  /** Lifetimes that the binders around have introduced. */
  boundLifetimes = 0;
  readonly #text: string;
  #written = "";
  #depth = 0;
  #steps = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get written(): string {
    return this.#written;
  }

  get isAtEnd(): boolean {
    return this.at >= this.#text.length;
  }

  peek(): string {
    return this.#text.charAt(this.at);
  }

  next(): string {
    if (this.isAtEnd) throw UNDEMANGLEABLE;
    return this.#text.charAt(this.at++);
  }

  accept(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at++;
    return true;
  }

  add(piece: string): void {
    if (this.isSilent) return;
    this.#written += piece;
    if (this.#written.length > DEMANGLED_MAX_LENGTH) throw UNDEMANGLEABLE;
  }

  nested(production: () => void): void {
    if (++this.#depth > MAX_DEPTH || ++this.#steps > MAX_STEPS) throw UNDEMANGLEABLE;
    production();
    this.#depth--;
  }

  /** Items up to E, with a separator between them; how many there were. */
  list(separator: string, item: () => void): number {
    let count = 0;
    for (; !this.accept("E"); count++) {
      if (count > 0) this.add(separator);
      item();
    }
    return count;
  }

  /** <base-62-number>: "_" is 0, "0_" is 1 … Crates' hashes lose their last digits, which nothing looks at. */
  base62(): number {
    if (this.accept("_")) return 0;
    let value = 0;
    for (let character = this.next(); character !== "_"; character = this.next()) {
      const digit = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".indexOf(character);
      if (digit < 0) throw UNDEMANGLEABLE;
      value = value * 62 + digit;
    }
    return value + 1;
  }

  /** A base-62 number behind a tag, one more than it; 0 without the tag. */
  tagged(tag: string): number {
    return this.accept(tag) ? this.base62() + 1 : 0;
  }

  /** Reads what is at an earlier place once more; nothing in a part that is not written. */
  backReference(production: () => void): void {
    const start = this.at - 1;
    const target = this.base62();
    if (target >= start) throw UNDEMANGLEABLE;
    if (this.isSilent) return;
    const { at } = this;
    this.at = target;
    this.nested(production);
    this.at = at;
  }

  /** <identifier>: [s <base-62-number>] [u] <decimal> [_] <bytes> */
  identifier(): Identifier {
    const disambiguator = this.tagged("s");
    const isPunycode = this.accept("u");
    const digits = /0|[1-9]\d*/y;
    digits.lastIndex = this.at;
    const found = digits.exec(this.#text)?.[0];
    if (found === undefined) throw UNDEMANGLEABLE;
    this.at += found.length;
    this.accept("_");
    const bytes = this.#text.slice(this.at, this.at + Number(found));
    if (bytes.length < Number(found)) throw UNDEMANGLEABLE;
    this.at += bytes.length;
    if (!isPunycode) return { disambiguator, name: bytes };
    const split = bytes.lastIndexOf("_");
    return { disambiguator, name: punycode(bytes.slice(0, Math.max(0, split)), bytes.slice(split + 1)) };
  }
}
