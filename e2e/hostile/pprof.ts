// A pprof profile with other names: its string_table (field 6) is written anew, all else refers to it by index.
// https://github.com/google/pprof/blob/main/proto/profile.proto
import { gunzipSync, gzipSync } from "node:zlib";
import type { Rename } from "./names";
import { readVarint, varint } from "./varint";

const STRING_TABLE = 6;
const [VARINT, , CONTENT] = [0, 1, 2];

/** Functions, files and build ids. Types and units say what is measured; they stay. */
const isName = (text: string): boolean => /[./]|^[0-9a-f]{16,}$/.test(text);

export function renamedPprof(gzipped: Buffer, rename: Rename): Buffer {
  const bytes = gunzipSync(gzipped);
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = readVarint(bytes, at);
    const first = readVarint(bytes, tag.end);
    const end = tag.value % 8 === CONTENT ? first.end + first.value : first.end;
    const content = bytes.subarray(first.end, end);
    if (tag.value % 8 !== CONTENT && tag.value % 8 !== VARINT) throw new Error(`field ${tag.value} at ${at}`);
    const text = content.toString();
    if (tag.value === STRING_TABLE * 8 + CONTENT && isName(text)) {
      const name = rename(text);
      parts.push(varint(tag.value), varint(name.length), name);
    } else parts.push(bytes.subarray(at, end));
    at = end;
  }
  return gzipSync(Buffer.concat(parts));
}
