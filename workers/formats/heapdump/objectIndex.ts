/** Finds the object that an address points to or into. Objects are sorted by address and do not overlap. */
export class ObjectIndex {
  readonly #address: Float64Array;
  readonly #bytes: Float64Array;
  readonly #first: number;
  readonly #bucketBytes: number;
  readonly #bucket: Int32Array; // -> objects: the first at or behind where the bucket begins

  constructor(address: Float64Array, bytes: Float64Array) {
    this.#address = address;
    this.#bytes = bytes;
    const { length } = address;
    this.#first = address[0] ?? 0;
    const range = length === 0 ? 0 : (address[length - 1] as number) - this.#first;
    const atLeast = Math.max(LEAST_BUCKET_BYTES, range / MOST_BUCKETS);
    this.#bucketBytes = 2 ** Math.ceil(Math.log2(atLeast));
    this.#bucket = new Int32Array(Math.floor(range / this.#bucketBytes) + 2).fill(length);
    for (let row = length - 1; row >= 0; row--) this.#bucket[this.#bucketOf(address[row] as number)] = row;
    for (let i = this.#bucket.length - 2; i >= 0; i--) {
      if (this.#bucket[i] === length) this.#bucket[i] = this.#bucket[i + 1] as number;
    }
  }

  /** -1 for none. */
  find(pointer: number): number {
    const bucket = this.#bucketOf(pointer);
    if (!(bucket >= 0 && bucket < this.#bucket.length - 1)) return this.#holds(this.#address.length - 1, pointer);
    let low = this.#bucket[bucket] as number;
    let high = this.#bucket[bucket + 1] as number;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#address[middle] as number) <= pointer) low = middle + 1;
      else high = middle;
    }
    return this.#holds(low - 1, pointer);
  }

  #bucketOf(address: number): number {
    return Math.floor((address - this.#first) / this.#bucketBytes);
  }

  #holds(row: number, pointer: number): number {
    if (row < 0) return -1;
    const inside = pointer - (this.#address[row] as number);
    return inside >= 0 && inside < (this.#bytes[row] as number) ? row : -1;
  }
}

/** A page of Go's heap: the objects of one are of one size. */
const LEAST_BUCKET_BYTES = 8192;
const MOST_BUCKETS = 1 << 20;
