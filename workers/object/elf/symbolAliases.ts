import { MAX_ALIASES } from "../limits";
import type { CodeSymbols } from "./symbolColumns";
import { STT_NOTYPE } from "./symbolEntries";
import { STB_GLOBAL, STB_WEAK } from "./symbols";

/** Per address that has a symbol, in ascending order: how far it reaches, and the symbols that may name it. */
export interface AliasGroups {
  readonly length: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly first: Int32Array; // length + 1, -> rows
  readonly rows: Int32Array; // -> symbols, equally good but for their names
}

/**
 * Which of the symbols at one address names it, as `perf report` decides, so that counts per symbol are equal to
 * perf's (symbols__fixup_end, symbols__fixup_duplicate in tools/perf/util/symbol.c):
 * 1. the last symbol at an address, if it has no size, reaches to the next address; others without one stay empty;
 * 2. of two symbols: not the empty one, not the weak one, the global one; what is left is decided by name.
 * Two deliberate differences: a label inside a function that has a size does not cut it, and in .dynsym a symbol
 * without a size names its own address only (stripped cgo programs would give megabytes of Go code to one C name).
 */
export function aliasGroups(symbols: CodeSymbols): AliasGroups {
  const { value, size, type, limit, table } = symbols;
  const order = sortedByValue(value);
  const groups = {
    start: new Float64Array(order.length),
    end: new Float64Array(order.length),
    first: new Int32Array(order.length + 1),
    rows: new Int32Array(order.length),
  };
  let length = 0;
  let kept = 0; // rows
  let functionsEnd = Number.NEGATIVE_INFINITY; // of the functions with a size so far
  for (let from = 0, to = 0; from < order.length; from = to) {
    const start = value[order[from] ?? 0] ?? 0;
    for (; to < order.length && value[order[to] ?? 0] === start; to++) {
      const row = order[to] ?? 0;
      if (type[row] !== STT_NOTYPE && (size[row] ?? 0) > 0)
        functionsEnd = Math.max(functionsEnd, start + (size[row] ?? 0));
    }
    const isLabel = (row: number): boolean => type[row] === STT_NOTYPE && size[row] === 0 && start < functionsEnd;
    let last = to - 1;
    while (last >= from && isLabel(order[last] ?? 0)) last--;

    const next = value[order[to] ?? -1] ?? Number.POSITIVE_INFINITY;
    let best = -1;
    let end = start;
    groups.first[length] = kept;
    for (let i = from; i <= last; i++) {
      const row = order[i] ?? 0;
      if (isLabel(row)) continue;
      let rowEnd = start + (size[row] ?? 0);
      if (size[row] === 0 && i === last && table !== ".dynsym")
        rowEnd = endWithoutSize(start, next, limit[row] ?? next);
      const rank = rankOf(symbols, row, rowEnd > start);
      if (rank < best) continue;
      if (rank > best) {
        best = rank;
        end = start;
        kept = groups.first[length] ?? 0;
      }
      end = Math.max(end, rowEnd);
      if (kept - (groups.first[length] ?? 0) < MAX_ALIASES) groups.rows[kept++] = row;
    }
    if (best < 0) continue;
    groups.start[length] = start;
    groups.end[length] = Math.max(end, start + 1); // an empty symbol still names its own address
    length++;
  }
  groups.first[length] = kept;
  return { length, ...groups };
}

/** Up to the next symbol of the section; perf gives the very last one the rest of its page and another page. */
function endWithoutSize(start: number, next: number, limit: number): number {
  const end = Math.min(next, limit);
  return Number.isFinite(end) ? Math.max(start, end) : Math.ceil(start / 4096) * 4096 + 4096;
}

function rankOf(symbols: CodeSymbols, row: number, hasBytes: boolean): number {
  const binding = symbols.binding[row];
  return (hasBytes ? 4 : 0) + (binding === STB_WEAK ? 0 : 2) + (binding === STB_GLOBAL ? 1 : 0);
}

/** Of two names that are equally good otherwise: fewer leading underscores, then the longer one, then the first. */
export function isBetterName(name: string, than: string): boolean {
  const more = leadingUnderscores(than) - leadingUnderscores(name);
  return more > 0 || (more === 0 && name.length > than.length);
}

function leadingUnderscores(name: string): number {
  let count = 0;
  while (name[count] === "_") count++;
  return count;
}

function sortedByValue(value: Float64Array): Int32Array {
  const order = Int32Array.from(value, (_, row) => row);
  // Go's linker writes the table in this order already.
  const isSorted = value.every((address, row) => row === 0 || address >= (value[row - 1] ?? 0));
  return isSorted ? order : order.sort((a, b) => (value[a] ?? 0) - (value[b] ?? 0) || a - b);
}
