import { DecodeError } from "../../../src/model/decodeError";
import { type Abbreviations, SLOT, SLOTS } from "./abbreviations";
import type { ByteReader } from "./byteReader";
import { DW_FORM } from "./constants";
import { type Encoding, readForm, SKIP_UNKNOWN, skip } from "./forms";

/**
 * The attributes of the DIE that was read last, by SLOT. One object serves all DIEs of a unit: there are tens of
 * millions of them.
 */
export class DieValues {
  /** DW_FORM of the attribute, 0 where the DIE has none. */
  readonly form = new Uint16Array(SLOTS);
  /** As `readForm` gives it; of SLOT.dwoId where it lies, because a double does not hold it. */
  readonly value = new Float64Array(SLOTS);

  /** Reads the attributes of a DIE of that row, whose code was read before. False where a form is unknown. */
  read(reader: ByteReader, table: Abbreviations, row: number, encoding: Encoding): boolean {
    const { form, value } = this;
    form.fill(0);
    const end = table.first[row + 1];
    for (let i = table.first[row]; i < end; i++) {
      const slot = table.slot[i];
      if (slot === 0) {
        const how = table.skip[i];
        if (how >= 0) reader.at += how;
        else if (!skip(reader, how, encoding)) return false;
        continue;
      }
      let attributeForm = table.form[i];
      if (attributeForm === DW_FORM.indirect) attributeForm = reader.uleb();
      if (attributeForm === DW_FORM.implicit_const) value[slot] = table.constant[i];
      else if (table.skip[i] === SKIP_UNKNOWN || attributeForm === DW_FORM.indirect) return false;
      else {
        const at = reader.at;
        value[slot] = readForm(reader, attributeForm, encoding);
        if (slot === SLOT.dwoId) value[slot] = at;
      }
      form[slot] = attributeForm;
    }
    return true;
  }

  has(slot: number): boolean {
    return this.form[slot] !== 0;
  }

  /** Null where the DIE does not have it. */
  get(slot: number): number | null {
    return this.form[slot] === 0 ? null : this.value[slot];
  }

  /** Unit-relative, 0 for none. */
  get sibling(): number {
    return this.form[SLOT.sibling] === 0 ? 0 : this.value[SLOT.sibling];
  }
}

export function unknownForm(offset: number): DecodeError {
  return new DecodeError("Unsupported", ".debug_info", offset, "an attribute of unknown form");
}
