import type { StackCapture } from "../model/capture";
import { checksum } from "../model/checksum";

/**
 * Numbers for the profiles of a session, which tell them in an address: made of what a file holds, so that they are the same whenever
 * it is dropped, beside whatever, under whichever name; checksums, so that they name nothing. Equal ones count on from there, in the
 * order in which they are asked for.
 */
export class ProfileIds {
  readonly #taken = new Set<number>();

  /** Of a capture's profile, counted from 0. */
  next(capture: StackCapture, sizeBytes: number, index: number): number {
    let id = checksum(`${contentOf(capture)} ${sizeBytes} ${index}`);
    while (this.#taken.has(id)) id = (id + 1) >>> 0;
    this.#taken.add(id);
    return id;
  }
}

const contents = new WeakMap<StackCapture, number>();

/** Without what naming and unwinding change. */
function contentOf(capture: StackCapture): number {
  const known = contents.get(capture);
  if (known !== undefined) return known;
  const made = "pprof" in capture && capture.pprof !== null ? capture.pprof.timeNs : 0n;
  const profiles = capture.profiles.map(({ event, startNs, samples }) => `${event} ${startNs} ${samples.length}`);
  const content = checksum(`${made} ${profiles.join()}`);
  contents.set(capture, content);
  return content;
}
