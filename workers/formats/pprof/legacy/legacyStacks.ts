import type { StackCapture } from "../../../../src/model/capture";
import type { ArgColumn } from "../../../../src/model/profile";
import { type CodeNames, RUNGS } from "../../../../src/model/stacks";
import { MAX_CHAIN, MAX_STACKS } from "../../../io/limits";
import { StackInterner } from "../../../profile/stackInterner";
import type { Damage } from "../damage";
import type { MemoryMap } from "./memoryMap";

/** What a symbolized dump says of an address. */
interface Name {
  readonly func: string;
  readonly file: string;
  readonly line: number;
}

/** Stacks of raw addresses while a legacy profile is read, and the columns that they become. */
export class LegacyStacks {
  readonly #codes = new Map<number, number>(); // by address
  readonly #stacks = new StackInterner();
  readonly #stack: number[] = [];
  readonly #values: number[][] = []; // per sample type
  readonly #labels = new Map<string, Map<number, string>>(); // by key, by sample
  readonly #sizes = new Map<number, number>(); // label "bytes", by sample
  readonly #names = new Map<number, Name>(); // by address
  readonly #nameless = new Set<number>(); // addresses that are said to have no name
  readonly #outermost = new Set<number>(); // addresses

  get length(): number {
    return this.#stack.length;
  }

  /** A sample: addresses inside their calls, leaf first. False when there is no room for it. */
  add(addresses: readonly number[], values: readonly number[], damage: Damage, at: number): boolean {
    if (this.#stacks.length + addresses.length > MAX_STACKS) {
      damage.add("too many stacks", at, `limit ${MAX_STACKS}`);
      return false;
    }
    if (addresses.length > MAX_CHAIN) damage.add("long stack", at, `limit ${MAX_CHAIN}`);
    if (addresses.length > 0) this.#outermost.add(addresses[addresses.length - 1]);
    let row = -1;
    for (let i = Math.min(addresses.length, MAX_CHAIN) - 1; i >= 0; i--)
      row = this.#stacks.intern(row, this.#code(addresses[i]));
    this.#stack.push(row);
    values.forEach((value, type) => {
      this.#values[type] ??= [];
      this.#values[type].push(value);
    });
    return true;
  }

  /** One more of the sample that was added last. */
  repeatLast(): void {
    for (const column of this.#values) if (column.length > 0) column[column.length - 1]++;
  }

  /** The label "bytes" of the sample that was added last. */
  size(bytes: number): void {
    this.#sizes.set(this.length - 1, bytes);
  }

  label(key: string, value: string): void {
    const column = this.#labels.get(key) ?? new Map<number, string>();
    this.#labels.set(key, column.set(this.length - 1, value));
  }

  name(address: number, name: Name): void {
    if (!this.#names.has(address)) this.#names.set(address, name);
  }

  nameless(address: number): void {
    this.#nameless.add(address);
  }

  /** Whether the text itself says names, as Go's do. */
  get isNamed(): boolean {
    return this.#names.size > 0;
  }

  finish(
    map: MemoryMap,
    typeCount: number,
  ): Pick<StackCapture, "modules" | "mappings" | "codes" | "stacks" | "given"> & {
    readonly stack: Int32Array;
    readonly weights: readonly Float64Array[];
    readonly labels: readonly ArgColumn[];
  } {
    this.#nameRoots();
    const addresses = [...this.#codes.keys()];
    const places = addresses.map((address) => map.place(address));
    return {
      modules: map.modules,
      mappings: map.mappings,
      codes: {
        length: addresses.length,
        module: Int32Array.from(places, ({ module }) => module),
        address: Float64Array.from(places, ({ address }) => address),
        flags: new Uint8Array(addresses.length), // all zero: addresses lie inside their calls
      },
      given: this.#given(addresses),
      stacks: this.#stacks.finish(),
      stack: Int32Array.from(this.#stack),
      weights: Array.from({ length: typeCount }, (_, type) => Float64Array.from(this.#values[type] ?? [])),
      labels: this.#labelColumns(),
    };
  }

  #code(address: number): number {
    let code = this.#codes.get(address);
    if (code === undefined) {
      code = this.#codes.size;
      this.#codes.set(address, code);
    }
    return code;
  }

  /**
   * Go's texts (runtime/pprof, printStackRecord) leave out the runtime's frames on top of the first other one, and
   * runtime.goexit wherever it is: nothing else is missing at the other end.
   */
  #nameRoots(): void {
    if (!this.isNamed) return;
    for (const address of this.#outermost)
      if (!this.#nameless.has(address)) this.name(address, { func: "runtime.goexit", file: "", line: 0 });
  }

  #given(addresses: readonly number[]): CodeNames {
    const strings: string[] = [];
    const numbers = new Map<string, number>();
    const string = (text: string): number => {
      if (text === "") return -1;
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, strings.length);
      return strings.push(text) - 1;
    };
    const names = addresses.map((address) => this.#names.get(address));
    const start = new Int32Array(addresses.length + 1);
    names.forEach((name, code) => {
      start[code + 1] = start[code] + (name === undefined ? 0 : 1);
    });
    const known = names.filter((name) => name !== undefined);
    const func = Int32Array.from(known, (name) => string(name.func));
    return {
      length: addresses.length,
      strings,
      start,
      func,
      file: Int32Array.from(known, ({ file }) => string(file)),
      line: Int32Array.from(known, ({ line }) => line),
      symbol: Int32Array.from(names, (name, code) => (name === undefined ? -1 : func[start[code]])),
      rung: Uint8Array.from(names, (name) => RUNGS.indexOf(name === undefined ? "none" : "capture")),
    };
  }

  #labelColumns(): ArgColumn[] {
    const { length } = this;
    const columns = [...this.#labels].map(([name, texts]): ArgColumn => {
      const strings = [...new Set(texts.values())];
      const number = new Map(strings.map((text, index) => [text, index]));
      const values = Int32Array.from({ length }, (_, sample) => number.get(texts.get(sample) ?? "\0") ?? -1);
      return { name, kind: "string", values, strings };
    });
    if (this.#sizes.size === 0) return columns;
    const values = Float64Array.from({ length }, (_, sample) => this.#sizes.get(sample) ?? Number.NaN);
    return [...columns, { name: "bytes", kind: "number", values, labelUnit: "" }];
  }
}
