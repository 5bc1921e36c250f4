import { type CodeNames, type CodeTable, RUNGS } from "../../../src/model/stacks";
import { PPROF_MAX_ROWS } from "../../io/limits";
import type { Damage } from "./damage";
import type { Functions } from "./function";
import { IdMap } from "./idMap";
import type { Mappings } from "./mapping";
import { fieldFit, LINE, LOCATION } from "./schema";
import { grown, type Spans } from "./spans";
import type { UsedStrings } from "./strings";
import { Wire } from "./wire";

/** Messages Location and Line: code addresses, and the names the producer found for them. */
export interface Locations {
  readonly ids: IdMap; // -> codes
  readonly padding: IdMap; // ids of locations that are no frames, see ZERO_PC
  readonly codes: CodeTable;
  readonly names: CodeNames;
}

const RUNG_CAPTURE = RUNGS.indexOf("capture");
const RUNG_NONE = RUNGS.indexOf("none");
const MAX_LINE = 2 ** 31 - 1;

/**
 * The address of a location that Go 1.23 and later make of the zeros behind a thread's creation stack, which is an array of 32:
 * one before what they take for a return address. Its line is of a function without a name.
 */
const ZERO_PC = -1;

/**
 * One code per location that has an id of its own. A location without lines, or whose lines name no function, gets no
 * lines and the rung "none": an ELF file may name it later.
 */
export function readLocations(
  wire: Wire,
  spans: Spans,
  mappings: Mappings,
  functions: Functions,
  used: UsedStrings,
  damage: Damage,
): Locations {
  const ids = new IdMap(spans.length);
  const padding = new IdMap(0);
  const module = new Int32Array(spans.length).fill(-1);
  const address = new Float64Array(spans.length);
  const start = new Int32Array(spans.length + 1);
  const symbol = new Int32Array(spans.length).fill(-1);
  const rung = new Uint8Array(spans.length).fill(RUNG_NONE);
  const lines = new LineColumns(wire.bytes, functions, used, damage);
  let length = 0;
  for (let row = 0; row < spans.length; row++) {
    const at = spans.starts[row];
    const firstLine = lines.length;
    let idLo = 0;
    let idHi = 0;
    let mappingLo = 0;
    let mappingHi = 0;
    let avma = 0;
    for (wire.enter(at, spans.stops[row]); wire.next(); ) {
      const fits = fieldFit(LOCATION, wire);
      if (fits === "wrong") damage.add("bad field", wire.pos, `field ${wire.field} of Location`);
      if (fits !== "known") continue;
      if (wire.field === 1) {
        idLo = wire.lo;
        idHi = wire.hi;
      } else if (wire.field === 2) {
        mappingLo = wire.lo;
        mappingHi = wire.hi;
      } else if (wire.field === 3) avma = wire.int64();
      else if (wire.field === 4) lines.read(wire.start, wire.stop, avma === ZERO_PC);
    }
    if (avma === ZERO_PC && lines.length === firstLine && wire.bad === null) {
      padding.set(idLo, idHi, 0);
      continue;
    }
    const isNew = wire.bad === null && ids.set(idLo, idHi, length);
    if (!isNew) {
      if (wire.bad !== null) damage.add("bad location", wire.pos, wire.badDetail);
      else damage.add("repeated id", at, "Location.id");
      lines.length = firstLine;
      continue;
    }
    if (idLo === 0 && idHi === 0) damage.add("zero location id", at);
    const mapping = mappings.ids.get(mappingLo, mappingHi);
    if (mapping >= 0) {
      module[length] = mappings.module[mapping];
      avma = avma - mappings.start[mapping] + mappings.offset[mapping];
    } else if (mappingLo !== 0 || mappingHi !== 0) damage.add("unknown mapping", at);
    address[length] = avma;
    if (lines.length > firstLine) {
      symbol[length] = lines.func[lines.length - 1]; // innermost inlined call first, so the last one is compiled here
      rung[length] = RUNG_CAPTURE;
    }
    start[++length] = lines.length;
  }
  return {
    ids,
    padding,
    codes: {
      length,
      module: module.slice(0, length),
      address: address.slice(0, length),
      // All zero: a pprof address lies inside the call already, also that of a caller.
      flags: new Uint8Array(length),
    },
    names: {
      length,
      strings: used.strings,
      start: start.slice(0, length + 1),
      func: lines.func.slice(0, lines.length),
      file: lines.file.slice(0, lines.length),
      line: lines.line.slice(0, lines.length),
      symbol: symbol.slice(0, length),
      rung: rung.slice(0, length),
    },
  };
}

/** The lines of all locations, one behind the other. */
class LineColumns {
  length = 0;
  func = new Int32Array(1024); // -> strings
  file = new Int32Array(1024); // -> strings, -1 when unknown
  line = new Int32Array(1024);
  readonly #wire: Wire;
  readonly #functions: Functions;
  readonly #used: UsedStrings;
  readonly #damage: Damage;

  constructor(bytes: Uint8Array, functions: Functions, used: UsedStrings, damage: Damage) {
    this.#wire = new Wire(bytes);
    this.#functions = functions;
    this.#used = used;
    this.#damage = damage;
  }

  /** `mayBeNameless`: no line then, and no damage. */
  read(start: number, stop: number, mayBeNameless: boolean): void {
    const wire = this.#wire;
    let idLo = 0;
    let idHi = 0;
    let line = 0;
    for (wire.enter(start, stop); wire.next(); ) {
      const fits = fieldFit(LINE, wire);
      if (fits === "wrong") this.#damage.add("bad field", wire.pos, `field ${wire.field} of Line`);
      if (fits !== "known") continue;
      if (wire.field === 1) {
        idLo = wire.lo;
        idHi = wire.hi;
      } else if (wire.field === 2) line = Math.min(Math.max(wire.int64(), 0), MAX_LINE);
    }
    const { ids, name, systemName, file } = this.#functions;
    const row = wire.bad === null ? ids.get(idLo, idHi) : -1;
    let func = -1;
    if (row >= 0) {
      func = this.#used.number(name[row]);
      if (func < 0) func = this.#used.number(systemName[row]);
    }
    if (func >= 0) this.#push(func, this.#used.number(file[row]), line);
    else if (!mayBeNameless) this.#damage.add("unknown function", start);
  }

  #push(func: number, file: number, line: number): void {
    if (this.length === this.func.length) {
      if (this.length >= PPROF_MAX_ROWS) {
        throw this.#damage.error("TooLarge", "line", 0, `more than ${PPROF_MAX_ROWS} lines, the limit`);
      }
      this.func = grown(this.func);
      this.file = grown(this.file);
      this.line = grown(this.line);
    }
    this.func[this.length] = func;
    this.file[this.length] = file;
    this.line[this.length++] = line;
  }
}
