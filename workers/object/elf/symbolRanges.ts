import { type AliasGroups, aliasGroups, isBetterName } from "./symbolAliases";
import type { CodeSymbols } from "./symbolColumns";

/**
 * The symbols of one table laid out as address ranges that do not overlap, so that a lookup is one binary search
 * whatever a file claims. Where symbols overlap the one that starts last wins: it is the inner one.
 */
export class SymbolRanges {
  readonly #symbols: CodeSymbols;
  readonly #groups: AliasGroups;
  readonly #start: Float64Array;
  readonly #group: Int32Array; // per range -> #groups, -1 for a gap

  constructor(symbols: CodeSymbols) {
    this.#symbols = symbols;
    this.#groups = aliasGroups(symbols);
    ({ start: this.#start, group: this.#group } = flatten(this.#groups));
  }

  /** An identifier of the symbol that covers the address, the same for all of its addresses; -1 where none does. */
  find(address: number): number {
    const row = lastAtOrBelow(this.#start, address);
    return row < 0 ? -1 : (this.#group[row] ?? -1);
  }

  /** The same, of a symbol that begins exactly there. */
  findStart(address: number): number {
    const found = this.find(address);
    return found >= 0 && this.#groups.start[found] === address ? found : -1;
  }

  /** From where to where, exclusively, the symbol that `find` gave reaches; inner ones may lie in between. */
  bounds(found: number): readonly [start: number, end: number] {
    const { start, end } = this.#groups;
    return [start[found] ?? 0, end[found] ?? 0];
  }

  /** The name for what `find` gave. */
  async name(found: number): Promise<string> {
    const { first, rows } = this.#groups;
    let best = "";
    for (let i = first[found] ?? 0; i < (first[found + 1] ?? 0); i++) {
      const name = await this.#symbols.strings.get(this.#symbols.name[rows[i] ?? 0] ?? 0);
      if (best === "" || isBetterName(name, best)) best = name;
    }
    return best;
  }
}

/** The last row of an ascending column whose value is not above `value`, -1 if there is none. */
export function lastAtOrBelow(column: Float64Array, value: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 *     outer  ├───────────────────┤           ranges:  outer │ inner │ outer │ (gap)
 *     inner        ├───────┤
 *
 * One pass over the starts, with a stack of what is open: what a closed symbol uncovers is the one below it.
 */
function flatten({ length, start, end }: AliasGroups): { start: Float64Array; group: Int32Array } {
  const ranges = { start: new Float64Array(2 * length), group: new Int32Array(2 * length) };
  const open = new Int32Array(length);
  let depth = 0;
  let count = 0;
  const beginRange = (address: number, group: number): void => {
    if (count > 0 && ranges.start[count - 1] === address) count--; // the one before is empty
    ranges.start[count] = address;
    ranges.group[count++] = group;
  };
  const endOfTop = (): number => end[open[depth - 1] ?? 0] ?? 0;
  const closeUpTo = (address: number): void => {
    while (depth > 0 && endOfTop() <= address) {
      const closed = endOfTop();
      while (depth > 0 && endOfTop() <= closed) depth--;
      beginRange(closed, depth > 0 ? (open[depth - 1] ?? -1) : -1);
    }
  };
  for (let group = 0; group < length; group++) {
    closeUpTo(start[group] ?? 0);
    open[depth++] = group;
    beginRange(start[group] ?? 0, group);
  }
  closeUpTo(Number.POSITIVE_INFINITY);
  return { start: ranges.start.slice(0, count), group: ranges.group.slice(0, count) };
}
