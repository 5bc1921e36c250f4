import type { ArgColumn } from "../../../src/model/profile";
import type { StackTable } from "../../../src/model/stacks";
import { MAX_CHAIN, MAX_STACKS, PPROF_MAX_VALUES } from "../../io/limits";
import { StackInterner } from "../../profile/stackInterner";
import type { Damage } from "./damage";
import type { IdMap } from "./idMap";
import { LabelColumns } from "./label";
import { fieldFit, SAMPLE } from "./schema";
import { Spans } from "./spans";
import type { StringTable } from "./strings";
import { BYTES, type Wire } from "./wire";

/** Message Sample: a call stack, one value per sample type, and labels. */
export interface Samples {
  readonly length: number;
  readonly stacks: StackTable;
  readonly stack: Int32Array; // -> stacks, -1 for a sample without locations
  readonly weights: readonly Float64Array[]; // per sample type
  readonly labels: readonly ArgColumn[];
}

/** The largest |hi| of a 64-bit value that a double still holds exactly. */
const EXACT_HIGH = 1 << 21;

/** Second pass over the samples: nothing is made per sample or location but rows of the columns. */
export function readSamples(
  wire: Wire,
  spans: Spans,
  locations: IdMap,
  typeCount: number,
  strings: StringTable,
  damage: Damage,
): Samples {
  const capacity = spans.length;
  if (capacity * typeCount > PPROF_MAX_VALUES) {
    const detail = `${capacity} samples of ${typeCount} values, the limit is ${PPROF_MAX_VALUES} values`;
    throw damage.error("TooLarge", "sample", spans.starts[0], detail);
  }
  const reader = new SampleReader(wire, locations, typeCount, damage);
  const labels = new LabelColumns(wire, strings, capacity, damage);
  const paths = new PathInterner();
  const stack = new Int32Array(capacity);
  const weights = Array.from({ length: typeCount }, () => new Float64Array(capacity));
  let length = 0;
  for (let i = 0; i < capacity; i++) {
    const at = spans.starts[i];
    reader.read(at, spans.stops[i]);
    if (wire.bad !== null) damage.add("bad sample", wire.pos, wire.badDetail);
    else if (reader.valueCount !== typeCount) damage.add("value count", at, `${reader.valueCount} values`);
    else if (paths.length + reader.depth > MAX_STACKS) damage.add("too many stacks", at, `limit ${MAX_STACKS}`);
    else {
      stack[length] = paths.intern(reader);
      for (let type = 0; type < typeCount; type++) weights[type][length] = reader.values[type];
      for (let label = 0; label < reader.labels.length; label++)
        labels.add(length, reader.labels.starts[label], reader.labels.stops[label]);
      length++;
    }
  }
  return {
    length,
    stacks: paths.finish(),
    stack: exactly(stack, length),
    weights: weights.map((column) => exactly(column, length)),
    labels: labels.finish(length),
  };
}

/** Reads one Sample after the other into the same two arrays. */
class SampleReader {
  /** Codes of the stack, leaf first: [0, depth). */
  codes = new Int32Array(MAX_CHAIN);
  depth = 0;
  readonly values: Float64Array;
  /** How many values the sample has, also beyond those that `values` can hold. */
  valueCount = 0;
  readonly labels = new Spans();
  readonly #wire: Wire;
  readonly #locations: IdMap;
  readonly #damage: Damage;

  constructor(wire: Wire, locations: IdMap, typeCount: number, damage: Damage) {
    this.#wire = wire;
    this.#locations = locations;
    this.values = new Float64Array(typeCount);
    this.#damage = damage;
  }

