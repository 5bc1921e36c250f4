import type { ArgColumn } from "../../../src/model/profile";
import type { StackTable } from "../../../src/model/stacks";
import { MAX_CHAIN, MAX_STACKS, PPROF_MAX_VALUES } from "../../io/limits";
import { StackInterner } from "../../profile/stackInterner";
import type { Damage } from "./damage";
import { LabelColumns } from "./label";
import type { Locations } from "./location";
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

/** Bytes of samples for each row that they are expected to make: ids take two or three, and most of them are shared. */
const BYTES_PER_ROW = 8;

/** Second pass over the samples: nothing is made per sample or location but rows of the columns. */
export function readSamples(
  wire: Wire,
  spans: Spans,
  locations: Pick<Locations, "ids" | "padding">,
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
  const paths = new PathInterner(wire.bytes, Math.min(MAX_STACKS, Math.ceil(spanBytes(spans) / BYTES_PER_ROW)));
  const stack = new Int32Array(capacity);
  const weights = Array.from({ length: typeCount }, () => new Float64Array(capacity));
  let length = 0;
  for (let i = 0; i < capacity; i++) {
    const at = spans.starts[i];
    reader.read(at, spans.stops[i], paths);
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

function spanBytes({ length, starts, stops }: Spans): number {
  let bytes = 0;
  for (let i = 0; i < length; i++) bytes += stops[i] - starts[i];
  return bytes;
}

/** Reads one Sample after the other into the same arrays. */
class SampleReader {
  /** Codes of the stack, leaf first: [0, depth). What it shares with the stack before is not among them. */
  readonly codes = new Int32Array(MAX_CHAIN);
  depth = 0;
  /** Outer frames that are those of the stack before. */
  shared = 0;
  /** Where the ids of the stack lie, if the next one may be compared with them; else 0 and 0. */
  idsStart = 0;
  idsEnd = 0;
  readonly values: Float64Array;
  /** How many values the sample has, also beyond those that `values` can hold. */
  valueCount = 0;
  readonly labels = new Spans();
  readonly #wire: Wire;
  readonly #locations: Pick<Locations, "ids" | "padding">;
  readonly #damage: Damage;

  constructor(wire: Wire, locations: Pick<Locations, "ids" | "padding">, typeCount: number, damage: Damage) {
    this.#wire = wire;
    this.#locations = locations;
    this.values = new Float64Array(typeCount);
    this.#damage = damage;
  }

  /** `before` has the stack that was read last. */
  read(start: number, stop: number, before: PathInterner): void {
    if (!this.#read(start, stop, before)) this.#read(start, stop, null);
  }

  /** False when the sample has to be read again without a look at the one before. */
  #read(start: number, stop: number, before: PathInterner | null): boolean {
    const wire = this.#wire;
    this.depth = 0;
    this.shared = 0;
    this.idsStart = 0;
    this.idsEnd = 0;
    this.valueCount = 0;
    this.labels.length = 0;
    let idFields = 0;
    for (wire.enter(start, stop); wire.next(); ) {
      const fits = fieldFit(SAMPLE, wire);
      if (fits === "wrong") this.#damage.add("bad field", wire.pos, `field ${wire.field} of Sample`);
      if (fits !== "known") continue;
      if (wire.field === 3) {
        this.labels.push(wire.start, wire.stop);
        continue;
      }
      if (wire.field === 1 && idFields++ > 0) {
        if (this.shared > 0) return false; // further ids are further callers
        this.idsEnd = 0;
      }
      if (wire.type !== BYTES) {
        if (wire.field === 1) this.#pushLocation();
        else this.#pushValue();
        continue;
      }
      wire.pos = wire.start;
      wire.end = wire.stop;
      if (wire.field === 2) while (wire.pos < wire.end && wire.varint()) this.#pushValue();
      else if (idFields > 1 || before === null) this.#packedLocations();
      else if (!this.#stack(before)) return false;
      wire.end = stop;
      if (wire.bad !== null) return true;
    }
    return true;
  }

  /** The ids of a whole stack, most likely. False when it is too deep together with what it shares. */
  #stack(before: PathInterner): boolean {
    const wire = this.#wire;
    const { start, stop } = wire;
    this.shared = before.sharedFrames(start, stop);
    wire.end = before.sharedAt;
    const isRead = this.#packedLocations();
    wire.pos = stop;
    if (isRead) {
      this.idsStart = start;
      this.idsEnd = stop;
    }
    return this.shared === 0 || this.shared + this.depth <= MAX_CHAIN;
  }

  /** Nearly all of a profile is this loop: ids of up to three bytes without a call. False where one means nothing. */
  #packedLocations(): boolean {
    const wire = this.#wire;
    const { bytes, end } = wire;
    const { small } = this.#locations.ids;
    const { codes } = this;
    let { depth } = this;
    let isClean = true;
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
      if (!wire.varint()) return false;
      if (!this.#pushLocation()) isClean = false;
      depth = this.depth;
      pos = wire.pos;
    }
    wire.pos = pos;
    this.depth = depth;
    return isClean;
  }

  /** Of the id that was read. False where no frame comes of it. */
  #pushLocation(): boolean {
    const { lo, hi } = this.#wire;
    const code = this.#locations.ids.get(lo, hi);
    if (code >= 0 && this.depth < MAX_CHAIN) {
      this.codes[this.depth++] = code;
      return true;
    }
    if (code >= 0) this.#damage.add("long stack", this.#wire.pos, `limit ${MAX_CHAIN}`);
    else if (this.#locations.padding.get(lo, hi) < 0) this.#damage.add("unknown location", this.#wire.pos);
    return false;
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
 * Interns whole stacks. Neighbouring samples mostly share their outer callers: ids are written leaf first, so that two
 * stacks have the same last bytes, and what is the same is neither read nor looked up again.
 *
 *   before   [leaf ids … | ids of the callers]
 *   now            [ids … | ids of the callers]
 */
class PathInterner {
  /** Where the ids begin that `sharedFrames` has counted. */
  sharedAt = 0;
  readonly #interner: StackInterner;
  readonly #bytes: Uint8Array;
  readonly #rows = new Int32Array(MAX_CHAIN); // of the stack before, root first
  #start = 0; // of its ids
  #end = 0;

  constructor(bytes: Uint8Array, expectedRows: number) {
    this.#bytes = bytes;
    this.#interner = new StackInterner(expectedRows);
  }

  get length(): number {
    return this.#interner.length;
  }

  /** How many outer frames ids in [start, end) share with the stack before. */
  sharedFrames(start: number, end: number): number {
    const bytes = this.#bytes;
    const first = this.#start;
    let at = end;
    let before = this.#end;
    let frames = 0; // last bytes of ids, which are those below 0x80
    while (at > start && before > first && bytes[at - 1] === bytes[before - 1]) {
      before--;
      if (bytes[--at] < 0x80) frames++;
    }
    const isWhole = (at === start || bytes[at - 1] < 0x80) && (before === first || bytes[before - 1] < 0x80);
    if (!isWhole && frames > 0) {
      while (bytes[at] >= 0x80) at++;
      at++;
      frames--;
    }
    this.sharedAt = frames === 0 ? end : at;
    return frames;
  }

  /** The row of the stack that `reader` holds. */
  intern({ codes, depth, shared, idsStart, idsEnd }: SampleReader): number {
    const rows = this.#rows;
    let row = shared === 0 ? -1 : rows[shared - 1];
    for (let i = depth - 1, level = shared; i >= 0; i--, level++) {
      row = this.#interner.intern(row, codes[i]);
      rows[level] = row;
    }
    this.#start = idsStart;
    this.#end = idsEnd;
    return row;
  }

  finish(): StackTable {
    return this.#interner.finish();
  }
}

function exactly<T extends Int32Array | Float64Array>(column: T, length: number): T {
  return column.length === length ? column : (column.slice(0, length) as T);
}
