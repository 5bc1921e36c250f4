import { DecodeError, type DecodeErrorCode } from "../../src/model/decodeError";
import type { Decompressor, TakeBytes } from "./decompressor";

/**
 * bzip2, as `perf archive` packs with it. A file is one or more streams (pbzip2 makes many) of blocks at no byte
 * boundary, each the run-length coded, sorted (Burrows–Wheeler), move-to-front and Huffman coded bytes of up to 900 kB:
 *
 *   "BZh1" … "BZh9"  { 0x314159265359, crc32, 1 bit, 24 bits origin, tables, codes }  0x177245385090, crc32 of all
 *
 * A block is decoded when all of its bytes must be there: BLOCK_MAX_BYTES or the end of the input.
 */
export class Bunzip2 implements Decompressor {
  #input: Uint8Array = new Uint8Array(0);
  #offset = 0; // in the file, of #input
  #at = 0; // next byte of #input
  #bits = 0; // read from #input and not used
  #bitCount = 0;
  #blockBytes = 0; // 0 between two streams
  #streams = 0;
  #done = false;
  #streamCrc = 0;
  #sorted = new Uint32Array(0); // low 8 bits: a byte of the block; above them: where the next one is
  readonly #output = new Uint8Array(OUTPUT_BYTES);

  push(bytes: Uint8Array, offset: number, take: TakeBytes): void {
    if (this.#done) return;
    const rest = this.#input.subarray(this.#at);
    const joined = new Uint8Array(rest.length + bytes.length);
    joined.set(rest);
    joined.set(bytes, rest.length);
    this.#input = joined;
    this.#offset = offset - rest.length;
    this.#at = 0;
    while (!this.#done && this.#input.length - this.#at >= BLOCK_MAX_BYTES) this.#step(take);
  }

  finish(_: number, take: TakeBytes): void {
    while (!this.#done) this.#step(take);
  }

  close(): void {
    this.#sorted = new Uint32Array(0);
  }

  /** A stream's header, a block, or a stream's end. */
  #step(take: TakeBytes): void {
    if (this.#blockBytes === 0) {
      this.#bitCount = 0; // streams begin at a byte
      const left = this.#input.length - this.#at;
      const [b, z, h, level = 0] = this.#input.subarray(this.#at, this.#at + 4);
      if (b === 0x42 && z === 0x5a && h === 0x68 && level >= 0x31 && level <= 0x39) {
        this.#at += 4;
        this.#blockBytes = (level - 0x30) * 100_000;
        this.#streamCrc = 0;
      } else if (this.#streams > 0)
        this.#done = true; // like bzip2, ignores what follows the last stream
      else throw this.#error(left < 4 ? "Truncated" : "BadMagic", "does not begin with BZh1 to BZh9");
      return;
    }
    const magic = this.#read(24) * 0x1_00_00_00 + this.#read(24);
    const crc = this.#read(16) * 0x1_00_00 + this.#read(16);
    if (magic === BLOCK_MAGIC) {
      const length = this.#readBlock();
      if (this.#write(length.bytes, length.origin, take) !== crc)
        throw this.#error("Malformed", "a block's checksum does not match");
      this.#streamCrc = ((this.#streamCrc << 1) | (this.#streamCrc >>> 31)) ^ crc;
    } else if (magic === END_MAGIC) {
      if (this.#streamCrc >>> 0 !== crc) throw this.#error("Malformed", "the checksum of all blocks does not match");
      this.#blockBytes = 0;
      this.#streams++;
    } else throw this.#error("Malformed", "neither a block nor the end begins here");
  }

  /** Fills #sorted with the bytes of a block in sorted order. */
  #readBlock(): { readonly bytes: number; readonly origin: number } {
    if (this.#read(1) === 1) throw this.#error("Unsupported", "a randomised block (bzip2 before 0.9.5)");
    const origin = this.#read(24);
    const { symbols, selectors, codes } = this.#readTables();
    const endOfBlock = symbols.length + 1; // after RUNA, RUNB and all symbols but the one in front
    if (this.#sorted.length < this.#blockBytes) this.#sorted = new Uint32Array(this.#blockBytes);
    const sorted = this.#sorted;
    let length = 0;
    let run = 0;
    let runBit = 1;
    for (let group = 0; ; group++) {
      const code = codes[selectors[group] ?? -1];
      if (code === undefined) throw this.#error("Malformed", "a block has more groups than it says");
      for (let i = 0; i < GROUP_SYMBOLS; i++) {
        const symbol = this.#readSymbol(code);
        if (symbol <= 1) {
          run += runBit << symbol; // RUNA, RUNB: digits 1 and 2 of a number in base 2
          runBit *= 2;
          if (run > this.#blockBytes) throw this.#error("Malformed", "a run is longer than a block");
          continue;
        }
        if (run > 0) {
          if (length + run > this.#blockBytes) throw this.#error("Malformed", "a block is longer than it may be");
          sorted.fill(symbols[0] as number, length, length + run);
          length += run;
          run = 0;
          runBit = 1;
        }
        if (symbol === endOfBlock) {
          if (origin >= length) throw this.#error("Malformed", "a block's origin lies outside it");
          return { bytes: length, origin };
        }
        if (length >= this.#blockBytes) throw this.#error("Malformed", "a block is longer than it may be");
        const byte = symbols[symbol - 1] as number;
        symbols.copyWithin(1, 0, symbol - 1);
        symbols[0] = byte;
        sorted[length++] = byte;
      }
    }
  }

  #readTables(): { readonly symbols: Uint8Array; readonly selectors: Uint8Array; readonly codes: readonly Code[] } {
    const used: number[] = [];
    const ranges = this.#read(16);
    for (let range = 0; range < 16; range++) {
      const members = (ranges >> (15 - range)) & 1 ? this.#read(16) : 0;
      for (let i = 0; i < 16; i++) if ((members >> (15 - i)) & 1) used.push(range * 16 + i);
    }
    const codeCount = this.#read(3);
    const selectorCount = this.#read(15);
    if (used.length === 0 || codeCount < 2 || codeCount > 6 || selectorCount === 0) {
      throw this.#error("Malformed", "a block's tables cannot be");
    }
    const selectors = new Uint8Array(selectorCount);
    const front = [0, 1, 2, 3, 4, 5];
    for (let i = 0; i < selectorCount; i++) {
      let index = 0;
      while (this.#read(1) === 1) if (++index >= codeCount) throw this.#error("Malformed", "a selector cannot be");
      const [selector = 0] = front.splice(index, 1);
      front.unshift(selector);
      selectors[i] = selector;
    }
    const codes = Array.from({ length: codeCount }, () => {
      const lengths = new Uint8Array(used.length + 2);
      let length = this.#read(5);
      for (let i = 0; i < lengths.length; i++) {
        while (this.#read(1) === 1) length += this.#read(1) === 0 ? 1 : -1;
        if (length < 1 || length > MAX_CODE_BITS) throw this.#error("Malformed", "the length of a code cannot be");
        lengths[i] = length;
      }
      return canonicalCode(lengths);
    });
    return { symbols: Uint8Array.from(used), selectors, codes };
  }

  #readSymbol({ first, count, index, symbols }: Code): number {
    let code = 0;
    for (let length = 1; length <= MAX_CODE_BITS; length++) {
      code = code * 2 + this.#read(1);
      const rank = code - (first[length] as number);
      if (rank >= 0 && rank < (count[length] as number)) return symbols[(index[length] as number) + rank] as number;
    }
    throw this.#error("Malformed", "a code that no symbol has");
  }

  /** Undoes the sorting and the run lengths (four equal bytes are followed by how many more). The CRC of the bytes. */
  #write(length: number, origin: number, take: TakeBytes): number {
    const sorted = this.#sorted;
    const next = new Uint32Array(256);
    for (let i = 0; i < length; i++) next[(sorted[i] as number) & 0xff]++;
    for (let byte = 0, sum = 0; byte < 256; byte++) {
      const count = next[byte] as number;
      next[byte] = sum;
      sum += count;
    }
    for (let i = 0; i < length; i++) {
      const place = next[(sorted[i] as number) & 0xff]++;
      sorted[place] = ((sorted[place] as number) & 0xff) | (i << 8);
    }
    const output = this.#output;
    let crc = -1;
    let filled = 0;
    let previous = -1;
    let equal = 0;
    let entry = sorted[(sorted[origin] as number) >>> 8] as number;
    for (let i = 0; i < length; i++) {
      const byte = entry & 0xff;
      entry = sorted[entry >>> 8] as number;
      let times = 1;
      if (equal === 4) {
        times = byte;
        equal = 0;
      } else {
        equal = byte === previous ? equal + 1 : 1;
        previous = byte;
      }
      for (; times > 0; times--) {
        if (filled === OUTPUT_BYTES) {
          take(output);
          filled = 0;
        }
        output[filled++] = previous;
        crc = (crc << 8) ^ (CRC[((crc >>> 24) ^ previous) & 0xff] as number);
      }
      if (equal === 0) previous = -1;
    }
    take(output.subarray(0, filled));
    return ~crc >>> 0;
  }

  #read(bits: number): number {
    while (this.#bitCount < bits) {
      if (this.#at >= this.#input.length) throw this.#error("Truncated", "ends inside a stream");
      this.#bits = ((this.#bits << 8) | (this.#input[this.#at++] as number)) >>> 0;
      this.#bitCount += 8;
    }
    this.#bitCount -= bits;
    return (this.#bits >>> this.#bitCount) & ((1 << bits) - 1);
  }

  #error(code: DecodeErrorCode, detail: string): DecodeError {
    return new DecodeError(code, "bzip2", this.#offset + this.#at, detail);
  }
}

const BLOCK_MAGIC = 0x31_41_59_26_53_59; // digits of pi
const END_MAGIC = 0x17_72_45_38_50_90; // and of its square root

/** "BZh", a level, and the first block or, of nothing at all, the end. */
export function isBzip2(head: Uint8Array): boolean {
  const [b, z, h, level = 0] = head;
  if (b !== 0x42 || z !== 0x5a || h !== 0x68 || level < 0x31 || level > 0x39) return false;
  const magic = head.subarray(4, 10).reduce((sum, byte) => sum * 256 + byte, 0);
  return magic === BLOCK_MAGIC || magic === END_MAGIC;
}

const GROUP_SYMBOLS = 50;
const MAX_CODE_BITS = 20;
const OUTPUT_BYTES = 1 << 16;

/** 900,002 codes of 20 bits, 18,002 selectors of 6 bits, tables: more than any block takes. */
const BLOCK_MAX_BYTES = 2_400_000;

/** A canonical Huffman code, by length in bits: its first code, how many codes, and where its symbols begin. */
interface Code {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly index: Int32Array;
  readonly symbols: Uint16Array;
}

function canonicalCode(lengths: Uint8Array): Code {
  const first = new Int32Array(MAX_CODE_BITS + 1);
  const count = new Int32Array(MAX_CODE_BITS + 1);
  const index = new Int32Array(MAX_CODE_BITS + 1);
  const symbols = new Uint16Array(lengths.length);
  let placed = 0;
  for (let length = 1, code = 0; length <= MAX_CODE_BITS; length++, code *= 2) {
    first[length] = code;
    index[length] = placed;
    for (let symbol = 0; symbol < lengths.length; symbol++) if (lengths[symbol] === length) symbols[placed++] = symbol;
    count[length] = placed - (index[length] as number);
    code += count[length] as number;
  }
  return { first, count, index, symbols };
}

/** CRC-32 with the highest bit first. */
const CRC = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c1_1db7 : crc << 1;
  return crc;
});