  read(start: number, stop: number): void {
    const wire = this.#wire;
    this.depth = 0;
    this.valueCount = 0;
    this.labels.length = 0;
    for (wire.enter(start, stop); wire.next(); ) {
      const fits = fieldFit(SAMPLE, wire);
      if (fits === "wrong") this.#damage.add("bad field", wire.pos, `field ${wire.field} of Sample`);
      if (fits !== "known") continue;
      if (wire.field === 3) {
        this.labels.push(wire.start, wire.stop);
        continue;
      }
      if (wire.type !== BYTES) {
        if (wire.field === 1) this.#pushLocation(this.#locations.get(wire.lo, wire.hi));
        else this.#pushValue();
        continue;
      }
      wire.pos = wire.start;
      wire.end = wire.stop;
      if (wire.field === 1) this.#packedLocations();
      else while (wire.pos < wire.end && wire.varint()) this.#pushValue();
      wire.end = stop;
      if (wire.bad !== null) return;
    }
  }

  /** Nearly all of a profile is this loop: ids of up to three bytes without a call. */
  #packedLocations(): void {
    const wire = this.#wire;
    const { bytes, end } = wire;
    const { small } = this.#locations;
    const { codes } = this;
    let { depth } = this;
    let pos = wire.pos;
    while (pos < end) {
      const at = pos;
      let byte = bytes[pos++];
      let id = byte & 0x7f;
      if (byte >= 0x80) {
        byte = bytes[pos++];
        id |= (byte & 0x7f) << 7;
        if (byte >= 0x80) {
          byte = bytes[pos++];
          id |= (byte & 0x7f) << 14;
        }
      }
      if (byte < 0x80 && pos <= end && id < small.length && small[id] > 0 && depth < MAX_CHAIN) {
        codes[depth++] = small[id] - 1;
        continue;
      }
      wire.pos = at;
      this.depth = depth;
      if (!wire.varint()) return;
      this.#pushLocation(this.#locations.get(wire.lo, wire.hi));
      depth = this.depth;
      pos = wire.pos;
    }
    wire.pos = pos;
    this.depth = depth;
  }

  #pushLocation(code: number): void {
    if (code < 0) this.#damage.add("unknown location", this.#wire.pos);
    else if (this.depth < MAX_CHAIN) this.codes[this.depth++] = code;
    else this.#damage.add("long stack", this.#wire.pos, `limit ${MAX_CHAIN}`);
  }

  #pushValue(): void {
    const { hi } = this.#wire;
    if (hi >= EXACT_HIGH || hi < -EXACT_HIGH)
      this.#damage.add("rounded value", this.#wire.pos, `${this.#wire.int64()}`);
    if (this.valueCount < this.values.length) this.values[this.valueCount] = this.#wire.int64();
    this.valueCount++;
  }
}

/**
 * Interns whole stacks. Neighbouring samples mostly share their outer callers, so what a stack has in common with the
 * one before it is taken over without a look into the hash table.
 */
class PathInterner {
  readonly #interner = new StackInterner();
  #codes = new Int32Array(MAX_CHAIN); // of the stack before, leaf first
  #rows = new Int32Array(MAX_CHAIN); // its rows of the interner, root first
  #depth = 0;

  get length(): number {
    return this.#interner.length;
  }

  /** The row of the stack that `reader` holds. Takes its array of codes and gives it another. */
  intern(reader: SampleReader): number {
    const { codes, depth } = reader;
    const before = this.#codes;
    const rows = this.#rows;
    const common = Math.min(depth, this.#depth);
    let level = 0; // from the root
    while (level < common && codes[depth - 1 - level] === before[this.#depth - 1 - level]) level++;
    let row = level === 0 ? -1 : rows[level - 1];
    for (; level < depth; level++) {
      row = this.#interner.intern(row, codes[depth - 1 - level]);
      rows[level] = row;
    }
    this.#codes = codes;
    this.#depth = depth;
    reader.codes = before;
    return row;
  }

  finish(): StackTable {
    return this.#interner.finish();
  }
}

function exactly<T extends Int32Array | Float64Array>(column: T, length: number): T {
  return column.length === length ? column : (column.slice(0, length) as T);
}
