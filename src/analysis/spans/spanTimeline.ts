import type { SpanLives } from "../../model/spanLives";
import type { SpanClasses, SpanTimeline } from "../../model/spans";
import { LiveTimeline } from "../nativeHeap/liveTimeline";
import { rowsOfClasses } from "./spanClasses";

export function spanTimeline(lives: SpanLives, { length, spanclass }: SpanClasses): SpanTimeline {
  const first = lives.birthNs[0] ?? 0;
  const startNs = lives.existed.includes(1) ? Math.min(0, first) : first;
  const [spans, bytes] = [new LiveTimeline(startNs, lives.endNs), new LiveTimeline(startNs, lives.endNs)];
  const rowOf = rowsOfClasses(spanclass);
  for (let life = 0; life < lives.length; life++) {
    const row = rowOf(lives.spanclass[life]);
    const sizeBytes = lives.pages[life] * lives.pageBytes;
    const deathNs = lives.deathNs[life];
    spans.change(lives.birthNs[life], row, 1);
    bytes.change(lives.birthNs[life], row, sizeBytes);
    if (Number.isNaN(deathNs)) continue;
    spans.change(deathNs, row, -1);
    bytes.change(deathNs, row, -sizeBytes);
  }
  const [ofSpans, ofBytes] = [spans.finish(), bytes.finish()];
  const values = length * ofSpans.timesNs.length;
  return {
    timesNs: ofSpans.timesNs,
    spans: ofSpans.total,
    bytes: ofBytes.total,
    spansByClass: ofSpans.byGroup.slice(0, values),
    bytesByClass: ofBytes.byGroup.slice(0, values),
  };
}
