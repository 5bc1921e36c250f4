import { DecodeError, type DecodeErrorCode, type DecodeFailure } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { HEAPDUMP_MAX_RECORD_BYTES, READ_CHUNK_BYTES } from "../../io/limits";
import { DumpWindow } from "./dumpWindow";
import { type Part, RECORD_PARTS, TAG } from "./recordLayout";

const WHERE = "heap dump";
export const HEADER = new TextEncoder().encode("go1.7 heap dump\n");

/** An object or segment with contents beyond this is not read as a whole. */
const NEAR_BYTES = HEAPDUMP_MAX_RECORD_BYTES / 2;
/** Of the contents of a longer one: what is read at a time. */
const CONTENTS_PIECE_BYTES = 1 << 20;
/** Two varints. */
const FIELD_BYTES = 20;

export interface RecordVisitor {
  readonly pointerBytes: number;
  /** A record that the window has as a whole, `pos` behind its tag. `visit` need not move it. */
  record(tag: number, window: DumpWindow): void;
  /** An object or segment of which the window has no more than a part: begin, its pointers, end. */
  begin(tag: number, address: number, bytes: number): void;
  pointer(offset: number, view: DataView, at: number): void;
  end(): void;
}

/**
 * Walks the records. Nothing in the format says where the next one begins, so the first that is damaged or cut ends it;
 * resolves to that failure, or to null when EOF was reached.
 */
export async function walkRecords(
  source: ByteSource,
  visitor: RecordVisitor,
  progress: (bytes: number, of: number) => void,
): Promise<DecodeFailure | null> {
  const window = new DumpWindow(source, READ_CHUNK_BYTES);
  await window.seek(HEADER.length);
  try {
    while (await step(window, source, visitor)) progress(window.offset, window.size);
    return null;
  } catch (error) {
    if (error instanceof DecodeError) return error.failure;
    throw error;
  }
}

/** Walks what the window holds, and reads on. False at EOF. */
async function step(window: DumpWindow, source: ByteSource, visitor: RecordVisitor): Promise<boolean> {
  for (;;) {
    const start = window.pos;
    const tag = window.varint();
    if (tag === TAG.eof) return false;
    const first = window.pos;
    const parts = RECORD_PARTS[tag];
    if (parts === undefined && !Number.isNaN(tag)) {
      window.pos = start;
      throw damaged(window, "Malformed", `a record has tag ${tag}, the last known one is ${RECORD_PARTS.length - 1}`);
    }
    if (parts !== undefined && skip(window, parts)) {
      const next = window.pos;
      window.pos = first;
      visitor.record(tag, window);
      window.pos = next;
      continue;
    }
    window.pos = first;
    if (isLong(tag, window)) {
      window.pos = first;
      await walkLong(tag, window, source, visitor);
      return true;
    }
    window.pos = start;
    if (window.bytes.length - start > HEAPDUMP_MAX_RECORD_BYTES)
      throw damaged(window, "TooLarge", `record ${tag} is longer than ${HEAPDUMP_MAX_RECORD_BYTES} bytes`);
    if (await window.more()) return true;
    throw damaged(window, "Truncated", "the dump ends before its record EOF");
  }
}

/** Moves behind the record; false where the window ends before it does. */
function skip(window: DumpWindow, parts: readonly Part[]): boolean {
  for (const part of parts) if (!SKIP[part](window)) return false;
  return true;
}

const SKIP: Readonly<Record<Part, (window: DumpWindow) => boolean>> = {
  int: (window) => !Number.isNaN(window.varint()),
  bytes(window) {
    const length = window.varint();
    if (Number.isNaN(length)) return false;
    checkLength(window, length);
    window.pos += length;
    return window.pos <= window.bytes.length;
  },
  fields(window) {
    for (;;) {
      const kind = window.varint();
      if (kind === 0) return true;
      if (Number.isNaN(kind)) return false;
      checkKind(window, kind);
      if (Number.isNaN(window.varint())) return false;
    }
  },
  calls(window) {
    const count = window.varint();
    if (Number.isNaN(count)) return false;
    checkLength(window, count);
    for (let i = 0; i < count; i++) {
      if (!SKIP.bytes(window) || !SKIP.bytes(window) || !SKIP.int(window)) return false;
    }
    return true;
  },
};

function checkLength(window: DumpWindow, length: number): void {
  const left = window.size - window.offset;
  if (length >= 0 && length <= left) return;
  throw damaged(window, "Truncated", `${length} bytes are said to follow, ${left} are left`);
}

function checkKind(window: DumpWindow, kind: number): void {
  if (kind !== 1) throw damaged(window, "Malformed", `a field has kind ${kind}, only 1 (pointer) is known`);
}

/** Whether the record at `pos` has contents that are read apart. */
function isLong(tag: number, window: DumpWindow): boolean {
  if (tag !== TAG.object && tag !== TAG.data && tag !== TAG.bss) return false;
  window.varint(); // address
  return window.varint() > NEAR_BYTES;
}

/** The fields come behind the contents that they are of: a second window goes through these meanwhile. */
async function walkLong(tag: number, window: DumpWindow, source: ByteSource, visitor: RecordVisitor): Promise<void> {
  const { pointerBytes } = visitor;
  const address = window.varint();
  const bytes = window.varint();
  const contents = window.offset;
  visitor.begin(tag, address, bytes);
  await window.seek(contents + bytes);
  const near = new DumpWindow(source, CONTENTS_PIECE_BYTES);
  for (;;) {
    while (window.bytes.length - window.pos < FIELD_BYTES && (await window.more()));
    const kind = window.varint();
    if (kind === 0) break;
    const offset = window.varint();
    if (Number.isNaN(kind) || Number.isNaN(offset)) throw damaged(window, "Truncated", "the dump ends inside fields");
    checkKind(window, kind);
    if (!(offset >= 0 && offset + pointerBytes <= bytes)) continue;
    await near.seek(contents + offset);
    while (near.bytes.length - near.pos < pointerBytes && (await near.more()));
    if (near.bytes.length - near.pos < pointerBytes) break; // the file has become shorter
    visitor.pointer(offset, near.view, near.pos);
  }
  visitor.end();
}

function damaged(window: DumpWindow, code: DecodeErrorCode, detail: string): DecodeError {
  return new DecodeError(code, WHERE, window.offset, detail);
}
