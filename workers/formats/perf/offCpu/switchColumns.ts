import { GrowingColumn } from "../../../profile/growingColumn";
import { orderByTime } from "../../../profile/sampleColumns";

/** The SWITCH and SWITCH_CPU_WIDE records of a recording, a row each, by ascending time. */
export interface Switches {
  readonly length: number;
  readonly time: Float64Array; // nanoseconds from Recording.baseNs
  readonly thread: Int32Array; // -> threads: the one that comes or goes
  readonly cpu: Int32Array; // -1 when unknown
  readonly way: Int32Array; // -> SWITCH_*
}

export const SWITCH_IN = 0;
export const SWITCH_OUT = 1; // to wait for something
export const SWITCH_OUT_PREEMPTED = 2; // and could have gone on

/** The same while the records are read. */
export class SwitchColumns {
  readonly #time = new GrowingColumn((length) => new Float64Array(length));
  readonly #thread = new GrowingColumn((length) => new Int32Array(length));
  readonly #cpu = new GrowingColumn((length) => new Int32Array(length));
  readonly #way = new GrowingColumn((length) => new Int32Array(length));

  push(time: number, thread: number, cpu: number, way: number): void {
    this.#time.push(time);
    this.#thread.push(thread);
    this.#cpu.push(cpu);
    this.#way.push(way);
  }

  /** Empties this. */
  finish(): Switches {
    const unsorted = this.#time.finish(null);
    const order = orderByTime(unsorted);
    const time = order === null ? unsorted : Float64Array.from(order, (row) => unsorted[row] as number);
    return {
      length: time.length,
      time,
      thread: this.#thread.finish(order),
      cpu: this.#cpu.finish(order),
      way: this.#way.finish(order),
    };
  }
}
