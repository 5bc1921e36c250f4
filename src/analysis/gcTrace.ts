import type { GcTrace } from "../model/gcTrace";
import type { SessionData } from "../model/session";

export interface GcLog {
  readonly file: string;
  readonly trace: GcTrace;
}

/** The dropped logs of gctrace and scavtrace. */
export function gcLogs({ files }: SessionData): GcLog[] {
  return files.flatMap(({ name, capture }) =>
    capture?.kind === "gctrace" ? [{ file: name, trace: capture.trace }] : [],
  );
}

/** Rows that stand for a long column: at most `most` of `length`, equally far apart, the last among them. */
export function thinned(length: number, most: number): number[] {
  const kept = Math.min(length, most);
  return Array.from({ length: kept }, (_, i) => Math.floor(((i + 1) * length) / kept) - 1);
}

/** Collections that a picture or a report shows of one log. */
export const MOST_COLLECTIONS = 2000;
