import { elemBytesOf, sizeClassOf } from "../../model/sizeClasses";
import type { SpanHistory } from "../../model/spans";

/** How full the live spans with room for several objects are, at the end of a trace that has every object. */
export interface Occupancy {
  readonly spans: number; // whose objects are known
  readonly objects: number;
  readonly slots: number;
  readonly bytes: number; // of these spans
  readonly wastedBytes: number; // of their slots without an object
  /** Spans that one object alone keeps from being freed, and those that none does. */
  readonly ofOne: { readonly spans: number; readonly bytes: number };
  readonly empty: { readonly spans: number; readonly bytes: number };
}

/** Null where no trace says which objects there are. */
export function occupancy({ lives, traced }: Pick<SpanHistory, "lives" | "traced">): Occupancy | null {
  if (traced === null || !traced.objectsLive.some((count) => count >= 0)) return null;
  const ofOne = { spans: 0, bytes: 0 };
  const empty = { spans: 0, bytes: 0 };
  let [spans, objects, slots, bytes, wastedBytes] = [0, 0, 0, 0, 0];
  for (let life = 0; life < lives.length; life++) {
    const count = traced.objectsLive[life];
    if (count < 0 || !Number.isNaN(lives.deathNs[life]) || sizeClassOf(lives.spanclass[life]) <= 0) continue;
    const spanBytes = lives.pages[life] * lives.pageBytes;
    const elemBytes = elemBytesOf(lives.spanclass[life], lives.pages[life]);
    const room = Math.floor(spanBytes / elemBytes);
    if (room < 2) continue;
    spans++;
    objects += count;
    slots += room;
    bytes += spanBytes;
    wastedBytes += Math.max(0, room - count) * elemBytes;
    const few = count === 1 ? ofOne : count === 0 ? empty : null;
    if (few === null) continue;
    few.spans++;
    few.bytes += spanBytes;
  }
  return { spans, objects, slots, bytes, wastedBytes, ofOne, empty };
}
