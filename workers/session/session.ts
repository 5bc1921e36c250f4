/*
 * A saved session:
 *
 *   "swscope session 2\n"
 *   a gzip member, in which is
 *     u32        bytes of the text
 *     text       JSON: { columns: [[type, length], …], value: tree }, see src/model/packedValue.ts
 *     columns    one behind the other, little-endian, each at a multiple of COLUMN_ALIGN
 *
 * It comes from anywhere, so nothing in it is believed: sizes are compared with what there is, the value with the type that the
 * page reads it as, indices with the rows that they are of.
 */
import { schema } from "virtual:session-schema";
import { DecodeError, type DecodeErrorCode } from "../../src/model/decodeError";
import {
  COLUMN_ALIGN,
  COLUMN_TYPES,
  type Column,
  type ColumnType,
  OLDEST_SESSION_VERSION,
  SESSION_HEAD,
  SESSION_VERSION,
} from "../../src/model/packedValue";
import type { SavedFile, SavedSession } from "../../src/model/savedSession";
import type { ByteSource } from "../io/byteSource";
import { Cursor } from "../io/cursor";
import { gunzip } from "../io/gunzip";
import { SESSION_MAX_BYTES, SESSION_MAX_COLUMNS, SESSION_MAX_TEXT_BYTES } from "../io/limits";
import { checkCapture } from "./checkCapture";
import { checkChoices, checkFileChoices } from "./checkChoices";
import { shapeError } from "./checkShape";
import { unpackValue } from "./unpackValue";

const WHERE = "saved session";
const HEAD_BYTES = 64;
const HEAD = new RegExp(`^${SESSION_HEAD} (\\d{1,9})\\n`);

export function isSession(head: Uint8Array): boolean {
  return HEAD.test(latin1(head));
}

/** Throws DecodeError when anything of it is not as it must be: there is no half of a session. */
export async function readSession(source: ByteSource): Promise<SavedSession> {
  const [line = "", version] = HEAD.exec(latin1(await source.read(0, HEAD_BYTES))) ?? [];
  if (!(Number(version) >= OLDEST_SESSION_VERSION && Number(version) <= SESSION_VERSION)) {
    const read = `versions ${OLDEST_SESSION_VERSION} to ${SESSION_VERSION}`;
    throw failure("Unsupported", 0, `version ${version}; this page reads ${read}`);
  }
  const bytes = await gunzip(behind(source, line.length), SESSION_MAX_BYTES);
  const cursor = new Cursor(bytes, WHERE);
  const { columns: claims, value: tree } = readText(cursor);
  const session = unpackValue(tree, readColumns(cursor, claims), WHERE);
  const error = shapeError(session, schema);
  if (error !== null) {
    const { app } = session as { readonly app?: unknown };
    const by = typeof app === "string" ? ` (saved by ${app.slice(0, 80)})` : "";
    throw failure("Malformed", 0, `not what this version of the page reads${by}: ${error}`);
  }
  const { files, choices } = session as SavedSession;
  files.forEach(checkFile);
  if (choices !== undefined) checked("choices", () => checkChoices(choices));
  return session as SavedSession;
}

function readText(cursor: Cursor): { readonly columns: readonly unknown[]; readonly value: unknown } {
  const size = cursor.u32();
  if (size > SESSION_MAX_TEXT_BYTES) throw failure("TooLarge", 0, `a text of ${size} bytes`);
  let text: unknown;
  try {
    text = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(cursor.bytes(size)));
  } catch (error) {
    if (error instanceof DecodeError) throw error;
    throw failure("Malformed", cursor.offset, "its text is no JSON");
  }
  const { columns, value } = (text ?? {}) as { readonly columns?: unknown; readonly value?: unknown };
  if (!Array.isArray(columns)) throw failure("Malformed", cursor.offset, "it lists no columns");
  if (columns.length > SESSION_MAX_COLUMNS) throw failure("TooLarge", cursor.offset, `${columns.length} columns`);
  return { columns, value };
}

/** Copies, because each goes its own way afterwards. */
function readColumns(cursor: Cursor, claims: readonly unknown[]): readonly Column[] {
  const columns = claims.map((claim): Column => {
    const [name, length] = Array.isArray(claim) ? (claim as readonly unknown[]) : [];
    if (typeof name !== "string" || !Object.hasOwn(COLUMN_TYPES, name) || !Number.isSafeInteger(length)) {
      throw failure("Malformed", cursor.offset, "a column of no known type");
    }
    const Type = COLUMN_TYPES[name as ColumnType];
    cursor.bytes(-cursor.offset & (COLUMN_ALIGN - 1));
    const bytes = cursor.bytes((length as number) * Type.BYTES_PER_ELEMENT);
    return new Type(bytes.slice().buffer);
  });
  if (cursor.remaining > 0)
    throw failure("Malformed", cursor.offset, `${cursor.remaining} bytes behind the last column`);
  return columns;
}

function checkFile(file: SavedFile, index: number, files: readonly SavedFile[]): void {
  const { name, kind, status, capture } = file;
  const isRead = status === "ok" || (status === "partial" && kind !== "archive");
  if ((capture !== null) !== isRead || (capture !== null && capture.kind !== kind)) {
    throw failure("Malformed", 0, `files[${index}] is "${kind}", "${status}" and holds ${capture?.kind ?? "nothing"}`);
  }
  checked(name, () => {
    checkFileChoices(file, files);
    if (capture !== null) checkCapture(capture);
  });
}

/** What a check throws is malformed. */
function checked(what: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw failure("Malformed", 0, `${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function behind(source: ByteSource, offset: number): ByteSource {
  return {
    name: source.name,
    size: source.size - offset,
    read: (start, end) => source.read(start + offset, end + offset),
  };
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, HEAD_BYTES));
}

function failure(code: DecodeErrorCode, offset: number, detail: string): DecodeError {
  return new DecodeError(code, WHERE, offset, detail);
}
