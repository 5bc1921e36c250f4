import type { NativeCounts } from "../../model/nativeHeap";
import type { StackTable } from "../../model/stacks";
import { BlockTable, TAKEN_BACK } from "./blockTable";
import { LiveTimeline } from "./liveTimeline";
import { PendingCalls } from "./pendingCalls";
import { Rows } from "./rows";
import { SiteTable } from "./siteTable";
import { UnplacedBlocks } from "./unplacedBlocks";

/**
 * The C heap while its events go by in the order of time. A call takes its block from the family when it returns, and
 * gives the old one back when it begins: from then on another thread may be given that address.
 *
 *   malloc(24) ─▶ pending ─▶ returns 0x1000: block of 24 bytes at 0x1000
 *   realloc(0x1000, 48) ─▶ block held ─▶ returns 0x2000: held one gone, block of 48 bytes at 0x2000; 0: held one back
 *   free(0x2000) ─▶ gone
 */
export class HeapReplay {
  readonly sites: SiteTable;
  readonly timeline: LiveTimeline;
  readonly count = zeroCounts();
  readonly #calls: PendingCalls;
  readonly #table = new BlockTable();
  readonly #unplaced = new UnplacedBlocks();
  readonly #blocks = new Rows((length) => ({
    address: new Float64Array(length),
    pid: new Int32Array(length),
    size: new Float64Array(length),
    site: new Int32Array(length), // -1 for a row that is not in use
    timeNs: new Float64Array(length),
    order: new Float64Array(length), // number of the event that made it
  }));
  readonly #freedAgain: Int32Array; // per thread: double frees since its last call of another kind
  #rowsInUse = 0; // rows of #blocks that were ever given out
  #order = 0;
  #timeNs = 0;
  readonly #lost = (row: number): void => this.#restoreHeld(row);

  constructor(stacks: StackTable, threads: number, startNs: number, endNs: number) {
    this.sites = new SiteTable(stacks);
    this.#calls = new PendingCalls(threads);
    this.#freedAgain = new Int32Array(threads);
    this.timeline = new LiveTimeline(startNs, endNs);
  }

  at(timeNs: number): void {
    this.#timeNs = timeNs;
    this.#order++;
  }

  /** A function of the family is entered. `address`: the block that it is to replace, 0 for none. */
  enter(thread: number, pid: number, func: number, size: number, address: number, entry: number): void {
    this.#freedAgain[thread] = 0;
    const isNested = address !== 0 && this.#calls.replacing(thread, address) >= 0;
    const row = this.#calls.push(thread, this.#lost);
    const { columns } = this.#calls;
    columns.func[row] = func;
    columns.size[row] = size;
    columns.address[row] = address;
    columns.entry[row] = entry;
    columns.order[row] = this.#order;
    columns.held[row] = NONE;
    columns.given[row] = 0;
    if (address === 0) return;
    const block = this.#table.find(pid, address);
    if (block >= 0) {
      columns.held[row] = block;
      this.#table.set(pid, address, TAKEN_BACK);
    } else if (!isNested) columns.held[row] = UNKNOWN;
  }

  /** It returns `result`, 0 for no block. */
  leave(thread: number, pid: number, func: number, result: number, back: number): void {
    const row = this.#calls.find(thread, func, this.#lost);
    if (row < 0) {
      this.count.unmatchedReturns++;
      return;
    }
    const { size, address, entry, order, held } = this.#calls.columns;
    const [bytes, old, oldAddress, begun] = [size[row], held[row], address[row], order[row]];
    const entryStack = entry[row];
    if (result === 0) this.#returnedNothing(row, bytes, oldAddress);
    this.#calls.pop(thread);
    if (result === 0) return;
    const outer = this.#calls.top(thread);
    if (outer >= 0) this.#calls.columns.given[outer] = result;
    const site = this.sites.row(func, entryStack, back);
    const there = this.#table.find(pid, result);
    const isNested = there >= 0 && this.#blocks.columns.order[there] > begun;
    if (isNested) this.count.nested++;
    else if (there >= 0) this.count.missedFrees++;
    if (there >= 0) this.#remove(there);
    if (old >= 0) this.#remove(old);
    if (!isNested) this.#counted(old, oldAddress, result, bytes, site);
    this.#add(pid, result, bytes, site);
  }

  /**
   * It returns an error number, 0 for none: posix_memalign, which puts the address where nothing reads it. The block is
   * known only if another function of the family was called for it inside.
   */
  leaveWithStatus(thread: number, pid: number, func: number, status: number, back: number): void {
    const row = this.#calls.find(thread, func, this.#lost);
    const { given, size, entry } = this.#calls.columns;
    if (row < 0 || status !== 0 || given[row] !== 0) {
      this.leave(thread, pid, func, row < 0 || status !== 0 ? 0 : given[row], back);
      return;
    }
    const bytes = size[row];
    const site = this.sites.row(func, entry[row], back);
    this.#calls.pop(thread);
    this.#counted(NONE, 0, 0, bytes, site);
    this.#unplaced.add(pid);
    this.sites.unplaced[site]++;
    this.count.unplaced++;
    this.count.unplacedBytes += bytes;
  }

  free(thread: number, pid: number, address: number): void {
    if (address === 0) {
      this.count.nullFrees++;
      return;
    }
    const replacing = this.#calls.replacing(thread, address);
    if (replacing >= 0) {
      this.count.nested++;
      return;
    }
    this.count.frees++;
    const block = this.#table.find(pid, address);
    if (block >= 0) {
      this.#remove(block);
      this.#table.set(pid, address, TAKEN_BACK);
      this.#freedAgain[thread] = 0;
    } else if (this.#unplaced.take(pid)) this.count.unplacedFrees++;
    else if (block === TAKEN_BACK) {
      this.count.doubleFrees++;
      this.#freedAgain[thread]++;
    } else this.count.unknownFrees++;
  }

  /** Ends the recording. Answers per site when its oldest live block was given. */
  finish(threads: number): Float64Array {
    for (let thread = 0; thread < threads; thread++) {
      this.#calls.dropAll(thread, this.#lost);
      this.#emptiedCache(this.#freedAgain[thread]);
    }
    this.count.unreturned = this.#calls.dropped;
    const oldestNs = new Float64Array(this.sites.liveBlocks.length).fill(Number.NaN);
    const { site, timeNs } = this.#blocks.columns;
    for (let block = 0; block < this.#rowsInUse; block++) {
      const of = site[block];
      if (of >= 0 && !(oldestNs[of] <= timeNs[block])) oldestNs[of] = timeNs[block];
    }
    return oldestNs;
  }

  /**
   * When a thread ends, glibc empties its cache of freed blocks (tcache_thread_shutdown) by its own free, which the probe
   * sees as second frees, the last calls of the thread. A program's own double free is one call: glibc aborts it.
   */
  #emptiedCache(frees: number): void {
    if (frees < 2) return;
    this.count.doubleFrees -= frees;
    this.count.frees -= frees;
    this.count.nested += frees;
  }

  #counted(old: number, oldAddress: number, result: number, bytes: number, site: number): void {
    const { count, sites } = this;
    if (oldAddress === 0) {
      count.allocations++;
      count.allocatedBytes += bytes;
    } else {
      count.reallocs++;
      if (old === UNKNOWN) count.unknownReallocs++;
      if (oldAddress !== result) count.moved++;
    }
    sites.allocations[site]++;
    sites.allocatedBytes[site] += bytes;
  }

  /** realloc(block, 0) may take the block back and return nothing; else the old block is still there. */
  #returnedNothing(row: number, bytes: number, oldAddress: number): void {
    const old = this.#calls.columns.held[row];
    if (oldAddress === 0 || bytes > 0) {
      this.count.failed++;
      this.#restoreHeld(row);
    } else if (old !== NONE) {
      this.count.frees++;
      if (old === UNKNOWN) this.count.unknownFrees++;
      else this.#remove(old);
    }
  }

  #restoreHeld(row: number): void {
    const old = this.#calls.columns.held[row];
    if (old < 0) return;
    const { pid, address } = this.#blocks.columns;
    if (this.#table.find(pid[old], address[old]) >= 0)
      this.#remove(old); // given out again meanwhile
    else this.#table.set(pid[old], address[old], old);
  }

  #add(pid: number, address: number, size: number, site: number): void {
    const block = this.#blocks.take();
    this.#rowsInUse = Math.max(this.#rowsInUse, block + 1);
    const { columns } = this.#blocks;
    columns.address[block] = address;
    columns.pid[block] = pid;
    columns.size[block] = size;
    columns.site[block] = site;
    columns.timeNs[block] = this.#timeNs;
    columns.order[block] = this.#order;
    this.#table.set(pid, address, block);
    this.#live(site, 1, size);
    if (this.count.liveBytes > this.count.peakBytes) {
      this.count.peakBytes = this.count.liveBytes;
      this.count.peakNs = this.#timeNs;
    }
  }

  #remove(block: number): void {
    const { site, size } = this.#blocks.columns;
    this.#live(site[block], -1, -size[block]);
    site[block] = -1;
    this.#blocks.letGo(block);
  }

  #live(site: number, blocks: number, bytes: number): void {
    this.sites.liveBlocks[site] += blocks;
    this.sites.liveBytes[site] += bytes;
    this.count.liveBlocks += blocks;
    this.count.liveBytes += bytes;
    this.timeline.change(this.#timeNs, this.sites.groupOf(site), bytes);
  }
}

/** In place of the block that a call holds. */
const NONE = -1;
const UNKNOWN = -2; // there is one, which was never seen

function zeroCounts(): { -readonly [Name in keyof NativeCounts]: number } {
  return {
    allocations: 0,
    allocatedBytes: 0,
    unplaced: 0,
    unplacedBytes: 0,
    failed: 0,
    reallocs: 0,
    moved: 0,
    frees: 0,
    nullFrees: 0,
    unplacedFrees: 0,
    unknownFrees: 0,
    doubleFrees: 0,
    unknownReallocs: 0,
    missedFrees: 0,
    nested: 0,
    unreturned: 0,
    unmatchedReturns: 0,
    unreadable: 0,
    liveBlocks: 0,
    liveBytes: 0,
    peakBytes: 0,
    peakNs: 0,
  };
}
