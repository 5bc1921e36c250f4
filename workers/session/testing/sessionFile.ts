import { SESSION_HEAD, SESSION_VERSION } from "../../../src/model/packedValue";
import type { SavedSession } from "../../../src/model/savedSession";
import { bytesSource } from "../../io/byteSource";
import { gzip } from "../../io/gzip";
import { readSession } from "../session";

/** The file around what is in its gzip member. */
export function sessionFile(content: Uint8Array, version: number = SESSION_VERSION): Uint8Array {
  return concatenated([new TextEncoder().encode(`${SESSION_HEAD} ${version}\n`), gzip(content)]);
}

export function read(file: Uint8Array): Promise<SavedSession> {
  return readSession(bytesSource("x.swscope", file));
}

export function concatenated(parts: readonly ArrayBufferView[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of parts) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}
