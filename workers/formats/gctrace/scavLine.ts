/**
 * The line of the scavenger, which gives memory back (runtime/mgcscavenge.go, printScavTrace):
 *
 *   scav 0 72 KiB work, 4336 KiB total, 92% util                                   Go 1.16
 *   scav 72 KiB work, 4336 KiB total, 92% util (forced)                            to 1.20
 *   scav 5040 KiB work (bg), 0 KiB work (eager), 10656 KiB now, 79% util           from 1.21 on
 */
export interface ScavLine {
  readonly backgroundKib: number;
  readonly eagerKib: number; // NaN where it is not told apart
  readonly retainedKib: number;
  readonly utilPercent: number;
}

/** Null for any other line. */
export function parseScavLine(text: string): ScavLine | null {
  const match = LINE.exec(text);
  if (match === null) return null;
  const [, work, background, eager, retainedKib, utilPercent] = match;
  return {
    backgroundKib: Number(background ?? work),
    eagerKib: Number(eager ?? Number.NaN),
    retainedKib: Number(retainedKib),
    utilPercent: Number(utilPercent),
  };
}

const LINE =
  /^scav (?:(?:\d{1,9} )?(\d{1,15}) KiB work|(\d{1,15}) KiB work \(bg\), (\d{1,15}) KiB work \(eager\)), (\d{1,15}) KiB (?:total|now), (\d{1,3})% util(?: \(forced\)| \[controller reset\])?$/;
