import type { RecordStream, StackDumps } from "../../model/stackDumps";

/** A part of a file: one worker's share. */
export interface UnwindPart {
  readonly dumps: readonly StackDumps[]; // as given, their streams narrowed
  readonly start: number; // offset in the file where reading begins
  readonly bytes: number; // that are read
}

/** Less than this is not worth another worker, which reads the binaries for itself. */
const PART_BYTES = 8 << 20;

/**
 * Shares the dumps out to at most `most` workers, by ranges of the file that begin with a record. What comes out of
 * compressed records can only be read from the beginning, and several files are not worth dividing: one part.
 */
export function unwindParts(dumps: readonly StackDumps[], most: number): UnwindPart[] {
  const streams = dumps[0]?.streams ?? [];
  const used = streams.flatMap((stream, index) =>
    dumps.some(({ stream: column }) => column.includes(index)) ? [{ stream, index }] : [],
  );
  const [only] = used;
  if (only === undefined) return [];
  const bytes = used.reduce((sum, { stream }) => sum + stream.end - stream.start, 0);
  const count = Math.min(most, Math.floor(bytes / PART_BYTES));
  if (count < 2 || used.length > 1 || only.stream.compressed) return [{ dumps, start: only.stream.start, bytes }];
  const bounds = boundaries(dumps, only.index, only.stream, count);
  return bounds.slice(1).flatMap((end, i) => {
    const start = bounds[i] as number;
    if (start >= end) return [];
    const narrowed = streams.map((stream, index) => (index === only.index ? { ...stream, start, end } : stream));
    return [{ dumps: dumps.map((one) => ({ ...one, streams: narrowed })), start, bytes: end - start }];
  });
}

/** Where parts begin, each at the first wanted record from its share of the bytes on; and the end. */
function boundaries(
  dumps: readonly StackDumps[],
  index: number,
  { start, end }: RecordStream,
  count: number,
): number[] {
  const bounds = Array.from({ length: count + 1 }, (_, i) => start + ((end - start) * i) / count);
  const found = bounds.map((bound, i) => (i === 0 ? bound : end));
  for (const { offset, stream } of dumps) {
    for (let row = 0; row < offset.length; row++) {
      if (stream[row] !== index) continue;
      const at = offset[row] as number;
      for (let i = 1; i < count; i++) if (at >= (bounds[i] as number) && at < (found[i] as number)) found[i] = at;
    }
  }
  return found;
}
