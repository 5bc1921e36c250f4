/**
 * Rows that stand for a long column in a picture or a table: of each `size` rows the least and the greatest value, in their
 * order, so that no peak is lost. Rows with NaN count only where a group has nothing else.
 */
export function extremeRows(values: Float64Array, length: number, size: number): Int32Array {
  const rows = new Int32Array(Math.ceil(length / size) * 2);
  let kept = 0;
  for (let from = 0; from < length; from += size) {
    let [least, greatest] = [from, from];
    for (let row = from + 1; row < Math.min(from + size, length); row++) {
      const value = values[row];
      if (!(value >= values[least])) least = Number.isNaN(value) ? least : row;
      if (!(value < values[greatest])) greatest = Number.isNaN(value) ? greatest : row;
    }
    rows[kept++] = Math.min(least, greatest);
    if (least !== greatest) rows[kept++] = Math.max(least, greatest);
  }
  return rows.subarray(0, kept);
}
