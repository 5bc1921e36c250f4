import { COLUMN_ALIGN, type Column } from "../../model/packedValue";
import type { SavedSession } from "../../model/savedSession";
import { columnType, packValue } from "./packValue";

/** What is in a saved session's gzip member, one behind the other. workers/session/session.ts draws it. */
export function sessionParts(session: SavedSession): readonly Column[] {
  const { tree, columns } = packValue(session);
  const list = columns.map((column) => [columnType(column), column.length]);
  const text = new TextEncoder().encode(JSON.stringify({ columns: list, value: tree }));
  const parts: Column[] = [Uint32Array.of(text.length), text];
  let size = Uint32Array.BYTES_PER_ELEMENT + text.length;
  for (const column of columns) {
    const padding = -size & (COLUMN_ALIGN - 1);
    parts.push(new Uint8Array(padding), column);
    size += padding + column.byteLength;
  }
  return parts;
}
