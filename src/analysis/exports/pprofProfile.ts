import type { ModuleMapping } from "../../model/stacks";
import { mappingsByModule, processAddress } from "../code/mappingOf";
import { fileOfFrame } from "../framePlace";
import { type ExportTables, mainFirst, type ValueType } from "./exportTables";
import { Message } from "./protobuf";

/**
 * Message Profile of profile.proto, not compressed. A location is a code address with a line per inlined call, innermost
 * first; a function is one of the page's rows (name and module) in one file: pprof counts what the page counts, and -list
 * finds the lines of each file.
 */
export function pprofProfile(tables: ExportTables): Uint8Array<ArrayBuffer> {
  return new ProfileWriter(tables).write();
}

/** Mappings that no location is in are written too: they tell one process from the next. But not those of a whole system. */
const MAX_MAPPINGS = 1000;

/** What a module without a mapping gets: addresses are then offsets from 0. */
const NO_MAPPING = { start: 0, end: 2 ** 47, fileOffset: 0 };

class ProfileWriter {
  readonly #tables: ExportTables;
  readonly #profile = new Message(1 << 16);
  readonly #inner = new Message();
  readonly #line = new Message(64);
  readonly #strings = new Strings();
  /** Per string of the tables: its number in string_table, 0 where it has none yet. */
  readonly #stringOf: Int32Array;
  readonly #mappingIds = new Map<ModuleMapping | number, number>(); // by mapping, or by module without one
  readonly #locations: Locations;
  readonly #functionIds = new Map<number, number>(); // by function and file

  constructor(tables: ExportTables) {
    this.#tables = tables;
    this.#stringOf = new Int32Array(tables.named.strings.length);
    this.#locations = new Locations(tables);
  }

