import type { RecordColumn } from "./recordColumn";

/** The samples that have the text in any column, in the order of time. */
export function matchingSamples(columns: readonly RecordColumn[], count: number, search: string): Int32Array {
  const samples = new Int32Array(count);
  const finders = columns.flatMap(({ finder }) => (search === "" ? [] : (finder(search.toLowerCase()) ?? [])));
  let found = 0;
  for (let sample = 0; sample < count; sample++) {
    if (search === "" || finders.some((finds) => finds(sample))) samples[found++] = sample;
  }
  return samples.subarray(0, found);
}

/** The samples by a column's key; those with equal keys keep their order. */
export function sortedSamples(samples: Int32Array, column: RecordColumn, descending: boolean): Int32Array {
  const keys = new Float64Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const key = column.key(samples[i]);
    keys[i] = Number.isNaN(key) ? -Infinity : key + 0; // + 0: no negative zero
  }
  const { low, high } = orderedBits(keys, descending);
  return radixSorted({ low, high, samples });
}

/**
 * The keys as unsigned integers of the same order, in two halves. Doubles are in order once negative ones are
 * inverted and the others have the highest bit set.
 */
function orderedBits(keys: Float64Array, descending: boolean): { low: Uint32Array; high: Uint32Array } {
  const words = new Uint32Array(keys.buffer);
  const [low, high] = [new Uint32Array(keys.length), new Uint32Array(keys.length)];
  const flip = descending ? 0xffff_ffff : 0;
  for (let i = 0; i < keys.length; i++) {
    const negative = words[i * 2 + 1] >>> 31 === 1;
    low[i] = words[i * 2] ^ (negative ? 0xffff_ffff : 0) ^ flip;
    high[i] = words[i * 2 + 1] ^ (negative ? 0xffff_ffff : 0x8000_0000) ^ flip;
  }
  return { low, high };
}

interface Keyed {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  readonly samples: Int32Array;
}

const DIGIT_BITS = 8;
const DIGIT_VALUES = 1 << DIGIT_BITS;

/**
 * A radix sort, the least byte first; bytes that all keys share cost nothing, and that is most of them where keys are
 * small integers. The keys move along: looking them up would miss the cache every time.
 */
function radixSorted(keyed: Keyed): Int32Array {
  let from = keyed;
  let to: Keyed = {
    low: new Uint32Array(keyed.low.length),
    high: new Uint32Array(keyed.low.length),
    samples: new Int32Array(keyed.low.length),
  };
  const next = new Int32Array(DIGIT_VALUES);
  for (let shift = 0; shift < 64; shift += DIGIT_BITS) {
    const digits = shift < 32 ? from.low : from.high;
    next.fill(0);
    for (let i = 0; i < digits.length; i++) next[(digits[i] >>> (shift & 31)) & (DIGIT_VALUES - 1)]++;
    if (next.includes(digits.length)) continue;
    for (let value = 0, start = 0; value < DIGIT_VALUES; value++) {
      const count = next[value];
      next[value] = start;
      start += count;
    }
    for (let i = 0; i < digits.length; i++) {
      const at = next[(digits[i] >>> (shift & 31)) & (DIGIT_VALUES - 1)]++;
      to.low[at] = from.low[i];
      to.high[at] = from.high[i];
      to.samples[at] = from.samples[i];
    }
    // The caller's samples are only read: from the second pass on both are ours.
    [from, to] = [to, from === keyed ? { ...keyed, samples: new Int32Array(digits.length) } : from];
  }
  return from.samples;
}
