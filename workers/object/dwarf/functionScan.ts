import { DecodeError } from "../../../src/model/decodeError";
import { MAX_INLINE_DEPTH } from "../../io/limits";
import { MAX_DIE_DEPTH } from "../limits";
import { type Abbreviations, SLOT } from "./abbreviations";
import { lowerBound } from "./ascending";
import { ByteReader } from "./byteReader";
import { DW_FORM, DW_TAG_inlined_subroutine, DW_TAG_subprogram, TAGS_WITHOUT_CODE } from "./constants";
import { DieValues, unknownForm } from "./dieValues";
import { readForm, skip } from "./forms";
import type { DwarfUnit } from "./unit";

/** What a DIE is to the scan, by row of the abbreviations. */
const ROLE = { other: 0, withoutCode: 1, subprogram: 2, inlined: 3 } as const;

const NONE = -1;

/**
 * Finds the functions and inlined calls of one unit that hold some addresses, in one pass over its DIEs. The
 * addresses being known beforehand, nothing is kept of what holds none of them:
 *
 *     addresses   ·      ·  ·         ·            A DIE with code writes itself over the addresses in its ranges.
 *     function  ├──────────────────────────┤      Children come later than their parents, so what is left is the
 *     inlined          ├─────────┤                innermost; the chain outwards is that of the DIEs.
 *     inlined             ├──┤
 */
export class FunctionScan {
  /** Per address: the row of the innermost DIE that holds it, -1 for none. */
  readonly innermost: Int32Array;
  /** Per address: where the range of the function begins that holds it. */
  readonly functionStart: Float64Array;
  /** Rows: functions, and the inlined calls inside them. */
  parent = new Int32Array(256); // -> rows, -1 for a function
  die = new Float64Array(256); // from the unit's start
  origin = new Float64Array(256); // the same DIE for all inlined calls of one function
  callFile = new Int32Array(256);
  callLine = new Int32Array(256);
  callColumn = new Int32Array(256);
  #rows = 0;
  #paintsLeft: number;

  readonly bytes: Uint8Array;
  readonly #unit: DwarfUnit;
  readonly #addresses: Float64Array;
  readonly #roles: Uint8Array;
  readonly #values = new DieValues();
  readonly #scope = new Int32Array(MAX_DIE_DEPTH + 2); // per depth: the row around it

  /** `bytes` are the whole unit, `addresses` ascend. */
  constructor(unit: DwarfUnit, bytes: Uint8Array, addresses: Float64Array) {
    this.#unit = unit;
    this.bytes = bytes;
    this.#addresses = addresses;
    this.innermost = new Int32Array(addresses.length).fill(NONE);
    this.functionStart = new Float64Array(addresses.length);
    this.#paintsLeft = 0;
    this.#roles = rolesOf(unit.table);
  }

  /**
   * Looks at all DIEs or, with `skipBodies`, passes over functions that hold none of the addresses. That misses
   * functions inside such functions (lambdas, nested functions of GNU C). Throws NotLoaded.
   */
  run(skipBodies: boolean): void {
    this.#rows = 0;
    this.#paintsLeft = this.#addresses.length * MAX_INLINE_DEPTH;
    this.innermost.fill(NONE);
    const { header, table } = this.#unit;
    const reader = new ByteReader(this.bytes);
    const { fixedBytes, hasChildren } = table;
    const scope = this.#scope;
    scope.fill(NONE);
    reader.at = header.headerBytes;
    for (let depth = 0; reader.at < reader.end; ) {
      const die = reader.at;
      const code = reader.uleb();
      if (code === 0) {
        if (--depth <= 0) return;
        continue;
      }
      const row = table.row(code);
      if (row < 0) throw this.#malformed(die, `a DIE with the code ${code}, which has no declaration`);
      const role = this.#roles[row];
      let sibling = 0;
      let around = scope[depth];
      if (role === ROLE.subprogram || (role === ROLE.inlined && around !== NONE)) {
        if (!this.#values.read(reader, table, row, header)) throw unknownForm(header.offset + die);
        if (role === ROLE.inlined) around = this.#inlined(die, around);
        else {
          around = this.#function(die);
          if (around === NONE && skipBodies) sibling = this.#values.sibling;
        }
      } else if (fixedBytes[row] >= 0) reader.at += fixedBytes[row];
      else {
        const at = this.#skip(reader, row, die);
        if (role === ROLE.withoutCode && skipBodies) sibling = at;
      }
      if (hasChildren[row] === 0) continue;
      if (sibling > reader.at) reader.at = sibling;
      else {
        if (++depth > MAX_DIE_DEPTH) throw this.#malformed(die, `DIEs nested deeper than ${MAX_DIE_DEPTH}`);
        scope[depth] = around;
      }
    }
    if (reader.at > reader.end) throw new DecodeError("Truncated", ".debug_info", header.end, "the last DIE of a unit");
  }

  /** The row of a function that holds some of the addresses. */
  #function(die: number): number {
    const row = this.#row(die, NONE);
    let holds = false;
    this.#unit.eachRange(this.#values, (start, end) => {
      for (let i = lowerBound(this.#addresses, start); i < this.#addresses.length && this.#addresses[i] < end; i++) {
        if (this.#paintsLeft-- <= 0) return;
        this.innermost[i] = row;
        this.functionStart[i] = start;
        holds = true;
      }
    });
    return holds ? row : this.#dropRow();
  }

