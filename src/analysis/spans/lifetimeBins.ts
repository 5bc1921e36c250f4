import type { SpanLives } from "../../model/spanLives";

/** Lives of spans that began and ended in the recording, by how long they lasted: three bins to a power of ten. */
export interface LifetimeBins {
  readonly fromNs: readonly number[]; // per bin; it ends where the next begins
  readonly toNs: number; // of the last bin
  readonly lives: Int32Array; // per bin
}

const EDGES = Array.from({ length: 3 * 11 + 1 }, (_, i) => [1, 2, 5][i % 3] * 10 ** (Math.floor(i / 3) + 3)); // 1 µs to 100,000 s

/** From the first bin that has any to the last. */
export function lifetimeBins({ length, birthNs, deathNs, existed }: SpanLives): LifetimeBins {
  const counts = new Int32Array(EDGES.length - 1);
  for (let life = 0; life < length; life++) {
    const ns = deathNs[life] - birthNs[life];
    if (Number.isNaN(ns) || existed[life] === 1) continue;
    const next = EDGES.findIndex((edge, bin) => bin > 0 && ns < edge);
    counts[next < 0 ? counts.length - 1 : next - 1]++;
  }
  const first = counts.findIndex((count) => count > 0);
  if (first < 0) return { fromNs: [], toNs: 0, lives: new Int32Array() };
  let last = counts.length - 1;
  while (counts[last] === 0) last--;
  return { fromNs: EDGES.slice(first, last + 1), toNs: EDGES[last + 1], lives: counts.slice(first, last + 1) };
}
