import type { TracedObjects } from "../../model/goTrace";
import type { SessionData } from "../../model/session";
import { elemBytesOf } from "../../model/sizeClasses";
import type { SpanLives } from "../../model/spanLives";
import type { SpanHistory } from "../../model/spans";
import type { SpanHolder } from "./spanHolder";

const made = new WeakMap<TracedObjects, readonly SpanHolder[]>();

/** Types of the objects that are live at the end of a history's trace, by the class of their spans. */
export function traceHolders({ files }: SessionData, { traceFile }: SpanHistory): readonly SpanHolder[] {
  const capture = files.find(({ id }) => id === traceFile)?.capture;
  if (traceFile === null || capture?.kind !== "go-trace") return [];
  const { spans, objects } = capture.trace;
  if (spans === null || objects === null) return [];
  const known = made.get(objects) ?? ofObjects(traceFile, spans, objects);
  made.set(objects, known);
  return known;
}

function ofObjects(fileId: number, spans: SpanLives, { length, span, type, types }: TracedObjects): SpanHolder[] {
  const found = new Map<number, number>(); // bytes of slots by class and type
  for (let object = 0; object < length; object++) {
    const of = span[object];
    if (of < 0) continue;
    const key = (type[object] + 1) * SPANCLASSES + (spans.spanclass[of] & (SPANCLASSES - 1));
    found.set(key, (found.get(key) ?? 0) + elemBytesOf(spans.spanclass[of], spans.pages[of]));
  }
  return Array.from(found, ([key, bytes]): SpanHolder => {
    const row = Math.floor(key / SPANCLASSES) - 1;
    return {
      source: "trace",
      fileId,
      func: row < 0 ? "" : types.names[row],
      stack: [],
      spanclass: key % SPANCLASSES,
      bytes,
    };
  }).sort((a, b) => b.bytes - a.bytes);
}

const SPANCLASSES = 256;
