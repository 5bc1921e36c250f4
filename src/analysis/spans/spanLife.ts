import { elemBytesOf, sizeClassOf } from "../../model/sizeClasses";
import type { SpanHistory } from "../../model/spans";

/** One life of a span, for who looks at it alone. */
export interface SpanLife {
  readonly row: number; // -> SpanHistory.lives
  readonly address: number;
  readonly bytes: number;
  readonly spanclass: number;
  readonly elemBytes: number;
  readonly slots: number; // objects that it has room for; 0 for memory without objects
  readonly birthNs: number;
  readonly deathNs: number; // NaN while live
  readonly ageNs: number; // at its end, or that of the recording
  readonly existed: boolean;
  readonly thread: number; // -1 unknown
  readonly openedBy: number; // -> StackCapture.stacks, -1 none
  readonly isCandidate: boolean | null; // null where it cannot be known
  readonly before: number; // the last life on any of its pages before it, -1 for none
  readonly after: number; // the first one since, -1 for none
}

export function spanLife({ lives, candidates }: SpanHistory, row: number): SpanLife {
  const [spanclass, pages] = [lives.spanclass[row], lives.pages[row]];
  const bytes = pages * lives.pageBytes;
  const elemBytes = elemBytesOf(spanclass, pages);
  const [birthNs, deathNs] = [lives.birthNs[row], lives.deathNs[row]];
  return {
    row,
    address: lives.address[row],
    bytes,
    spanclass,
    elemBytes,
    slots: sizeClassOf(spanclass) < 0 ? 0 : Math.floor(bytes / elemBytes),
    birthNs,
    deathNs,
    ageNs: (Number.isNaN(deathNs) ? lives.endNs : deathNs) - birthNs,
    existed: lives.existed[row] === 1,
    thread: lives.thread[row],
    openedBy: lives.openedBy[row],
    isCandidate: candidates === null ? null : candidates.isCandidate[row] === 1,
    ...onItsPages(lives, row),
  };
}

/** Lives are in the order of birth, and no two have one page at a time. */
function onItsPages(
  { length, address, pages, pageBytes }: SpanHistory["lives"],
  row: number,
): { readonly before: number; readonly after: number } {
  const end = (life: number): number => address[life] + pages[life] * pageBytes;
  const overlaps = (life: number): boolean => address[life] < end(row) && address[row] < end(life);
  let [before, after] = [row - 1, row + 1];
  while (before >= 0 && !overlaps(before)) before--;
  while (after < length && !overlaps(after)) after++;
  return { before, after: after < length ? after : -1 };
}
