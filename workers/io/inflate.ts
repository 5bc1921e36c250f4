import { DecodeError } from "../../src/model/decodeError";

/**
 * DEFLATE (RFC 1951) of bytes in memory that tells where the stream ends: what follows one zlib stream may be another.
 * For what the browser's DecompressionStream refuses; libraries keep that position to themselves.
 */
export class Inflate {
  at: number; // in `input`: behind the last byte used, once `run` has returned
  length = 0; // of `output` that is filled
  #bits = 0;
  #bitCount = 0;
  readonly #input: Uint8Array;
  readonly #output: Uint8Array;
  readonly #where: string;

  constructor(input: Uint8Array, output: Uint8Array, where: string) {
    this.#input = input;
    this.#output = output;
    this.#where = where;
    this.at = 0;
  }

  /** Inflates one stream from `at`, behind what is in `output`. Throws DecodeError, also where `output` is too small. */
  run(at: number): void {
    this.at = at;
    this.#bits = 0;
    this.#bitCount = 0;
    const start = this.length; // a stream's matches do not reach into the one before
    for (let isLast = false; !isLast; ) {
      isLast = this.#take(1) === 1;
      const type = this.#take(2);
      if (type === 0) this.#stored();
      else if (type === 1) this.#block(FIXED_LITERALS, FIXED_DISTANCES, start);
      else if (type === 2) this.#block(...this.#dynamicCodes(), start);
      else throw this.#error("Malformed", "block type 3");
    }
    this.at -= this.#bitCount >>> 3; // whole bytes that were read ahead
  }

  #stored(): void {
    this.at -= this.#bitCount >>> 3;
    this.#bits = 0;
    this.#bitCount = 0;
    const [low = 0, high = 0, notLow = 0, notHigh = 0] = this.#input.subarray(this.at, this.at + 4);
    const length = low | (high << 8);
    if ((length ^ (notLow | (notHigh << 8))) !== 0xffff)
      throw this.#error("Malformed", "LEN and NLEN of a stored block");
    const bytes = this.#input.subarray(this.at + 4, this.at + 4 + length);
    if (bytes.length < length) throw this.#error("Truncated", "ends inside a stored block");
    if (length > this.#output.length - this.length) throw this.#tooLong();
    this.#output.set(bytes, this.length);
    this.length += length;
    this.at += 4 + length;
  }

