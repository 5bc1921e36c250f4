/**
 * xoshiro128** (Blackman & Vigna 2018, ACM TOMS 47), seeded by splitmix32: the same numbers for the same seed in every
 * browser, which Math.random does not give. Not for secrets.
 */
export class Random {
  readonly #state: Uint32Array;

  /** Four words, not all 0. */
  constructor(state: Uint32Array) {
    this.#state = state.slice();
  }

  /** 32 random bits. */
  bits(): number {
    const s = this.#state;
    const product = Math.imul(s[1], 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = (s[3] << 11) | (s[3] >>> 21);
    return result;
  }

  /** In [0, 1). */
  unit(): number {
    return this.bits() / 0x1_0000_0000;
  }

  /** A whole number in [0, below), below ≤ 2^32. Its bias, below / 2^32, is nothing that a resample could show. */
  below(below: number): number {
    return Math.floor(this.unit() * below);
  }

  /** The numbers 0 to length − 1 in random order (Fisher & Yates). */
  permutation(length: number): Int32Array {
    const order = Int32Array.from({ length }, (_, i) => i);
    for (let i = length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }
}

export function seeded(seed: number): Random {
  let mixed = seed >>> 0;
  const state = new Uint32Array(4);
  for (let i = 0; i < state.length; i++) {
    mixed = (mixed + 0x9e3779b9) >>> 0;
    let word = mixed;
    word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    state[i] = word ^ (word >>> 16);
  }
  return new Random(state);
}
