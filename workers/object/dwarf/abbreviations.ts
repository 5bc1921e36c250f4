import { DecodeError } from "../../../src/model/decodeError";
import { MAX_ABBREVIATION_ATTRIBUTES, MAX_ABBREVIATIONS } from "../limits";
import { ByteReader } from "./byteReader";
import { DW_AT, DW_FORM } from "./constants";
import { type Encoding, SKIP_UNKNOWN, skipOf } from "./forms";
import type { WorkLimit } from "./workLimit";

/** The attributes that are ever read; each has a slot in DieValues. */
export const SLOT = {
  sibling: 1,
  name: 2,
  linkageName: 3,
  stmtList: 4,
  lowPc: 5,
  highPc: 6,
  ranges: 7,
  compDir: 8,
  abstractOrigin: 9,
  specification: 10,
  callFile: 11,
  callLine: 12,
  callColumn: 13,
  strOffsetsBase: 14,
  addrBase: 15,
  rnglistsBase: 16,
  dwoName: 17,
  dwoId: 18,
  gnuRangesBase: 19,
} as const;
export const SLOTS = 20;

const SLOT_OF_ATTRIBUTE: ReadonlyMap<number, number> = new Map<number, number>([
  [DW_AT.sibling, SLOT.sibling],
  [DW_AT.name, SLOT.name],
  [DW_AT.stmt_list, SLOT.stmtList],
  [DW_AT.low_pc, SLOT.lowPc],
  [DW_AT.high_pc, SLOT.highPc],
  [DW_AT.comp_dir, SLOT.compDir],
  [DW_AT.abstract_origin, SLOT.abstractOrigin],
  [DW_AT.specification, SLOT.specification],
  [DW_AT.ranges, SLOT.ranges],
  [DW_AT.call_column, SLOT.callColumn],
  [DW_AT.call_file, SLOT.callFile],
  [DW_AT.call_line, SLOT.callLine],
  [DW_AT.linkage_name, SLOT.linkageName],
  [DW_AT.MIPS_linkage_name, SLOT.linkageName],
  [DW_AT.str_offsets_base, SLOT.strOffsetsBase],
  [DW_AT.addr_base, SLOT.addrBase],
  [DW_AT.GNU_addr_base, SLOT.addrBase],
  [DW_AT.rnglists_base, SLOT.rnglistsBase],
  [DW_AT.GNU_ranges_base, SLOT.gnuRangesBase],
  [DW_AT.dwo_name, SLOT.dwoName],
  [DW_AT.GNU_dwo_name, SLOT.dwoName],
  [DW_AT.GNU_dwo_id, SLOT.dwoId],
]);

/**
 * The declarations of one table in .debug_abbrev, compiled for one encoding: a DIE of row r has the attributes
 * first[r] … first[r + 1] - 1.
 */
export interface Abbreviations {
  readonly length: number;
  /** The row of a code; -1 for a code that the table does not declare. */
  row(code: number): number;
  readonly tag: Uint16Array;
  readonly hasChildren: Uint8Array;
  /** Bytes of every DIE of the row behind its code; -1 where they differ, or where it has a sibling. */
  readonly fixedBytes: Int32Array;
  readonly first: Int32Array; // length + 1
  readonly slot: Uint8Array; // per attribute: SLOT, 0 for one that is not read
  readonly form: Uint16Array;
  readonly skip: Int32Array; // per attribute, as `skip` takes it
  readonly constant: Float64Array; // per attribute: the value of DW_FORM_implicit_const
}

/**
 * Null when the table does not end inside `bytes`. `offset` is where the bytes lie in .debug_abbrev, `limit` what may be
 * read of that.
 */
export function parseAbbreviations(
  bytes: Uint8Array,
  offset: number,
  encoding: Encoding,
  limit: WorkLimit,
): Abbreviations | null {
  const reader = new ByteReader(bytes);
  const codes: number[] = [];
  const tag: number[] = [];
  const hasChildren: number[] = [];
  const fixedBytes: number[] = [];
  const first: number[] = [0];
  const slot: number[] = [];
  const form: number[] = [];
  const skips: number[] = [];
  const constant: number[] = [];
  for (let code = reader.uleb(); code !== 0; code = reader.uleb()) {
    if (codes.length >= MAX_ABBREVIATIONS) throw tooMany(offset + reader.at, `${codes.length} declarations`);
    const start = reader.at;
    codes.push(code);
    tag.push(Math.min(reader.uleb(), 0xffff));
    hasChildren.push(reader.u8() === 0 ? 0 : 1);
    let fixed = 0;
    for (;;) {
      const attribute = reader.uleb();
      const attributeForm = reader.uleb();
      if (reader.at > reader.end) {
        limit.take(reader.end - start);
        return null;
      }
      constant.push(attributeForm === DW_FORM.implicit_const ? reader.sleb() : 0);
      if (attribute === 0 && attributeForm === 0) break;
      const how = attributeForm > 0xffff ? SKIP_UNKNOWN : skipOf(attributeForm, encoding);
      const wanted = SLOT_OF_ATTRIBUTE.get(attribute) ?? 0;
      slot.push(wanted);
      form.push(attributeForm);
      skips.push(how);
      fixed = fixed < 0 || how < 0 || wanted === SLOT.sibling ? -1 : fixed + how;
      if (slot.length >= MAX_ABBREVIATION_ATTRIBUTES) throw tooMany(offset + reader.at, `${slot.length} attributes`);
    }
    limit.take(reader.at - start);
    constant.pop();
    fixedBytes.push(fixed);
    first.push(slot.length);
  }
  if (reader.at > reader.end) return null;
  return {
    length: codes.length,
    row: rowFinder(codes),
    tag: new Uint16Array(tag),
    hasChildren: new Uint8Array(hasChildren),
    fixedBytes: new Int32Array(fixedBytes),
    first: new Int32Array(first),
    slot: new Uint8Array(slot),
    form: new Uint16Array(form),
    skip: new Int32Array(skips),
    constant: new Float64Array(constant),
  };
}

/** Producers number their declarations 1, 2, 3 …; dwz and hostile files do not. */
function rowFinder(codes: readonly number[]): (code: number) => number {
  if (codes.every((code, row) => code === row + 1)) {
    const { length } = codes;
    return (code) => (code <= length ? code - 1 : -1);
  }
  const rows = new Map(codes.map((code, row) => [code, row]));
  return (code) => rows.get(code) ?? -1;
}

function tooMany(offset: number, what: string): DecodeError {
  return new DecodeError("TooLarge", ".debug_abbrev", offset, `${what} in one table`);
}
