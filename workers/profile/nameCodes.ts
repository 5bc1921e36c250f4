import type { CodeNames, CodeTable, FuncTable, Module, NamedCodes } from "../../src/model/stacks";
import { RUNGS } from "../../src/model/stacks";
import { StringInterner } from "./stringInterner";

/** The names that one module's code addresses have got. */
export interface ModuleNames {
  readonly codes: Int32Array; // -> codes, in the order of the rows of `names`
  readonly names: CodeNames;
}

const UNKNOWN = "[unknown]"; // as perf prints what no mapping covers
const RUNG_NONE = RUNGS.indexOf("none");

/**
 * Gives codes their names: every code address becomes one frame per inlined call. Where both the capture itself and a
 * symbolizer name an address, the capture's own lines (`given`) win: pprof's come from the process that ran.
 */
export function nameCodes(
  modules: readonly Module[],
  codes: CodeTable,
  given: CodeNames | null,
  byModule: readonly ModuleNames[],
): NamedCodes {
  const names = new NameTables(codes, modules.length);
  const sources = [...byModule];
  if (given !== null) sources.push({ codes: Int32Array.from({ length: given.length }, (_, i) => i), names: given });
  for (const source of sources) names.add(source);
  return names.finish(modules);
}

/** Which lines of which source name a code. */
class NameTables {
  readonly #codes: CodeTable;
  readonly #moduleCount: number;
  readonly #sources: CodeNames[] = [];
  readonly #stringsOf: Int32Array[] = []; // per source: its strings -> ours
  readonly #source: Int32Array; // per code, -1 when nothing names it
  readonly #row: Int32Array; // per code, in its source
  readonly #strings = new StringInterner();

  constructor(codes: CodeTable, moduleCount: number) {
    this.#codes = codes;
    this.#moduleCount = moduleCount;
    this.#source = new Int32Array(codes.length).fill(-1);
    this.#row = new Int32Array(codes.length);
  }

  add({ codes, names }: ModuleNames): void {
    const index = this.#sources.push(names) - 1;
    this.#stringsOf.push(Int32Array.from(names.strings, (text) => this.#strings.add(text)));
    for (let row = 0; row < codes.length; row++) {
      if ((names.start[row + 1] as number) === (names.start[row] as number)) continue;
      this.#source[codes[row] as number] = index;
      this.#row[codes[row] as number] = row;
    }
  }

  finish(modules: readonly Module[]): NamedCodes {
    const codeCount = this.#codes.length;
    const unknown = this.#strings.add(UNKNOWN);
    const frameStart = new Int32Array(codeCount + 1);
    for (let code = 0; code < codeCount; code++) {
      frameStart[code + 1] = (frameStart[code] as number) + Math.max(1, this.#lineCount(code));
    }
    const frameCount = frameStart[codeCount] as number;
    const frames = {
      length: frameCount,
      func: new Int32Array(frameCount),
      line: new Int32Array(frameCount),
      file: new Int32Array(frameCount).fill(-1),
      code: new Int32Array(frameCount),
      inlined: new Uint8Array(frameCount),
    };
    const funcs = new Funcs(this.#moduleCount);
    const codeSymbol = new Int32Array(codeCount);
    const codeRung = new Uint8Array(codeCount).fill(RUNG_NONE);
    for (let code = 0; code < codeCount; code++) {
      const start = frameStart[code] as number;
      const end = frameStart[code + 1] as number;
      const module = this.#codes.module[code] as number;
      frames.code.fill(code, start, end);
      frames.inlined.fill(1, start, end - 1); // innermost first: all but the last are inlined into the next
      const source = this.#source[code] as number;
      if (source < 0) {
        frames.func[start] = funcs.row(unknown, -1, module, -1);
        codeSymbol[code] = unknown;
        continue;
      }
      const names = this.#sources[source] as CodeNames;
      const strings = this.#stringsOf[source] as Int32Array;
      const row = this.#row[code] as number;
      for (let frame = start, line = names.start[row] as number; frame < end; frame++, line++) {
        const file = names.file[line] as number;
        const func = names.func[line] as number;
        const mangled = names.mangled?.[func] ?? -1;
        frames.func[frame] = funcs.row(
          strings[func] as number,
          file < 0 ? -1 : (strings[file] as number),
          module,
          mangled < 0 ? -1 : (strings[mangled] as number),
        );
        frames.line[frame] = names.line[line] as number;
        frames.file[frame] = file < 0 ? -1 : (strings[file] as number);
      }
      const symbol = names.symbol[row] as number;
      codeSymbol[code] = symbol >= 0 ? (strings[symbol] as number) : funcs.nameOf(frames.func[end - 1] as number);
      codeRung[code] = names.rung[row] as number;
    }
    const { file, ...columns } = frames;
    const table = funcs.finish();
    // functions of one name may be in several files
    const hasOwnFiles = file.some((each, frame) => each !== table.file[frames.func[frame] as number]);
    return {
      strings: this.#strings.texts,
      modules,
      funcs: table,
      frames: hasOwnFiles ? frames : columns,
      frameStart,
      codeSymbol,
      codeRung,
    };
  }

  #lineCount(code: number): number {
    const names = this.#sources[this.#source[code] as number];
    if (names === undefined) return 0;
    const row = this.#row[code] as number;
    return (names.start[row + 1] as number) - (names.start[row] as number);
  }
}

/** One row per name and module; file and mangled name are the first ones met. */
class Funcs {
  readonly #name: number[] = [];
  readonly #file: number[] = [];
  readonly #module: number[] = [];
  readonly #mangled: number[] = [];
  readonly #index = new Map<number, number>();
  readonly #stride: number;

  constructor(moduleCount: number) {
    this.#stride = moduleCount + 1;
  }

  row(name: number, file: number, module: number, mangled: number): number {
    const key = name * this.#stride + module + 1;
    let row = this.#index.get(key);
    if (row === undefined) {
      row = this.#name.push(name) - 1;
      this.#file.push(file);
      this.#module.push(module);
      this.#mangled.push(mangled);
      this.#index.set(key, row);
    }
    return row;
  }

  nameOf(row: number): number {
    return this.#name[row] as number;
  }

  finish(): FuncTable {
    return {
      length: this.#name.length,
      name: Int32Array.from(this.#name),
      file: Int32Array.from(this.#file),
      module: Int32Array.from(this.#module),
      mangled: Int32Array.from(this.#mangled),
    };
  }
}
