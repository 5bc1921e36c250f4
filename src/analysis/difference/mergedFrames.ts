import type { CodeTable, Module, NamedStacks } from "../../model/stacks";
import { baseName } from "../baseName";
import { fileOfFrame } from "../framePlace";
import type { DifferenceSide } from "./differenceSide";

/** The named frames of two captures as one set of tables, without stacks. */
export interface MergedFrames
  extends Pick<NamedStacks, "strings" | "modules" | "funcs" | "frames" | "frameStart" | "codeSymbol" | "codeRung"> {
  readonly places: MergedPlaces;
}

/** Per code where it lies in its module (-> modules); of one that only its names tell nowhere: module -1. */
export type MergedPlaces = Pick<CodeTable, "module" | "address">;

/**
 * Puts the frames of captures into one table. Frames are the same when they are of one code: one address of one module
 * with the same names. An address counts from where its module begins, so two processes of one program meet whatever
 * their address spaces (ASLR). Of a module that not every capture has (by build id, else by path) only the names count:
 * two builds of a program meet there, where pprof would take all of them for different.
 */
export class FrameMerger {
  readonly #shared: ReadonlySet<string>; // keys of modules that every capture has
  readonly #strings = new Rows<string>();
  readonly #modules = new Rows<Module>();
  readonly #funcs = new Rows<{ name: number; file: number; module: number; mangled: number }>();
  readonly #codes = new Map<string, number>();
  readonly #frames: { func: number; file: number; line: number; code: number; inlined: number }[] = [];
  readonly #starts: number[] = []; // per code: its first frame
  readonly #places: { module: number; address: number }[] = [];
  readonly #symbol: number[] = [];
  readonly #rung: number[] = [];

  constructor(sides: readonly DifferenceSide[]) {
    const [first, ...others] = sides.map(({ named }) => new Set(named.modules.map(moduleKey)));
    this.#shared = new Set([...(first ?? [])].filter((key) => others.every((other) => other.has(key))));
  }

  /** Answers for the codes of a capture which they are in the merged table. */
  add({ named, codes }: DifferenceSide): (code: number) => number {
    const merged = new Int32Array(named.codeRung.length).fill(-1);
    return (code) => {
      if (merged[code] < 0) merged[code] = this.#code(named, codes, code);
      return merged[code];
    };
  }

  finish(): MergedFrames {
    const column = <Row>(rows: readonly Row[], value: (row: Row) => number) => Int32Array.from(rows, value);
    const funcs = this.#funcs.rows;
    return {
      strings: this.#strings.rows,
      modules: this.#modules.rows,
      funcs: {
        length: funcs.length,
        name: column(funcs, ({ name }) => name),
        file: column(funcs, ({ file }) => file),
        module: column(funcs, ({ module }) => module),
        mangled: column(funcs, ({ mangled }) => mangled),
      },
      frames: {
        length: this.#frames.length,
        func: column(this.#frames, ({ func }) => func),
        file: column(this.#frames, ({ file }) => file),
        line: column(this.#frames, ({ line }) => line),
        code: column(this.#frames, ({ code }) => code),
        inlined: Uint8Array.from(this.#frames, ({ inlined }) => inlined),
      },
      frameStart: Int32Array.from([...this.#starts, this.#frames.length]),
      codeSymbol: Int32Array.from(this.#symbol),
      codeRung: Uint8Array.from(this.#rung),
      places: {
        module: column(this.#places, ({ module }) => module),
        address: Float64Array.from(this.#places, ({ address }) => address),
      },
    };
  }

  #code(named: NamedStacks, codes: CodeTable | null, code: number): number {
    const { frames, frameStart, modules, codeSymbol, codeRung, strings } = named;
    const [first, end] = [frameStart[code], frameStart[code + 1]];
    const module = codes?.module[code] ?? -1;
    const isPlaced =
      codes !== null && code < codes.length && (module < 0 || this.#shared.has(moduleKey(modules[module])));
    const lines: string[] = [];
    for (let frame = first; frame < end; frame++)
      lines.push(`${this.#func(named, frames.func[frame])}:${frames.line[frame]}`);
    const place = isPlaced
      ? `${module < 0 ? "" : moduleKey(modules[module])} ${codes.address[code]} ${codes.flags[code]}`
      : "";
    const key = `${lines.join()} ${place}`;
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const mergedCode = this.#rung.push(codeRung[code]) - 1;
    this.#codes.set(key, mergedCode);
    this.#places.push({
      module: module < 0 || !isPlaced ? -1 : this.#module(modules[module]),
      address: isPlaced ? codes.address[code] : 0,
    });
    this.#starts.push(this.#frames.length);
    this.#symbol.push(codeSymbol[code] < 0 ? -1 : this.#string(strings[codeSymbol[code]]));
    for (let frame = first; frame < end; frame++) {
      const func = this.#func(named, frames.func[frame]);
      const [file, line, inlined] = [this.#file(named, frame), frames.line[frame], frames.inlined[frame]];
      this.#frames.push({ func, file, line, code: mergedCode, inlined });
    }
    return mergedCode;
  }

  /** Functions are the same by name and by the base name of their module. */
  #func({ funcs, strings, modules }: NamedStacks, func: number): number {
    const name = this.#string(strings[funcs.name[func]]);
    const module = funcs.module[func];
    const path = module < 0 ? "" : baseName(modules[module].path);
    return this.#funcs.row(`${name} ${path}`, () => ({
      name,
      file: funcs.file[func] < 0 ? -1 : this.#string(strings[funcs.file[func]]),
      module: module < 0 ? -1 : this.#module(modules[module]),
      mangled: (funcs.mangled?.[func] ?? -1) < 0 ? -1 : this.#string(strings[funcs.mangled?.[func] ?? 0]),
    }));
  }

  #file(named: NamedStacks, frame: number): number {
    const file = fileOfFrame(named, frame);
    return file < 0 ? -1 : this.#string(named.strings[file]);
  }

  #module(module: Module): number {
    return this.#modules.row(baseName(module.path), () => module);
  }

  #string(text: string): number {
    return this.#strings.row(text, () => text);
  }
}

function moduleKey({ buildId, path }: Module): string {
  return buildId ?? path;
}

/** Rows by the text of what makes them the same. */
class Rows<Row> {
  readonly rows: Row[] = [];
  readonly #byKey = new Map<string, number>();

  row(key: string, make: () => Row): number {
    let index = this.#byKey.get(key);
    if (index === undefined) {
      index = this.rows.push(make()) - 1;
      this.#byKey.set(key, index);
    }
    return index;
  }
}