  /** The row of an inlined call; of one without any code the row around it. */
  #inlined(die: number, around: number): number {
    const row = this.#row(die, around);
    let isEmpty = true;
    this.#unit.eachRange(this.#values, (start, end) => {
      isEmpty = false;
      for (let i = lowerBound(this.#addresses, start); i < this.#addresses.length && this.#addresses[i] < end; i++) {
        if (this.#paintsLeft-- <= 0) return;
        this.innermost[i] = row;
      }
    });
    if (!isEmpty) return row;
    this.#dropRow();
    return around;
  }

  #row(die: number, parent: number): number {
    const row = this.#rows++;
    if (row === this.parent.length) this.#grow();
    const { form, value } = this.#values;
    this.parent[row] = parent;
    this.die[row] = die;
    this.origin[row] = parent === NONE ? this.#unit.header.offset + die : this.#origin(die);
    this.callFile[row] = form[SLOT.callFile] === 0 ? NONE : value[SLOT.callFile];
    this.callLine[row] = form[SLOT.callLine] === 0 ? 0 : value[SLOT.callLine];
    this.callColumn[row] = form[SLOT.callColumn] === 0 ? 0 : value[SLOT.callColumn];
    return row;
  }

  /** DW_AT_abstract_origin in .debug_info; of the file that dwz made, below 0; the DIE itself where it has none. */
  #origin(die: number): number {
    const { form, value } = this.#values;
    const { offset } = this.#unit.header;
    switch (form[SLOT.abstractOrigin]) {
      case 0:
        return offset + die;
      case DW_FORM.ref_addr:
        return value[SLOT.abstractOrigin];
      case DW_FORM.GNU_ref_alt:
      case DW_FORM.ref_sup4:
      case DW_FORM.ref_sup8:
        return -1 - value[SLOT.abstractOrigin];
      default:
        return offset + value[SLOT.abstractOrigin];
    }
  }

  #dropRow(): typeof NONE {
    this.#rows--;
    return NONE;
  }

  /** Passes over the attributes of a DIE; where its sibling begins, 0 when it does not say. */
  #skip(reader: ByteReader, row: number, die: number): number {
    const { table, header } = this.#unit;
    let sibling = 0;
    for (let i = table.first[row]; i < table.first[row + 1]; i++) {
      const how = table.skip[i];
      if (table.slot[i] === SLOT.sibling) sibling = readForm(reader, table.form[i], header);
      else if (how >= 0) reader.at += how;
      else if (!skip(reader, how, header)) throw unknownForm(header.offset + die);
    }
    return sibling;
  }

  #grow(): void {
    const length = 2 * this.parent.length;
    const grown = <T extends Int32Array | Float64Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.parent = grown(new Int32Array(length), this.parent);
    this.die = grown(new Float64Array(length), this.die);
    this.origin = grown(new Float64Array(length), this.origin);
    this.callFile = grown(new Int32Array(length), this.callFile);
    this.callLine = grown(new Int32Array(length), this.callLine);
    this.callColumn = grown(new Int32Array(length), this.callColumn);
  }

  #malformed(die: number, detail: string): DecodeError {
    return new DecodeError("Malformed", ".debug_info", this.#unit.header.offset + die, detail);
  }
}

const roles = new WeakMap<Abbreviations, Uint8Array>();

function rolesOf(table: Abbreviations): Uint8Array {
  const known = roles.get(table);
  if (known !== undefined) return known;
  const made = Uint8Array.from(table.tag, (tag) => {
    if (tag === DW_TAG_subprogram) return ROLE.subprogram;
    if (tag === DW_TAG_inlined_subroutine) return ROLE.inlined;
    return TAGS_WITHOUT_CODE.has(tag) ? ROLE.withoutCode : ROLE.other;
  });
  roles.set(table, made);
  return made;
}
