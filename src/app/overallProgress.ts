import { isUnread } from "../analysis/isUnread";
import type { Progress, SessionFile } from "../model/session";

/** One time of reading, from the first file that waits until none does. */
export interface Reading {
  readonly startedMs: number; // performance.now()
  readonly before: ReadonlySet<number>; // SessionFile.id of what was there already: no part of it
}

export function beginReading(files: readonly SessionFile[], startedMs: number): Reading {
  return { startedMs, before: new Set(files.flatMap((file) => (isUnread(file) ? [] : [file.id]))) };
}

/** Of all files of a reading, by their bytes. What failed or was cancelled has taken no time for its size, so it is left out. */
export function readingProgress(files: readonly SessionFile[], { startedMs, before }: Reading): Progress {
  let [bytesDone, bytesTotal] = [0, 0];
  for (const { id, status, sizeBytes, progress } of files) {
    if (before.has(id) || status === "failed" || status === "cancelled") continue;
    bytesTotal += sizeBytes;
    const isRead = status === "ok" || status === "partial";
    bytesDone += isRead ? sizeBytes : Math.min(sizeBytes, progress?.bytesDone ?? 0);
  }
  return { bytesDone, bytesTotal, startedMs };
}

/** Of all captures whose stack dumps are being unwound; null for none. */
export function unwindingProgress(files: readonly SessionFile[]): Progress | null {
  const all = files.flatMap((file) => (isUnread(file) || file.progress === null ? [] : [file.progress]));
  if (all.length === 0) return null;
  const sum = (of: (one: Progress) => number): number => all.reduce((total, one) => total + of(one), 0);
  return {
    bytesDone: sum(({ bytesDone }) => bytesDone),
    bytesTotal: sum(({ bytesTotal }) => bytesTotal),
    startedMs: Math.min(...all.map(({ startedMs }) => startedMs)),
  };
}
