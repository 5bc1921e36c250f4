// A Go execution trace (wire version 22 to 24) with other strings: names of functions, files, goroutines' reasons.
import type { Rename } from "./names";
import { readVarint, varint } from "./varint";

const HEADER_BYTES = 16;
/** Bytes that begin a batch of events: an ordinary one, and one of an experiment, whose number follows. */
const [BATCH, EXPERIMENTAL_BATCH] = [1, 49];
/** The first event of a batch of strings, and each of its events: id, length, bytes. */
const [STRINGS, STRING] = [4, 5];
/** internal/trace/tracev2: MaxEventTrailerDataSize. */
const MAX_STRING_BYTES = 1 << 10;

const isName = (text: string): boolean => /[./]/.test(text);

export function renamedTrace(file: Buffer, rename: Rename): Buffer {
  const parts: Buffer[] = [file.subarray(0, HEADER_BYTES)];
  for (let at = HEADER_BYTES; at < file.length; ) {
    const start = at;
    const kind = file[at];
    if (kind !== BATCH && kind !== EXPERIMENTAL_BATCH) throw new Error(`byte ${kind} at ${at} begins no batch`);
    at += kind === BATCH ? 1 : 2;
    for (let field = 0; field < 3; field++) at = readVarint(file, at).end; // generation, thread, time
    const head = file.subarray(start, at);
    const size = readVarint(file, at);
    const data = file.subarray(size.end, size.end + size.value);
    const made = data[0] === STRINGS && kind === BATCH ? renamedStrings(data, rename) : data;
    parts.push(head, varint(made.length), made);
    at = size.end + size.value;
  }
  return Buffer.concat(parts);
}

function renamedStrings(data: Buffer, rename: Rename): Buffer {
  const parts = [data.subarray(0, 1)];
  for (let at = 1; at < data.length; ) {
    if (data[at] !== STRING) throw new Error(`event ${data[at]} among strings`);
    const id = readVarint(data, at + 1);
    const length = readVarint(data, id.end);
    const text = data.subarray(length.end, length.end + length.value);
    const made = isName(text.toString()) ? rename(text.toString()).subarray(0, MAX_STRING_BYTES) : text;
    parts.push(data.subarray(at, id.end), varint(made.length), made);
    at = length.end + length.value;
  }
  return Buffer.concat(parts);
}
