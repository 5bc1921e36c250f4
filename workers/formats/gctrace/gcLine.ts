/**
 * The line of one collection (runtime/mgc.go, gcMarkTermination):
 *
 *   gc 3 @0.058s 2%: 0.19+0.36+0.002 ms clock, 0.39+0/0.12/0.094+0.005 ms cpu, 4->4->4 MB, 4 MB goal, 0 MB stacks, 0 MB globals, 2 P (forced)
 *
 * Up to Go 1.18 without stacks and globals; from 1.26 on with "(checking for goroutine leaks)" behind the percentage.
 */
export interface GcLine {
  readonly gc: number;
  readonly atS: number;
  readonly cpuPercent: number;
  readonly startMib: number;
  readonly endMib: number;
  readonly liveMib: number;
  readonly goalMib: number;
  readonly stacksMib: number; // NaN where it is not said
  readonly globalsMib: number;
  readonly forced: boolean;
}

/** Null for any other line, also for one that another line was printed into. */
export function parseGcLine(text: string): GcLine | null {
  const match = LINE.exec(text);
  if (match === null) return null;
  const [, gc, atS, cpuPercent, startMib, endMib, liveMib, goalMib, stacksMib, globalsMib, forced] = match;
  return {
    gc: Number(gc),
    atS: Number(atS),
    cpuPercent: Number(cpuPercent),
    startMib: Number(startMib),
    endMib: Number(endMib),
    liveMib: Number(liveMib),
    goalMib: Number(goalMib),
    stacksMib: Number(stacksMib ?? Number.NaN),
    globalsMib: Number(globalsMib ?? Number.NaN),
    forced: forced !== undefined,
  };
}

const LINE =
  /^gc (\d{1,9}) @(\d{1,12}(?:\.\d{1,9})?)s (\d{1,3})%(?: \([^()]{1,80}\))?: [\d.+e-]{1,60} ms clock, [\d.+/e-]{1,80} ms cpu, (\d{1,12})->(\d{1,12})->(\d{1,12}) MB, (\d{1,12}) MB goal(?:, (\d{1,12}) MB stacks, (\d{1,12}) MB globals)?, \d{1,6} P( \(forced\))?$/;
