/** Writes traces for tests, event by event. */
export function header(version: number): number[] {
  return [...new TextEncoder().encode(`go 1.${version} trace`), 0, 0, 0];
}

export function varint(value: bigint | number): number[] {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return bytes;
}

/** A timed event: its number, dt and arguments. */
export function event(id: number, ...args: readonly (bigint | number)[]): number[] {
  return [id, ...args.flatMap(varint)];
}

export const NO_THREAD = (1n << 64n) - 1n;

export function batch(gen: number, m: bigint | number, ts: number, ...data: readonly number[][]): number[] {
  const bytes = data.flat();
  return [1, ...varint(gen), ...varint(m), ...varint(ts), ...varint(bytes.length), ...bytes];
}

export function experimentalBatch(gen: number, ...data: readonly number[]): number[] {
  return [49, 1, ...varint(gen), ...varint(NO_THREAD), ...varint(0), ...varint(data.length), ...data];
}

/** What every generation has besides its events: the units of time, and strings. */
export function clockAndStrings(gen: number): number[] {
  return [...batch(gen, NO_THREAD, 0, event(8, 15_625_000)), ...strings(gen)];
}

export function strings(gen: number): number[] {
  return batch(gen, NO_THREAD, 0, [4], [5, 1, 4, ...new TextEncoder().encode("main")]);
}

export function heapLayout(gen: number, minHeapAddr: bigint): number[] {
  return experimentalBatch(gen, 1, ...[minHeapAddr, 8192n, 8n, 2048n].flatMap(varint));
}
