import { Cursor } from "../../io/cursor";
import { SIMPLEPERF_MAX_FILES } from "../../io/limits";
import { untilNul } from "../../io/text";
import { SymbolRanges } from "./symbolRanges";

/**
 * Android's simpleperf writes perf.data with features of its own, among them the symbols of every file that was hit
 * (record_file_format.h, record_file.proto): FILE as a structure, FILE2 as protobuf messages, each behind its size.
 *
 *   FILE   u32 size; path\0, file_type u32, min_vaddr u64, u32 count, { vaddr u64, len u32, name\0 }[count],
 *          [file_offset_of_min_vaddr u64]
 *   FILE2  u32 size; message { path = 1, type = 2, min_vaddr = 3, symbol = 4 { vaddr = 1, len = 2, name = 3 },
 *          elf_file = 6 { file_offset_of_min_vaddr = 1 } }
 */
export interface FileSymbols {
  readonly path: string;
  /** What to add to an offset in the file to get the address that `symbols` are by. */
  readonly bias: number;
  readonly symbols: SymbolRanges;
}

const ELF_FILE = 2; // DSO_ELF_FILE

/** FILE. */
export function readFiles(cursor: Cursor, into: FileSymbols[]): void {
  while (cursor.remaining >= 4 && into.length < SIMPLEPERF_MAX_FILES) {
    const bytes = cursor.bytes(cursor.u32());
    const file = new Cursor(bytes, "FILE", 0, cursor.littleEndian);
    const path = readName(file, bytes);
    const type = file.u32();
    const minVaddr = file.address();
    const symbols = new SymbolRanges();
    for (let left = file.u32(); left > 0; left--) {
      const [vaddr, length] = [file.address(), file.u32()];
      symbols.add(vaddr, length, readName(file, bytes));
    }
    const fileOffset = type === ELF_FILE && file.remaining >= 8 ? file.address() : minVaddr;
    into.push({ path, bias: minVaddr - fileOffset, symbols });
  }
}

/** FILE2. */
export function readFiles2(cursor: Cursor, into: FileSymbols[]): void {
  while (cursor.remaining >= 4 && into.length < SIMPLEPERF_MAX_FILES) {
    let path = "";
    let minVaddr = 0;
    let fileOffset: number | null = null;
    const symbols = new SymbolRanges();
    for (const { field, value, bytes } of fieldsOf(cursor.bytes(cursor.u32()))) {
      if (field === 1) path = untilNul(bytes);
      else if (field === 3) minVaddr = value;
      else if (field === 4) addSymbol(bytes, symbols);
      else if (field === 6) for (const elf of fieldsOf(bytes)) if (elf.field === 1) fileOffset = elf.value;
    }
    into.push({ path, bias: minVaddr - (fileOffset ?? minVaddr), symbols });
  }
}

function addSymbol(message: Uint8Array, into: SymbolRanges): void {
  let [vaddr, length, name] = [0, 0, ""];
  for (const { field, value, bytes } of fieldsOf(message)) {
    if (field === 1) vaddr = value;
    else if (field === 2) length = value;
    else if (field === 3) name = untilNul(bytes);
  }
  into.add(vaddr, length, name);
}

interface Field {
  readonly field: number;
  readonly value: number; // of a varint
  readonly bytes: Uint8Array; // of what has a length
}

const NO_BYTES = new Uint8Array(0);
const WIRE_VARINT = 0;
const WIRE_BYTES = 2;
const FIXED_BYTES: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

/** The fields of a protobuf message. */
function* fieldsOf(message: Uint8Array): Generator<Field> {
  const cursor = new Cursor(message, "FILE2");
  while (cursor.remaining > 0) {
    const tag = cursor.uleb();
    const [field, wire] = [Math.floor(tag / 8), tag % 8];
    if (wire === WIRE_VARINT) yield { field, value: cursor.ulebAddress(), bytes: NO_BYTES };
    else
      yield { field, value: 0, bytes: cursor.bytes(wire === WIRE_BYTES ? cursor.uleb() : (FIXED_BYTES[wire] ?? -1)) };
  }
}

function readName(cursor: Cursor, bytes: Uint8Array): string {
  const end = bytes.indexOf(0, cursor.offset);
  const name = untilNul(cursor.bytes((end < 0 ? bytes.length : end) - cursor.offset));
  if (end >= 0) cursor.bytes(1);
  return name;
}
