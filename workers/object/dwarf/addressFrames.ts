import { DecodeError } from "../../../src/model/decodeError";
import { MAX_INLINE_DEPTH } from "../../io/limits";
import type { DieNames } from "./dieNames";
import type { FrameOrigin, FrameSink } from "./frameSink";
import type { FunctionScan } from "./functionScan";
import type { Lines } from "./lineProgram";
import type { LineTable } from "./lineTable";
import type { DwarfUnit } from "./unit";

interface Parts {
  readonly names: DieNames;
  readonly sink: FrameSink;
  readonly unit: DwarfUnit;
  readonly scan: FunctionScan;
  readonly table: LineTable | null;
  /** Whose files DW_AT_call_file counts. */
  readonly callTable: LineTable | null;
  readonly lines: Lines | null;
}

interface PlaceInSource {
  readonly file: number; // as FrameSink.text gave it, -1 for none
  readonly line: number;
  readonly column: number;
}

const NONE = -1;
const NOWHERE: PlaceInSource = { file: NONE, line: 0, column: 0 };

/**
 * The frames of the addresses of one unit. What is found out for one address is kept for the next. The innermost
 * frame's line is that of the line program; a caller's is where the call was that was inlined into it.
 */
export class AddressFrames {
  readonly #parts: Parts;
  readonly #names = new Map<number, FunctionText>(); // by the scan's origin
  readonly #files = new Map<LineTable, Map<number, number>>(); // by number -> text
  readonly #chain = new Int32Array(MAX_INLINE_DEPTH); // rows of the scan, innermost first
  readonly #func = new Int32Array(MAX_INLINE_DEPTH);
  readonly #file = new Int32Array(MAX_INLINE_DEPTH); // of the frame around
  #symbolStart = Number.NaN;
  #symbol = NONE;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** False where the unit has no function there. `i` -> the scan's addresses, `index` -> those of the sink. */
  async emit(i: number, index: number, origin: FrameOrigin): Promise<boolean> {
    const { sink, scan, callTable } = this.#parts;
    const depth = this.#chainOf(scan.innermost[i]);
    if (depth === 0) return false;
    let isAlt = false;
    for (let at = 0; at < depth; at++) {
      const row = this.#chain[at];
      const name = this.#names.get(scan.origin[row]) ?? (await this.#readName(row));
      this.#func[at] = name.text;
      isAlt ||= name.isAlt;
      this.#file[at] =
        this.#fileOf(callTable, scan.callFile[row]) ?? (await this.#readFile(callTable, scan.callFile[row]));
    }
    const symbol = await this.#symbolAt(scan.functionStart[i]);
    if (symbol !== NONE) this.#func[depth - 1] = symbol;
    const innermost = (await this.place(i)) ?? NOWHERE;
    sink.begin(index, isAlt ? "alt" : origin);
    sink.frame(this.#func[0], innermost.file, innermost.line, innermost.column);
    for (let at = 1; at < depth; at++) {
      const inner = this.#chain[at - 1];
      sink.frame(this.#func[at], this.#file[at - 1], scan.callLine[inner], scan.callColumn[inner]);
    }
    return true;
  }

  /** What the line program says; null where it says nothing. */
  async place(i: number): Promise<PlaceInSource | null> {
    const { lines, table } = this.#parts;
    if (lines === null || lines.file[i] === NONE) return null;
    const file = this.#fileOf(table, lines.file[i]) ?? (await this.#readFile(table, lines.file[i]));
    return { file, line: lines.line[i], column: lines.column[i] };
  }

  /** Writes the rows from the innermost one outwards to #chain; how many they are. */
  #chainOf(innermost: number): number {
    const { parent } = this.#parts.scan;
    let depth = 0;
    for (let row = innermost; row >= 0; row = parent[row]) {
      // What is nested deeper than any compiler inlines loses callers, but not the function.
      if (depth < MAX_INLINE_DEPTH) this.#chain[depth++] = row;
      else this.#chain[MAX_INLINE_DEPTH - 1] = row;
    }
    return depth;
  }

  async #readName(row: number): Promise<FunctionText> {
    const { names, unit, scan, sink } = this.#parts;
    const name = await orNull(() => names.nameOf(unit, scan.bytes, scan.die[row]));
    const named = { text: sink.func(name?.text ?? "??"), isAlt: name?.isAlt ?? false };
    this.#names.set(scan.origin[row], named);
    return named;
  }

  #fileOf(table: LineTable | null, number: number): number | undefined {
    return table === null || number < 0 ? NONE : this.#files.get(table)?.get(number);
  }

  async #readFile(table: LineTable | null, number: number): Promise<number> {
    if (table === null) return NONE;
    const path = await orNull(() => table.path(number));
    const file = path === null ? NONE : this.#parts.sink.text(path);
    const known = this.#files.get(table) ?? new Map<number, number>();
    this.#files.set(table, known.set(number, file));
    return file;
  }

  async #symbolAt(start: number): Promise<number> {
    if (start !== this.#symbolStart) {
      this.#symbol = await this.#parts.sink.symbolAt(start);
      this.#symbolStart = start;
    }
    return this.#symbol;
  }
}

interface FunctionText {
  readonly text: number;
  readonly isAlt: boolean;
}

/** A damaged name or path is none: what is around it may be sound. */
async function orNull<T>(read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}
