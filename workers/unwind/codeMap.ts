/** Where the modules of a process lay at a time: pieces by address, disjoint. */
export interface CodeMap {
  readonly start: Float64Array; // Avma
  readonly end: Float64Array; // exclusive
  readonly fileOffset: Float64Array;
  readonly module: Int32Array;
  /** 1 where CodeTable.address of the module is the address itself. */
  readonly absolute: Uint8Array;
}

/** The piece that holds an address, -1 for none. `hint`: the one to look at first. */
export function pieceAt({ start, end }: CodeMap, address: number, hint: number): number {
  if (address >= (start[hint] as number) && address < (end[hint] as number)) return hint;
  let low = 0;
  let high = start.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((start[middle] as number) <= address) low = middle + 1;
    else high = middle;
  }
  const piece = low - 1;
  return piece >= 0 && address < (end[piece] as number) ? piece : -1;
}
