import { DecodeError } from "../../../src/model/decodeError";
import { MAX_LINE_ENTRY_FORMATS, MAX_LINE_FILES } from "../limits";
import { ByteReader } from "./byteReader";
import { DW_FORM } from "./constants";
import { type Encoding, readForm, skip, skipOf } from "./forms";
import { readUnitLength } from "./unitHeader";

/** The header of a line program (6.2.4). */
export interface LineHeader extends Encoding {
  readonly minimumInstructionLength: number;
  readonly maximumOperations: number; // per instruction: more than 1 on VLIW machines only
  readonly lineBase: number;
  readonly lineRange: number;
  readonly opcodeBase: number;
  readonly operandCounts: Uint8Array; // of standard opcodes, by opcode - 1
  readonly directories: readonly LinePath[];
  readonly files: readonly LinePath[];
  /** Version 5 counts both from 0; before it the first file is 1 and directory 0 is that of the compilation. */
  readonly program: number; // where the opcodes begin, from the header's start
  readonly end: number;
}

/** A path as it was written, its string yet to be read; `directory` is for files. */
export interface LinePath {
  readonly form: number;
  readonly value: number;
  readonly directory: number;
}

/** DW_LNCT_*: what an entry of version 5 may say. */
const LNCT_path = 1;
const LNCT_directory_index = 2;

/** `bytes` begin with the header and hold the whole program, or what there is of it; `offset` is for errors. */
export function parseLineHeader(bytes: Uint8Array, offset: number, unitAddressBytes: number): LineHeader {
  const reader = new ByteReader(bytes);
  const { length, offsetBytes } = readUnitLength(reader);
  const end = Math.min(reader.at + length, bytes.length);
  const version = reader.u16();
  if (version < 2 || version > 5) throw new DecodeError("Unsupported", ".debug_line", offset, `version ${version}`);
  let addressBytes = unitAddressBytes;
  if (version >= 5) {
    addressBytes = reader.u8();
    reader.u8(); // segment_selector_size
  }
  const headerLength = reader.offset(offsetBytes);
  const program = reader.at + headerLength;
  const encoding: Encoding = { version, offsetBytes, addressBytes };
  const minimumInstructionLength = reader.u8();
  const maximumOperations = version >= 4 ? reader.u8() : 1;
  reader.u8(); // default_is_stmt
  const lineBase = reader.i8();
  const lineRange = reader.u8();
  const opcodeBase = reader.u8();
  const operandCounts = Uint8Array.from({ length: Math.max(0, opcodeBase - 1) }, () => reader.u8());
  if (reader.at > end || !(program <= end)) {
    throw new DecodeError("Truncated", ".debug_line", offset, `header_length ${headerLength} in ${end} bytes`);
  }
  if (lineRange === 0) throw new DecodeError("Malformed", ".debug_line", offset, "line_range 0");
  const [directories, files] =
    version >= 5
      ? [readEntries(reader, encoding, offset), readEntries(reader, encoding, offset)]
      : [readDirectories(reader), readFiles(reader)];
  const parts = { minimumInstructionLength, maximumOperations, lineBase, lineRange, opcodeBase, operandCounts };
  return { ...encoding, ...parts, directories, files, program, end };
}

/** Version 5: which fields an entry has, then the entries. */
function readEntries(reader: ByteReader, encoding: Encoding, offset: number): LinePath[] {
  const formatCount = reader.u8();
  if (formatCount > MAX_LINE_ENTRY_FORMATS) {
    throw new DecodeError("TooLarge", ".debug_line", offset, `${formatCount} fields in an entry`);
  }
  const formats = Array.from({ length: formatCount }, () => ({ content: reader.uleb(), form: reader.uleb() }));
  const count = reader.uleb();
  const paths: LinePath[] = [];
  for (let i = 0; i < count && formatCount > 0 && reader.at < reader.end; i++) {
    if (i === MAX_LINE_FILES) throw new DecodeError("TooLarge", ".debug_line", offset, `${count} files`);
    const start = reader.at;
    let [pathForm, value, directory] = [0, 0, 0];
    for (const { content, form } of formats) {
      if (content === LNCT_path) {
        pathForm = form;
        value = readForm(reader, form, encoding);
      } else if (content === LNCT_directory_index) directory = readForm(reader, form, encoding);
      else if (!skip(reader, skipOf(form, encoding), encoding)) {
        throw new DecodeError("Unsupported", ".debug_line", offset, `a field of form 0x${form.toString(16)}`);
      }
    }
    if (reader.at === start) break; // entries without a byte could be any number
    paths.push({ form: pathForm, value, directory });
  }
  return paths;
}

/** Before version 5: strings up to an empty one. */
function readDirectories(reader: ByteReader): LinePath[] {
  const paths: LinePath[] = [];
  while (reader.at < reader.end && reader.bytes[reader.at] !== 0 && paths.length < MAX_LINE_FILES) {
    paths.push({ form: DW_FORM.string, value: reader.at, directory: 0 });
    reader.skipString();
  }
  reader.at++;
  return paths;
}

function readFiles(reader: ByteReader): LinePath[] {
  const paths: LinePath[] = [];
  while (reader.at < reader.end && reader.bytes[reader.at] !== 0 && paths.length < MAX_LINE_FILES) {
    paths.push(readFile(reader));
  }
  return paths;
}

/** An entry before version 5, in the header or in DW_LNE_define_file: name, directory, time, size. */
export function readFile(reader: ByteReader): LinePath {
  const value = reader.at;
  reader.skipString();
  const directory = reader.uleb();
  reader.skipLeb();
  reader.skipLeb();
  return { form: DW_FORM.string, value, directory };
}
