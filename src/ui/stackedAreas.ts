/** Lower and upper edge of one area of a stacked chart, per point. */
export interface Area {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Puts areas on top of each other, first at the bottom. One that is negative goes down from where the one below it ends,
 * so that the edges are smooth and the last one is the sum.
 */
export function stackedAreas(columns: readonly ArrayLike<number>[]): readonly Area[] {
  const length = Math.max(0, ...columns.map((column) => column.length));
  const edge = new Float64Array(length);
  return columns.map((column) => {
    const low = new Float64Array(length);
    const high = new Float64Array(length);
    for (let point = 0; point < length; point++) {
      const value = column[point] ?? 0;
      low[point] = Math.min(edge[point], edge[point] + value);
      high[point] = Math.max(edge[point], edge[point] + value);
      edge[point] += value;
    }
    return { low, high };
  });
}
