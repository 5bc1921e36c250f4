import type { Loss } from "../../src/model/capture";
import type { DecodeFailure } from "../../src/model/decodeError";

/** What a decoder leaves out: one Loss per kind of failure and place, with the first of them in full. */
export class LossLog {
  readonly #losses = new Map<string, { count: number; readonly first: DecodeFailure }>();

  add(failure: DecodeFailure): void {
    const key = `${failure.code}|${failure.where}`;
    const loss = this.#losses.get(key);
    if (loss === undefined) this.#losses.set(key, { count: 1, first: failure });
    else loss.count++;
  }

  /** Adds what another log counted. */
  merge({ count, first }: Loss): void {
    this.add(first);
    const loss = this.#losses.get(`${first.code}|${first.where}`);
    if (loss !== undefined) loss.count += count - 1;
  }

  list(): Loss[] {
    return [...this.#losses.values()];
  }
}
