// A Go heap dump with other names of types, functions and files. Nothing in it says where a record lies, so they may have any length.
import { RECORD_PARTS, TAG } from "../../workers/formats/heapdump/recordLayout";
import type { Rename } from "./names";
import { readVarint, varint } from "./varint";

const HEADER_BYTES = "go1.7 heap dump\n".length;
/** Which of a record's byte strings is a name; the others are contents. The calls of a profile are names throughout. */
const NAME_PART: Readonly<Record<number, number>> = { [TAG.type]: 2, [TAG.stackFrame]: 6 };

export function renamedHeapDump(file: Buffer, rename: Rename): Buffer {
  const parts: Buffer[] = [file.subarray(0, HEADER_BYTES)];
  let at = HEADER_BYTES;
  const int = (): number => {
    const { value, end } = readVarint(file, at);
    parts.push(file.subarray(at, end));
    at = end;
    return value;
  };
  const text = (isName: boolean): void => {
    const { value, end } = readVarint(file, at);
    const bytes = file.subarray(end, end + value);
    const made = isName ? rename(bytes.toString()) : bytes;
    parts.push(varint(made.length), made);
    at = end + value;
  };
  for (let tag = int(); tag !== TAG.eof; tag = int()) {
    for (const [index, part] of (RECORD_PARTS[tag] ?? []).entries()) {
      if (part === "int") int();
      else if (part === "bytes") text(NAME_PART[tag] === index);
      else if (part === "fields") while (int() !== 0) int();
      else
        for (let calls = int(); calls > 0; calls--) {
          text(true);
          text(true);
          int();
        }
    }
  }
  return Buffer.concat(parts);
}
