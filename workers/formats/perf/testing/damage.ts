import { DecodeError } from "../../../../src/model/decodeError";
import { bytesSource } from "../../../io/byteSource";
import { assertCaptureIntegrity } from "../../../profile/integrity";
import { perf } from "..";

/** Damages perf.data files, the same way in every run, and holds the reader to what it promises of them. */

export interface Damaged {
  readonly what: string; // "cut at 1000", "byte 72 is 0x40"
  readonly bytes: Uint8Array;
}

/** The file cut at lengths all over it, then with one byte changed; every second of those in what comes first. */
export function* damaged(whole: Uint8Array, cuts: number, flips: number): Generator<Damaged> {
  for (let cut = 0; cut < cuts; cut++) {
    const length = Math.floor((cut * whole.length) / cuts);
    yield { what: `cut at ${length}`, bytes: whole.slice(0, length) };
  }
  const random = randomNumbers();
  for (let flip = 0; flip < flips; flip++) {
    const at = random(flip % 2 === 0 ? whole.length : Math.min(HEAD_BYTES, whole.length));
    const bytes = whole.slice();
    bytes[at] = (bytes[at] ?? 0) ^ (1 + random(255));
    yield { what: `byte ${at} is 0x${bytes[at].toString(16)}`, bytes };
  }
}

/**
 * Decodes it: a capture that keeps all rules, or a failure that names a place in the file. Throws an Error that says
 * what it is instead.
 */
export async function outcome(bytes: Uint8Array, ...siblings: readonly Uint8Array[]): Promise<"capture" | "failure"> {
  const sources = siblings.map((sibling, index) => bytesSource(`data.${index}`, sibling));
  const largest = Math.max(bytes.length, ...siblings.map(({ length }) => length));
  const isPlace = ({ where, offset }: DecodeError["failure"]): boolean =>
    where !== "" && 0 <= offset && offset <= largest;
  try {
    const capture = await perf.decode(bytesSource("damaged", bytes), { siblings: sources, progress() {} });
    if (capture.kind !== "perf") throw new Error(`became ${capture.kind}`);
    assertCaptureIntegrity(capture);
    const lost = capture.losses.find(({ first }) => !isPlace(first));
    if (lost !== undefined) throw new Error(`names no place in the file: ${lost.first.message}`);
    return "capture";
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    if (!isPlace(error.failure)) throw new Error(`names no place in the file: ${error.message}`);
    return "failure";
  }
}

/** Where headers, attrs and the first records are. */
const HEAD_BYTES = 4096;

function randomNumbers(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
