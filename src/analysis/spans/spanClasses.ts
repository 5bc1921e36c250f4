import { elemBytesOf, sizeClassOf } from "../../model/sizeClasses";
import type { SpanLives } from "../../model/spanLives";
import type { SpanClasses } from "../../model/spans";

/** The spanclasses that there are, by number. */
export function spanClasses({ length, spanclass, pages, deathNs, pageBytes }: SpanLives): SpanClasses {
  const numbers = Int16Array.from(new Set(spanclass)).sort();
  const rows = numbers.length;
  const rowOf = rowsOfClasses(numbers);
  const allocated = new Int32Array(rows);
  const freed = new Int32Array(rows);
  const liveBytes = new Float64Array(rows);
  for (let life = 0; life < length; life++) {
    const row = rowOf(spanclass[life]);
    allocated[row]++;
    if (Number.isNaN(deathNs[life])) liveBytes[row] += pages[life] * pageBytes;
    else freed[row]++;
  }
  return {
    length: rows,
    spanclass: numbers,
    elemBytes: Int32Array.from(numbers, (number) => (sizeClassOf(number) > 0 ? elemBytesOf(number, 0) : 0)),
    allocated,
    freed,
    live: allocated.map((count, row) => count - freed[row]),
    liveBytes,
  };
}

/** The row of a spanclass in an ascending column of them. */
export function rowsOfClasses(spanclass: Int16Array): (number: number) => number {
  const lowest = spanclass[0] ?? 0;
  const rows = new Int32Array((spanclass.at(-1) ?? 0) - lowest + 1);
  spanclass.forEach((number, row) => {
    rows[number - lowest] = row;
  });
  return (number) => rows[number - lowest];
}
