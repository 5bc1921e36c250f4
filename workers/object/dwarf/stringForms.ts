import { viewOf } from "../elf/layout";
import { stringAt } from "../elf/range";
import { MAX_NAME_BYTES } from "../limits";
import { DW_FORM } from "./constants";
import type { DwarfFile } from "./dwarfFile";

const INDEXED: ReadonlySet<number> = new Set([
  DW_FORM.strx,
  DW_FORM.strx1,
  DW_FORM.strx2,
  DW_FORM.strx3,
  DW_FORM.strx4,
  DW_FORM.GNU_str_index,
]);

/** Where the strings of a unit are. */
export interface StringPlaces {
  readonly file: DwarfFile;
  /** What dwz moved out; null where the file was not dropped. */
  readonly alt: DwarfFile | null;
  readonly offsetBytes: 4 | 8;
  readonly strOffsetsBase: number;
}

/**
 * The string that an attribute of that form and value is. `bytes` are those that the value was read from. Null where
 * it cannot be had.
 */
export async function readString(
  places: StringPlaces,
  form: number,
  value: number,
  bytes: Uint8Array,
): Promise<string | null> {
  const { file, alt, offsetBytes, strOffsetsBase } = places;
  if (form === DW_FORM.string) return stringAt(bytes, value, MAX_NAME_BYTES);
  if (form === DW_FORM.strp) return file.string("str", value);
  if (form === DW_FORM.line_strp) return file.string("line_str", value);
  if (form === DW_FORM.strp_sup || form === DW_FORM.GNU_strp_alt) return (await alt?.string("str", value)) ?? null;
  if (!INDEXED.has(form)) return null;
  const offsets = await file.source("str_offsets");
  const at = strOffsetsBase + value * offsetBytes;
  if (offsets === null || !(at >= 0 && at + offsetBytes <= offsets.size)) return null;
  const entry = await offsets.read(at, at + offsetBytes);
  if (entry.length < offsetBytes) return null;
  const view = viewOf(entry);
  const high = offsetBytes === 8 ? view.getUint32(4, true) * 0x1_0000_0000 : 0;
  return file.string("str", high + view.getUint32(0, true));
}
