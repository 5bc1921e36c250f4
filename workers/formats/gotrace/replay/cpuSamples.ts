import type { Profile } from "../../../../src/model/profile";
import { GrowingColumn } from "../../../profile/growingColumn";

const integers = () => new GrowingColumn((length) => new Int32Array(length));
const doubles = () => new GrowingColumn((length) => new Float64Array(length));

/** CPU samples that a trace has when the program was profiled at the same time. */
export class CpuSamples {
  lost = 0; // beyond the limit
  readonly #max: number;
  readonly #time = doubles();
  readonly #stack = integers();
  readonly #thread = doubles();
  readonly #goroutine = doubles();

  constructor(max: number) {
    this.#max = max;
  }

  add(ns: number, stack: number, thread: number, goroutine: number): void {
    if (this.#stack.length >= this.#max) {
      this.lost++;
      return;
    }
    this.#time.push(ns);
    this.#stack.push(stack);
    this.#thread.push(thread);
    this.#goroutine.push(goroutine);
  }

  /** Null when there are none. */
  finish(startNs: bigint): Profile | null {
    const { length } = this.#stack;
    if (length === 0) return null;
    const time = this.#time.finish(null);
    const order = Int32Array.from(time, (_, row) => row).sort((a, b) => time[a] - time[b]);
    return {
      event: "cpu",
      unit: "samples",
      startNs,
      samples: {
        length,
        stack: this.#stack.finish(order),
        weight: new Float64Array(length).fill(1),
        time: time.sort(),
        thread: null,
        cpu: null,
      },
      args: [
        { name: "thread", kind: "number", values: this.#thread.finish(order), labelUnit: "" },
        { name: "goroutine_id", kind: "number", values: this.#goroutine.finish(order), labelUnit: "" },
      ],
      dumps: null,
    };
  }
}
