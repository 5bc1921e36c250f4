import type { GcTrace } from "../../../src/model/gcTrace";
import { GrowingColumn } from "../../profile/growingColumn";
import type { GcLine } from "./gcLine";
import type { ScavLine } from "./scavLine";

const doubles = () => new GrowingColumn((length) => new Float64Array(length));
const integers = () => new GrowingColumn((length) => new Int32Array(length));

/** The lines of a log as columns, while it is read. */
export class TraceColumns {
  readonly #gc = integers();
  readonly #forced = integers();
  readonly #cycles = {
    atS: doubles(),
    cpuPercent: doubles(),
    startMib: doubles(),
    endMib: doubles(),
    liveMib: doubles(),
    goalMib: doubles(),
    stacksMib: doubles(),
    globalsMib: doubles(),
  };
  readonly #scavenges = {
    backgroundKib: doubles(),
    eagerKib: doubles(),
    retainedKib: doubles(),
    utilPercent: doubles(),
  };
  readonly #cyclesBefore = integers();
  readonly #restarts: number[] = [];
  #lastGc = 0;

  get length(): number {
    return this.#gc.length + this.#cyclesBefore.length;
  }

  cycle(line: GcLine): void {
    if (line.gc <= this.#lastGc && this.#gc.length > 0) this.#restarts.push(this.#gc.length);
    this.#lastGc = line.gc;
    this.#gc.push(line.gc);
    this.#forced.push(Number(line.forced));
    for (const name of keysOf(this.#cycles)) this.#cycles[name].push(line[name]);
  }

  scavenge(line: ScavLine): void {
    this.#cyclesBefore.push(this.#gc.length);
    for (const name of keysOf(this.#scavenges)) this.#scavenges[name].push(line[name]);
  }

  finish(): GcTrace {
    return {
      cycles: {
        length: this.#gc.length,
        gc: this.#gc.finish(null),
        forced: Uint8Array.from(this.#forced.finish(null)),
        ...finished(this.#cycles),
      },
      scavenges: {
        length: this.#cyclesBefore.length,
        cyclesBefore: this.#cyclesBefore.finish(null),
        ...finished(this.#scavenges),
      },
      restarts: this.#restarts,
    };
  }
}

function keysOf<T extends object>(columns: T): (keyof T)[] {
  return Object.keys(columns) as (keyof T)[];
}

function finished<T extends Readonly<Record<string, GrowingColumn<Float64Array>>>>(
  columns: T,
): { [Name in keyof T]: Float64Array } {
  const entries = Object.entries(columns).map(([name, column]) => [name, column.finish(null)]);
  return Object.fromEntries(entries) as { [Name in keyof T]: Float64Array };
}
