import { RangeDecoder } from "./rangeDecoder";

/** Literals, matches and repeated matches (the LZMA specification of the 7-zip SDK), with what adapts between chunks. */
export class LzmaDecoder {
  readonly #range = new RangeDecoder();
  #lc = 0; // how many high bits of the byte before choose a literal's probabilities
  #lpMask = 0; // which low bits of the position do
  #pbMask = 0; // and those of a match
  #state = 0; // what the last few packets were: < 7 when the last was a literal
  #distances: [number, number, number, number] = [0, 0, 0, 0]; // of the last matches, minus 1
  #literal = new Uint16Array(0);
  readonly #probabilities = new Uint16Array(LENGTH_MATCH + 2 * LENGTH_BYTES);

  /** New properties and all probabilities anew. False when the byte is none: (pb * 5 + lp) * 9 + lc. */
  setProperties(byte: number): boolean {
    const lc = byte % 9;
    const lp = Math.floor(byte / 9) % 5;
    const pb = Math.floor(byte / 45);
    if (pb > 4 || lc + lp > 4) return false; // lc + lp: LZMA2's limit
    this.#lc = lc;
    this.#lpMask = (1 << lp) - 1;
    this.#pbMask = (1 << pb) - 1;
    this.#literal = new Uint16Array(0x300 << (lc + lp));
    this.reset();
    return true;
  }

  reset(): void {
    this.#state = 0;
    this.#distances = [0, 0, 0, 0];
    this.#literal.fill(1024);
    this.#probabilities.fill(1024);
  }

  /**
   * Decodes one chunk into output[from, to). What is at `dictionary` and later in the output can be repeated. False
   * when the chunk is damaged.
   */
  decode(chunk: Uint8Array, output: Uint8Array, dictionary: number, from: number, to: number): boolean {
    const range = this.#range;
    const probabilities = this.#probabilities;
    range.begin(chunk);
    for (let at = from; at < to; ) {
      if (range.isPastEnd) return false;
      const position = at - dictionary;
      const posState = position & this.#pbMask;
      const packet = (this.#state << 4) + posState;
      if (range.bit(probabilities, IS_MATCH + packet) === 0) {
        output[at] = this.#literalAt(output, dictionary, at);
        at++;
        continue;
      }
      const length = this.#match(packet, posState);
      const distance = this.#distances[0] + 1;
      if (distance > position || length > to - at) return false;
      for (const end = at + length; at < end; at++) output[at] = output[at - distance] ?? 0;
    }
    return range.isFinished;
  }

  #literalAt(output: Uint8Array, dictionary: number, at: number): number {
    const position = at - dictionary;
    const before = position > 0 ? (output[at - 1] ?? 0) : 0;
    const base = 0x300 * (((position & this.#lpMask) << this.#lc) + (before >> (8 - this.#lc)));
    const isAfterMatch = this.#state >= 7;
    let symbol = 1;
    if (isAfterMatch) {
      // As long as the bits are those of the byte that the match would have had next, that byte helps to guess.
      let expected = output[at - this.#distances[0] - 1] ?? 0;
      while (symbol < 0x100) {
        const guess = (expected >> 7) & 1;
        expected <<= 1;
        const bit = this.#range.bit(this.#literal, base + ((1 + guess) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (guess !== bit) break;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#range.bit(this.#literal, base + symbol);
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
    return symbol & 0xff;
  }

  /** Sets the distance of a match that is new or one of the last four; gives its length. */
  #match(packet: number, posState: number): number {
    const range = this.#range;
    const probabilities = this.#probabilities;
    const isAfterLiteral = this.#state < 7;
    const [rep0, rep1, rep2, rep3] = this.#distances;
    if (range.bit(probabilities, IS_REP + this.#state) === 0) {
      const length = this.#length(LENGTH_MATCH, posState);
      this.#distances = [this.#newDistance(length), rep0, rep1, rep2];
      this.#state = isAfterLiteral ? 7 : 10;
      return length;
    }
    if (range.bit(probabilities, IS_REP_G0 + this.#state) === 0) {
      if (range.bit(probabilities, IS_REP0_LONG + packet) === 0) {
        this.#state = isAfterLiteral ? 9 : 11;
        return 1;
      }
    } else if (range.bit(probabilities, IS_REP_G1 + this.#state) === 0) {
      this.#distances = [rep1, rep0, rep2, rep3];
    } else if (range.bit(probabilities, IS_REP_G2 + this.#state) === 0) {
      this.#distances = [rep2, rep0, rep1, rep3];
    } else {
      this.#distances = [rep3, rep0, rep1, rep2];
    }
    const length = this.#length(LENGTH_REP, posState);
    this.#state = isAfterLiteral ? 8 : 11;
    return length;
  }

  /** choice, choice2, then 3, 3 or 8 bits by trees; the first two of a tree per posState. */
  #length(base: number, posState: number): number {
    const range = this.#range;
    const probabilities = this.#probabilities;
    if (range.bit(probabilities, base) === 0) return 2 + range.tree(probabilities, base + 2 + (posState << 3), 3);
    if (range.bit(probabilities, base + 1) === 0) {
      return 10 + range.tree(probabilities, base + 130 + (posState << 3), 3);
    }
    return 18 + range.tree(probabilities, base + 258, 8);
  }

  /** A slot that gives the two highest bits and how many follow: by a tree, or plain and the last four by another. */
  #newDistance(length: number): number {
    const range = this.#range;
    const probabilities = this.#probabilities;
    const slot = range.tree(probabilities, POS_SLOT + (Math.min(length - 2, 3) << 6), 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const high = (2 | (slot & 1)) * 2 ** bits;
    if (slot < 14) return high + range.reverseTree(probabilities, SPECIAL + high - slot, bits);
    return high + range.direct(bits - 4) * 16 + range.reverseTree(probabilities, ALIGN, 4);
  }
}

/** Where each kind of probability begins. */
const IS_MATCH = 0; // state, posState
const IS_REP = IS_MATCH + 192;
const IS_REP_G0 = IS_REP + 12;
const IS_REP_G1 = IS_REP_G0 + 12;
const IS_REP_G2 = IS_REP_G1 + 12;
const IS_REP0_LONG = IS_REP_G2 + 12; // state, posState
const POS_SLOT = IS_REP0_LONG + 192;
const SPECIAL = POS_SLOT + 256;
const ALIGN = SPECIAL + 115;
const LENGTH_REP = ALIGN + 16;
const LENGTH_BYTES = 2 + 128 + 128 + 256;
const LENGTH_MATCH = LENGTH_REP + LENGTH_BYTES;
