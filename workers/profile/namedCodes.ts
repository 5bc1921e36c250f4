import { type CodeNames, type CodeTable, RUNGS } from "../../src/model/stacks";
import { StringInterner } from "./stringInterner";

/** One frame as a text names it. */
export interface NamedFrame {
  readonly module: number; // -> modules, -1 when unknown
  readonly address: number;
  readonly flags: number; // CODE_*
  readonly name: string | null; // null when the text does not know it either
  readonly file: string | null;
  readonly line: number; // 1-based, 0 when unknown
}

/**
 * Code addresses that come with their names, of formats that are text. An inlined call is no code of its own: the
 * code that it was inlined into is there once more, with one line more.
 */
export class NamedCodes {
  readonly #module: number[] = [];
  readonly #address: number[] = [];
  readonly #flags: number[] = [];
  readonly #name: number[] = []; // -> strings, -1 for none
  readonly #file: number[] = [];
  readonly #line: number[] = [];
  readonly #outer: number[] = []; // -> codes: what this is inlined into, -1 for a code that is compiled by itself
  readonly #depth: number[] = []; // lines
  readonly #strings = new StringInterner();
  readonly #maxDepth: number;
  readonly #maxLines: number;
  #lines = 0;

  /** At most `maxDepth` lines of one code and, where codes have several, `maxLines` together. */
  constructor(maxDepth: number, maxLines: number) {
    this.#maxDepth = maxDepth;
    this.#maxLines = maxLines;
  }

  get length(): number {
    return this.#module.length;
  }

  /** A new code. */
  add({ module, address, flags, name, file, line }: NamedFrame): number {
    return this.#row(module, address, flags, name, file, line, -1);
  }

  /** A new code: `outer` with the call `name` inlined into it; -1 when the limits do not allow one more. */
  addInlined(outer: number, { name, file, line }: Pick<NamedFrame, "name" | "file" | "line">): number {
    const depth = (this.#depth[outer] ?? 0) + 1;
    if (name === null || depth > this.#maxDepth || this.#lines + depth > this.#maxLines) return -1;
    const [module = -1, address = 0, flags = 0] = [this.#module[outer], this.#address[outer], this.#flags[outer]];
    return this.#row(module, address, flags, name, file, line, outer);
  }

  finish(): { codes: CodeTable; given: CodeNames } {
    const { length } = this;
    const start = new Int32Array(length + 1);
    const [func, file, line] = [new Int32Array(this.#lines), new Int32Array(this.#lines), new Int32Array(this.#lines)];
    const symbol = new Int32Array(length).fill(-1);
    let lines = 0;
    for (let code = 0; code < length; code++) {
      for (let at = code; at >= 0; at = this.#outer[at]) {
        if (this.#name[at] < 0) continue;
        func[lines] = this.#name[at];
        file[lines] = this.#file[at];
        line[lines++] = this.#line[at];
        symbol[code] = this.#name[at]; // of the outermost call: the only one that is compiled here
      }
      start[code + 1] = lines;
    }
    return {
      codes: {
        length,
        module: Int32Array.from(this.#module),
        address: Float64Array.from(this.#address),
        flags: Uint8Array.from(this.#flags),
      },
      given: {
        length,
        strings: this.#strings.texts,
        start,
        func,
        file,
        line,
        symbol,
        rung: Uint8Array.from(symbol, (name) => (name < 0 ? RUNG_NONE : RUNG_CAPTURE)),
      },
    };
  }

  #row(
    module: number,
    address: number,
    flags: number,
    name: string | null,
    file: string | null,
    line: number,
    outer: number,
  ): number {
    const depth = (outer < 0 ? 0 : this.#depth[outer]) + (name === null ? 0 : 1);
    this.#lines += depth;
    this.#module.push(module);
    this.#address.push(address);
    this.#flags.push(flags);
    this.#name.push(name === null ? -1 : this.#strings.add(name));
    this.#file.push(file === null ? -1 : this.#strings.add(file));
    this.#line.push(line);
    this.#outer.push(outer);
    return this.#depth.push(depth) - 1;
  }
}

const RUNG_CAPTURE = RUNGS.indexOf("capture");
const RUNG_NONE = RUNGS.indexOf("none");
