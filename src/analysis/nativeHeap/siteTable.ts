import type { NativeSites } from "../../model/nativeHeap";
import type { StackTable } from "../../model/stacks";

/** Sites while blocks come and go: a row per function of the family and pair of stacks. */
export class SiteTable {
  readonly #stacks: StackTable;
  readonly #rowsOfFunc: Map<number, number>[] = []; // by function: rows by pair of stacks
  readonly #groupOfCode = new Map<number, number>();
  readonly #func: number[] = [];
  readonly #entry: number[] = [];
  readonly #back: number[] = [];
  readonly #group: number[] = [];
  readonly liveBlocks: number[] = [];
  readonly liveBytes: number[] = [];
  readonly allocations: number[] = [];
  readonly allocatedBytes: number[] = [];
  readonly unplaced: number[] = [];

  constructor(stacks: StackTable) {
    this.#stacks = stacks;
  }

  get groups(): number {
    return this.#groupOfCode.size;
  }

  groupOf(site: number): number {
    return this.#group[site];
  }

  row(func: number, entry: number, back: number): number {
    this.#rowsOfFunc[func] ??= new Map();
    const rows = this.#rowsOfFunc[func];
    const key = (entry + 1) * PAIR + back + 1; // stacks are fewer than 2^26: exact
    const known = rows.get(key);
    if (known !== undefined) return known;
    const row = this.#func.length;
    rows.set(key, row);
    this.#func.push(func);
    this.#entry.push(entry);
    this.#back.push(back);
    this.#group.push(this.#groupOfCaller(entry, back));
    const { liveBlocks, liveBytes, allocations, allocatedBytes, unplaced } = this;
    for (const column of [liveBlocks, liveBytes, allocations, allocatedBytes, unplaced]) column.push(0);
    return row;
  }

  finish(oldestNs: Float64Array): NativeSites {
    return {
      length: this.#func.length,
      func: Uint8Array.from(this.#func),
      entry: Int32Array.from(this.#entry),
      back: Int32Array.from(this.#back),
      liveBlocks: Float64Array.from(this.liveBlocks),
      liveBytes: Float64Array.from(this.liveBytes),
      allocations: Float64Array.from(this.allocations),
      allocatedBytes: Float64Array.from(this.allocatedBytes),
      unplaced: Float64Array.from(this.unplaced),
      oldestNs,
      group: Int32Array.from(this.#group),
    };
  }

  /** By the calling address; beyond MAX_GROUPS of these the rest is one group. */
  #groupOfCaller(entry: number, back: number): number {
    const { frame, prefix } = this.#stacks;
    const caller = entry < 0 ? -1 : prefix[entry];
    const code = back >= 0 ? frame[back] : caller >= 0 ? frame[caller] : entry >= 0 ? frame[entry] : -1;
    const known = this.#groupOfCode.get(code);
    if (known !== undefined) return known;
    const group = this.#groupOfCode.size;
    if (group === MAX_GROUPS) return MAX_GROUPS - 1;
    this.#groupOfCode.set(code, group);
    return group;
  }
}

const PAIR = 2 ** 26;
const MAX_GROUPS = 4096;
