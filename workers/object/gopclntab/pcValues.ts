import { MAX_PC_VALUES } from "../limits";

/**
 * One decoded pc-value table (golang.org/s/go12symtab, "PC-value tables"): value[i] holds for pcs from end[i - 1],
 * or the function's entry, up to end[i]. Pcs are offsets from the entry.
 */
export interface PcValues {
  readonly end: Int32Array;
  readonly value: Int32Array;
}

const EMPTY: PcValues = { end: new Int32Array(0), value: new Int32Array(0) };

/**
 * Pairs of variable-length numbers: the zig-zag change of the value, 0 of which ends the table unless it is the
 * first, and the advance of the pc in units of `quantum`. Stops at the end of the function too.
 */
export function decodePcValues(bytes: Uint8Array, offset: number, quantum: number, functionBytes: number): PcValues {
  if (!(offset >= 0 && offset < bytes.length)) return EMPTY;
  let end = new Int32Array(32);
  let value = new Int32Array(32);
  let count = 0;
  let pc = 0;
  let current = -1;
  let at = offset;
  const uvarint = (): number => {
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) return 0; // the end of the section ends the table
      result |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return result >>> 0;
  };
  while (pc < functionBytes && count < MAX_PC_VALUES) {
    const zigzag = uvarint();
    if (zigzag === 0 && count > 0) break;
    const advance = uvarint() * quantum;
    if (advance === 0) break; // malformed: no progress
    current = (current + ((zigzag >>> 1) ^ -(zigzag & 1))) | 0;
    pc = Math.min(pc + advance, 0x7fffffff);
    if (count === end.length) {
      end = doubled(end);
      value = doubled(value);
    }
    end[count] = pc;
    value[count++] = current;
  }
  return { end: end.subarray(0, count), value: value.subarray(0, count) };
}

/** The value at `pc`, -1 (the tables' own "none") behind the last. */
export function pcValue({ end, value }: PcValues, pc: number): number {
  let low = 0;
  let high = end.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((end[middle] ?? 0) <= pc) low = middle + 1;
    else high = middle;
  }
  return value[low] ?? -1;
}

function doubled(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(2 * column.length);
  grown.set(column);
  return grown;
}
