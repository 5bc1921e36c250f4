import type { FileKind } from "../src/model/capture";
import { DecodeError } from "../src/model/decodeError";
import type { StageResult } from "./api";
import type { ByteSource } from "./io/byteSource";

/**
 * Runs a stage at the worker's edge: times it, and makes what a decoder throws a value. An error that is no
 * DecodeError is our bug and goes through to the page as one.
 */
export async function runStage<T>(
  kind: FileKind,
  bytesRead: () => number,
  stage: () => Promise<T> | T,
): Promise<StageResult<T>> {
  const started = performance.now();
  try {
    const value = await stage();
    return { ok: true, value, ms: performance.now() - started, bytesRead: bytesRead(), peakBytes: columnBytes(value) };
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, error: error.failure, kind };
    throw error;
  }
}

/** A source that tells how many bytes each read gave. */
export function counted(source: ByteSource, count: (bytes: number) => void): ByteSource {
  return {
    name: source.name,
    size: source.size,
    async read(start, end) {
      const bytes = await source.read(start, end);
      count(bytes.length);
      return bytes;
    },
  };
}

/** The typed arrays inside a value: what goes to the page by transfer, and how much memory it takes. */
export function columnsOf(value: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  collect(value, buffers);
  return [...buffers];
}

function columnBytes(value: unknown): number {
  return columnsOf(value).reduce((sum, buffer) => sum + buffer.byteLength, 0);
}

function collect(value: unknown, into: Set<ArrayBuffer>): void {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) into.add(value.buffer);
  } else if (Array.isArray(value)) {
    if (typeof value[0] === "object") for (const item of value) collect(item, into);
  } else if (typeof value === "object" && value !== null) {
    for (const item of Object.values(value)) collect(item, into);
  }
}
