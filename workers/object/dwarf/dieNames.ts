import { DecodeError } from "../../../src/model/decodeError";
import { DIE_CHUNK_BYTES, MAX_ORIGIN_HOPS } from "../limits";
import { SLOT } from "./abbreviations";
import { ByteReader } from "./byteReader";
import { DW_FORM } from "./constants";
import { DieValues } from "./dieValues";
import type { DwarfFile } from "./dwarfFile";
import { readString } from "./stringForms";
import { DwarfUnit, type UnitContext } from "./unit";

/** A DIE: unit, and where it lies from the unit's start. `bytes` are the unit's from `bytesAt` on. */
interface DiePlace {
  readonly unit: DwarfUnit;
  readonly die: number;
  readonly bytes: Uint8Array;
  readonly bytesAt: number;
}

/** The name of a function, and whether it was in the file that dwz made. Null where there is none. */
export interface FunctionName {
  readonly text: string;
  readonly isAlt: boolean;
}

/** DW_AT_abstract_origin or DW_AT_specification that leads into a file that was not dropped. */
const MISSING = Symbol("missing");

const UNITS_KEPT = 32;

/**
 * Names of functions. A concrete function leads to its abstract instance, that perhaps to a declaration in a class,
 * in any unit of the file or of the one that dwz made. The linkage name wins wherever along the way it is.
 */
export class DieNames {
  readonly #context: UnitContext;
  readonly #missing: string | null;
  readonly #values = new DieValues();
  readonly #units = new Map<string, Promise<DwarfUnit>>(); // opened for references, the one used last behind

  /** `missing` is what names are called that lie in a file that was not dropped. */
  constructor(context: UnitContext, missing: string | null) {
    this.#context = context;
    this.#missing = missing;
  }

  /** The name of the function of that DIE of a unit; of an inlined call that DIE leads to it. */
  async nameOf(unit: DwarfUnit, bytes: Uint8Array, die: number): Promise<FunctionName | null> {
    let place: DiePlace | null = { unit, die, bytes, bytesAt: 0 };
    let name: FunctionName | null = null;
    for (let hop = 0; place !== null && hop < MAX_ORIGIN_HOPS; hop++) {
      const at: DiePlace = place;
      const values = this.#read(at);
      const isAlt = at.unit.file === this.#context.alt;
      for (const slot of [SLOT.linkageName, SLOT.name]) {
        if (!values.has(slot) || (slot === SLOT.name && name !== null)) continue;
        const [form, value] = [values.form[slot], values.value[slot]];
        const text = await readString(at.unit.strings, form, value, at.bytes);
        if (text === null || text === "") continue;
        name = { text, isAlt: isAlt || form === DW_FORM.GNU_strp_alt || form === DW_FORM.strp_sup };
        if (slot === SLOT.linkageName) return name;
      }
      // The values are those of another DIE once this function has waited: the next place is found from a second look.
      const next = await this.#next(at);
      if (next === MISSING) return name ?? (this.#missing === null ? null : { text: this.#missing, isAlt: false });
      place = next;
    }
    return name;
  }

  async #next(at: DiePlace): Promise<DiePlace | null | typeof MISSING> {
    const values = this.#read(at);
    const slot = values.has(SLOT.abstractOrigin) ? SLOT.abstractOrigin : SLOT.specification;
    if (!values.has(slot)) return null;
    const [form, value] = [values.form[slot], values.value[slot]];
    const { unit } = at;
    switch (form) {
      case DW_FORM.GNU_ref_alt:
      case DW_FORM.ref_sup4:
      case DW_FORM.ref_sup8:
        return this.#context.alt === null ? MISSING : this.#elsewhere(this.#context.alt, value, null);
      case DW_FORM.ref_addr:
        return this.#elsewhere(unit.file, value, at);
      case DW_FORM.ref_sig8:
        return null; // a type unit: they name no functions
      default: {
        const isInside = value >= at.bytesAt && value < at.bytesAt + at.bytes.length;
        if (isInside && at.bytesAt === 0 && at.bytes.length >= unit.header.end - unit.header.offset) {
          return { ...at, die: value };
        }
        return this.#elsewhere(unit.file, unit.header.offset + value, at);
      }
    }
  }

  /** The DIE at a place of .debug_info. */
  async #elsewhere(file: DwarfFile, offset: number, from: DiePlace | null): Promise<DiePlace | null> {
    const { skeleton = null, header: near = null } = from?.unit ?? {};
    const isNear = from !== null && near !== null && offset >= near.offset && offset < near.end;
    const header = isNear ? near : await file.headerAround(offset);
    if (header === null) return null;
    const unit = isNear ? from.unit : await this.#unit(file, header.offset, skeleton);
    const info = await file.source("info");
    const bytes = (await info?.read(offset, Math.min(offset + DIE_CHUNK_BYTES, header.end))) ?? new Uint8Array(0);
    return { unit, die: offset - header.offset, bytes, bytesAt: offset - header.offset };
  }

  #unit(file: DwarfFile, offset: number, skeleton: DwarfUnit | null): Promise<DwarfUnit> {
    const key = `${file === this.#context.alt} ${offset}`;
    const unit =
      this.#units.get(key) ??
      file.header(offset).then((header) => DwarfUnit.open(file, header, this.#context, skeleton));
    this.#units.delete(key);
    this.#units.set(key, unit);
    for (const oldest of this.#units.keys()) {
      if (this.#units.size <= UNITS_KEPT) break;
      this.#units.delete(oldest);
    }
    return unit;
  }

  #read({ unit, die, bytes, bytesAt }: DiePlace): DieValues {
    const reader = new ByteReader(bytes);
    reader.at = die - bytesAt;
    const row = reader.at >= 0 ? unit.table.row(reader.uleb()) : -1;
    if (row < 0 || !this.#values.read(reader, unit.table, row, unit.header)) {
      const { offset } = unit.header;
      throw new DecodeError("Malformed", ".debug_info", Math.max(0, offset + die), "a reference to what is no DIE");
    }
    return this.#values;
  }
}