  write(): Uint8Array<ArrayBuffer> {
    const profile = this.#profile;
    const { types, defaultType, timeNs, durationNs, periodType, period, comments } = this.#tables;
    for (const type of types) this.#valueType(1, type);
    this.#samples();
    const ofLocations = new Message(1 << 16);
    this.#writeLocations(ofLocations);
    this.#mappings();
    profile.append(ofLocations.view());
    this.#functions();
    if (periodType.type !== "") this.#valueType(11, periodType);
    profile.int(12, period);
    profile.bigInt(9, timeNs);
    profile.bigInt(10, durationNs);
    for (const comment of comments) profile.int(13, this.#strings.number(comment));
    profile.int(14, this.#strings.number(types[defaultType].type));
    for (const bytes of this.#strings.encoded()) profile.content(6, bytes);
    return profile.view();
  }

  #valueType(field: number, { type, unit }: ValueType): void {
    this.#inner.clear();
    this.#inner.int(1, this.#strings.number(type));
    this.#inner.int(2, this.#strings.number(unit));
    this.#profile.content(field, this.#inner);
  }

  #samples(): void {
    const { stack, values, labels } = this.#tables;
    const sample = this.#inner;
    const packed = new Message();
    const numbers = labels.map(({ strings }) => strings?.map((text) => this.#strings.number(text)) ?? null);
    for (let row = 0; row < stack.length; row++) {
      sample.clear();
      packed.clear();
      this.#locations.ofStack(stack[row], packed);
      if (packed.length > 0) sample.content(1, packed);
      packed.clear();
      for (const column of values) packed.varint(Math.round(column[row]));
      sample.content(2, packed);
      for (let i = 0; i < labels.length; i++) {
        const value = labels[i].values[row];
        if (Number.isNaN(value)) continue;
        packed.clear();
        packed.int(1, this.#strings.number(labels[i].name));
        const texts = numbers[i];
        packed.int(texts === null ? 3 : 2, texts === null ? value : texts[value]);
        packed.int(4, this.#strings.number(labels[i].unit));
        sample.content(3, packed);
      }
      this.#profile.content(2, sample);
    }
  }

  #writeLocations(into: Message): void {
    const { frames } = this.#tables.named;
    const { codeModule, codeAddress } = this.#tables;
    const { modules } = this.#tables.named;
    const mappingOf = mappingsByModule({ modules, mappings: this.#tables.mappings });
    this.#locations.forEach((id, chain) => {
      const code = frames.code[chain[0]];
      const module = codeModule[code] ?? -1;
      const offset = codeAddress[code] ?? 0;
      const mapping = mappingOf(module, offset);
      const message = this.#inner;
      message.clear();
      message.int(1, id);
      if (module >= 0) message.int(2, this.#mappingId(mapping ?? module));
      message.int(3, processAddress(modules[module], mapping, offset));
      for (const frame of chain) {
        this.#line.clear();
        this.#line.int(1, this.#functionId(frame));
        this.#line.int(2, frames.line[frame]);
        message.content(4, this.#line);
      }
      into.content(4, message);
    });
  }

  #mappingId(key: ModuleMapping | number): number {
    const known = this.#mappingIds.get(key);
    if (known !== undefined) return known;
    this.#mappingIds.set(key, this.#mappingIds.size + 1);
    return this.#mappingIds.size;
  }

  #mappings(): void {
    const { modules } = this.#tables.named;
    const { mappings } = this.#tables;
    if (mappings.length <= MAX_MAPPINGS) for (const mapping of mappings) this.#mappingId(mapping);
    const rank = new Map(mainFirst(modules).map((module, at) => [module, at]));
    const rows = [...this.#mappingIds].map(([key, id]) => {
      const isModule = typeof key === "number";
      return { id, module: isModule ? key : key.module, ...(isModule ? NO_MAPPING : key) };
    });
    rows.sort((a, b) => (rank.get(a.module) ?? 0) - (rank.get(b.module) ?? 0) || a.id - b.id);
    for (const { id, module, start, end, fileOffset } of rows) {
      const { path, buildId } = modules[module];
      const mapping = this.#inner;
      mapping.clear();
      mapping.int(1, id);
      mapping.int(2, start);
      mapping.int(3, end);
      mapping.int(4, fileOffset);
      mapping.int(5, this.#strings.number(path));
      mapping.int(6, this.#strings.number(buildId ?? ""));
      for (let flag = 7; flag <= 10; flag++) mapping.int(flag, 1); // all names that could be found are here
      this.#profile.content(3, mapping);
    }
  }

  #functionId(frame: number): number {
    const { funcs, frames } = this.#tables.named;
    const key = (fileOfFrame(this.#tables.named, frame) + 1) * funcs.length + frames.func[frame];
    const known = this.#functionIds.get(key);
    if (known !== undefined) return known;
    this.#functionIds.set(key, this.#functionIds.size + 1);
    return this.#functionIds.size;
  }

  #functions(): void {
    const { funcs } = this.#tables.named;
    for (const [key, id] of this.#functionIds) {
      const [func, file] = [key % funcs.length, Math.floor(key / funcs.length) - 1];
      const mangled = funcs.mangled?.[func] ?? -1;
      const name = this.#name(funcs.name[func]);
      this.#inner.clear();
      this.#inner.int(1, id);
      this.#inner.int(2, name);
      this.#inner.int(3, mangled < 0 ? name : this.#name(mangled));
      if (file >= 0) this.#inner.int(4, this.#name(file));
      this.#profile.content(5, this.#inner);
    }
  }

  #name(string: number): number {
    this.#stringOf[string] ||= this.#strings.number(this.#tables.named.strings[string]);
    return this.#stringOf[string];
  }
}

/** string_table: the empty string first. */
class Strings {
  readonly #numbers = new Map<string, number>([["", 0]]);

  number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  *encoded(): Generator<Uint8Array> {
    const encoder = new TextEncoder();
    for (const text of this.#numbers.keys()) yield encoder.encode(text);
  }
}

/**
 * Locations by the frames they are made of: a code's frames from an innermost one to the one that is no inlined call.
 * Nearly always these are all frames of the code, which lie behind each other.
 */
class Locations {
  readonly #named: ExportTables["named"];
  readonly #chains: (readonly number[])[] = []; // by id - 1
  readonly #whole: Int32Array; // by innermost frame: id, 0 for none
  readonly #partial = new Map<string, number>();

  constructor({ named }: ExportTables) {
    this.#named = named;
    this.#whole = new Int32Array(named.frames.length);
  }

  /** Writes the ids of a stack's locations, leaf first. */
  ofStack(leaf: number, into: Message): void {
    const { stacks, frames } = this.#named;
    for (let row = leaf; row >= 0; ) {
      const first = stacks.frame[row];
      let last = first;
      let skips = false; // frames of the code have been taken out
      row = stacks.prefix[row];
      const chain = frames.inlined[first] === 1 ? [first] : null;
      while (frames.inlined[last] === 1 && row >= 0 && frames.code[stacks.frame[row]] === frames.code[last]) {
        const next = stacks.frame[row];
        if (next <= last) break; // the same code again, called by itself
        skips ||= next !== last + 1;
        last = next;
        chain?.push(last);
        row = stacks.prefix[row];
      }
      into.varint(skips || frames.inlined[last] === 1 ? this.#part(chain ?? [first]) : this.#all(first, chain));
    }
  }

  forEach(visit: (id: number, chain: readonly number[]) => void): void {
    this.#chains.forEach((chain, index) => {
      visit(index + 1, chain);
    });
  }

  #all(first: number, chain: readonly number[] | null): number {
    this.#whole[first] ||= this.#chains.push(chain ?? [first]);
    return this.#whole[first];
  }

  #part(chain: readonly number[]): number {
    const key = chain.join();
    let id = this.#partial.get(key);
    if (id === undefined) {
      id = this.#chains.push(chain);
      this.#partial.set(key, id);
    }
    return id;
  }
}