  #block(literals: Huffman, distances: Huffman, start: number): void {
    const output = this.#output;
    for (;;) {
      const symbol = this.#symbol(literals);
      if (symbol < 256) {
        if (this.length === output.length) throw this.#tooLong();
        output[this.length++] = symbol;
      } else if (symbol === 256) {
        return;
      } else {
        const length = (LENGTH_BASE[symbol - 257] ?? 0) + this.#take(LENGTH_BITS[symbol - 257] ?? 0);
        const code = this.#symbol(distances);
        const distance = (DISTANCE_BASE[code] ?? 0) + this.#take(DISTANCE_BITS[code] ?? 0);
        if (symbol > 285 || code > 29)
          throw this.#error("Malformed", `length ${symbol} or distance ${code} has no meaning`);
        if (distance > this.length - start) throw this.#error("Malformed", `a match ${distance} bytes back`);
        if (length > output.length - this.length) throw this.#tooLong();
        const end = this.length + length;
        for (let to = this.length; to < end; to++) output[to] = output[to - distance] ?? 0;
        this.length = end;
      }
    }
  }

  /** RFC 1951 section 3.2.7: the code lengths of both alphabets, themselves coded by a third one. */
  #dynamicCodes(): [Huffman, Huffman] {
    const literals = this.#take(5) + 257;
    const distances = this.#take(5) + 1;
    const count = this.#take(4) + 4;
    const own = new Uint8Array(19);
    for (let i = 0; i < count; i++) own[CODE_LENGTH_ORDER[i] ?? 0] = this.#take(3);
    const codes = this.#huffman(own);
    const lengths = new Uint8Array(literals + distances);
    for (let i = 0; i < lengths.length; ) {
      const symbol = this.#symbol(codes);
      if (symbol < 16) lengths[i++] = symbol;
      else {
        const value = symbol === 16 ? (lengths[i - 1] ?? 0) : 0;
        const repeat = symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7);
        if (repeat > lengths.length - i) throw this.#error("Malformed", "more code lengths than codes");
        lengths.fill(value, i, i + repeat);
        i += repeat;
      }
    }
    return [this.#huffman(lengths.subarray(0, literals)), this.#huffman(lengths.subarray(literals))];
  }

  #huffman(lengths: Uint8Array): Huffman {
    const made = huffman(lengths);
    if (made === null) throw this.#error("Malformed", "code lengths that make no prefix code");
    return made;
  }

  #symbol({ bits, table }: Huffman): number {
    this.#fill(bits);
    const entry = table[this.#bits & ((1 << bits) - 1)] ?? 0;
    const used = entry & 15;
    if (used === 0) throw this.#error("Malformed", "a bit pattern that is no code");
    this.#drop(used);
    return entry >>> 4;
  }

  #take(count: number): number {
    this.#fill(count);
    const value = this.#bits & ((1 << count) - 1);
    this.#drop(count);
    return value;
  }

  /** At least `count` (at most 15) bits where the input has them; behind its end zeros, which `drop` refuses. */
  #fill(count: number): void {
    while (this.#bitCount < count && this.at < this.#input.length) {
      this.#bits |= (this.#input[this.at++] ?? 0) << this.#bitCount;
      this.#bitCount += 8;
    }
  }

  #drop(count: number): void {
    if (count > this.#bitCount) throw this.#error("Truncated", "ends inside the stream");
    this.#bits >>>= count;
    this.#bitCount -= count;
  }

  #tooLong(): DecodeError {
    return this.#error("Malformed", `more than the ${this.#output.length} bytes that are said to come out`);
  }

  #error(code: "Malformed" | "Truncated", detail: string): DecodeError {
    return new DecodeError(code, this.#where, this.at, detail);
  }
}

/** A prefix code by its next bits, the first one lowest: symbol << 4 | length, 0 where no code begins so. */
interface Huffman {
  readonly bits: number; // of the longest code
  readonly table: Uint16Array;
}

/** The canonical code of these lengths; null when they are over-subscribed. One code of one bit may stand alone. */
function huffman(lengths: Uint8Array): Huffman | null {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  let bits = 15;
  while (bits > 1 && counts[bits] === 0) bits--;
  const next = new Uint32Array(17);
  for (let length = 1; length <= 15; length++) {
    const code = (next[length] ?? 0) + (counts[length] ?? 0);
    if (code > 1 << length) return null;
    next[length + 1] = code << 1;
  }
  const table = new Uint16Array(1 << bits);
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    const code = next[length] ?? 0;
    next[length] = code + 1;
    for (let at = reversed(code, length); at < table.length; at += 1 << length) table[at] = (symbol << 4) | length;
  }
  return { bits, table };
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}

/** RFC 1951 section 3.2.5: each group of codes has one more extra bit than the one before. */
const LENGTH_BITS = Uint8Array.from([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]);
const LENGTH_BASE = Uint16Array.from(LENGTH_BITS, (_, code) =>
  code === 28 ? 258 : 3 + LENGTH_BITS.subarray(0, code).reduce((sum, bits) => sum + (1 << bits), 0),
);
const DISTANCE_BITS = Uint8Array.from({ length: 30 }, (_, code) => Math.max(0, (code >> 1) - 1));
const DISTANCE_BASE = Uint16Array.from(
  DISTANCE_BITS,
  (_, code) => 1 + DISTANCE_BITS.subarray(0, code).reduce((sum, bits) => sum + (1 << bits), 0),
);
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const NOTHING: Huffman = { bits: 1, table: new Uint16Array(2) };
const FIXED_LITERALS =
  huffman(Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))) ?? NOTHING;
const FIXED_DISTANCES = huffman(new Uint8Array(32).fill(5)) ?? NOTHING;
