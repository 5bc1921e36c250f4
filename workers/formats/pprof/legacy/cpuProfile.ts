import { SIGNAL_HANDLERS } from "./droppedFrames";
import type { LegacyHead } from "./legacyKind";

/** Words of a legacy binary CPU profile, of 4 or 8 bytes in either byte order, as signed doubles. */
export interface Words {
  readonly bytes: number; // of a word
  readonly length: number;
  at(index: number): number;
}

const HEADER_WORDS = 5;

/**
 * The words of gperftools' "profilez", null for other bytes:
 *
 *     0, 3, 0, period in µs, 0     header
 *     count, frames, pc …          per stack, leaf first
 *     0, 1, 0                      end; then the text of /proc/PID/maps
 */
export function cpuWords(bytes: Uint8Array): Words | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const size of [8, 4]) {
    for (const little of [true, false]) {
      const length = Math.floor(bytes.length / size);
      if (length < HEADER_WORDS) continue;
      const at = (index: number): number => {
        if (size === 4) return view.getUint32(index * 4, little);
        const [low, high] = little ? [index * 8, index * 8 + 4] : [index * 8 + 4, index * 8];
        return view.getInt32(high, little) * 0x1_0000_0000 + view.getUint32(low, little);
      };
      if (at(0) === 0 && at(1) === 3 && at(2) === 0 && at(3) > 0 && at(4) === 0) return { bytes: size, length, at };
    }
  }
  return null;
}

export function cpuHead(words: Words): LegacyHead {
  return {
    types: [
      { type: "samples", unit: "count" },
      { type: "cpu", unit: "nanoseconds" },
    ],
    periodType: { type: "cpu", unit: "nanoseconds" },
    period: words.at(3) * 1000,
    durationNs: 0n,
    dropFrames: SIGNAL_HANDLERS,
  };
}

interface CpuSample {
  readonly count: number;
  addresses: number[]; // inside their calls, leaf first
}

/** The samples, and where the text behind them begins. Null for an end that is missing: then `end` is where data stops. */
export function cpuSamples(words: Words): {
  readonly samples: CpuSample[];
  readonly end: number;
  readonly isWhole: boolean;
} {
  const samples: CpuSample[] = [];
  for (let at = HEADER_WORDS; at + 2 <= words.length; ) {
    const [count, frames] = [words.at(at), words.at(at + 1)];
    if (frames < 0 || frames > words.length - at - 2) return { samples, end: at * words.bytes, isWhole: false };
    const addresses = Array.from({ length: frames }, (_, i) => words.at(at + 2 + i) - (i === 0 ? 0 : 1));
    at += 2 + frames;
    if (count === 0 && frames === 1 && addresses[0] === 0)
      return { samples: withoutHandler(samples), end: at * words.bytes, isWhole: true };
    samples.push({ count, addresses });
  }
  return { samples: withoutHandler(samples), end: words.length * words.bytes, isWhole: false };
}

/** The signal handler may leave a frame behind the leaf, the same in nearly all samples, twice at most; and the leaf again. */
function withoutHandler(samples: CpuSample[]): CpuSample[] {
  const enough = samples.length - Math.floor(samples.length / 32);
  for (let round = 0; round < 2; round++) {
    const counts = new Map<number, number>();
    for (const { addresses } of samples)
      if (addresses.length > 1) counts.set(addresses[1], (counts.get(addresses[1]) ?? 0) + 1);
    const [handler] = [...counts].find(([, count]) => count >= enough) ?? [];
    if (handler === undefined) break;
    for (const sample of samples) if (sample.addresses[1] === handler) sample.addresses.splice(1, 1);
  }
  for (const { addresses } of samples)
    if (addresses.length > 1 && addresses[0] === addresses[1] + 1) addresses.splice(1, 1);
  return samples;
}
