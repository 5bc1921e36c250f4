import { GO_PAGE_BYTES, MANUAL_SPAN, type SpanLives, UNKNOWN_SPAN } from "../../model/spanLives";
import { inTimeOrder } from "../inTimeOrder";
import { BlockTable } from "../nativeHeap/blockTable";
import { LivesTable } from "./livesTable";
import { PageOwners } from "./pageOwners";
import { columnOf, type SpanStream, type SpanStreams } from "./spanStreams";

/** The spans of one process, as its probes saw them. */
export interface ReplayedSpans {
  readonly pid: number;
  readonly lives: SpanLives;
  readonly unknownFrees: number;
  readonly missedFrees: number;
  readonly unreadable: number;
}

/** All samples of the probes on spans, once, in the order of time; most lives first. */
export function replaySpans({ streams, startNs, endNs, pids, tids }: SpanStreams): ReplayedSpans[] {
  const told = streams.filter(({ role }) => STEPS[role] !== undefined);
  const processes = new Map<number, SpanReplay>();
  const steps = told.map((stream) => STEPS[stream.role]?.(stream));
  const pending = new PendingAllocs(pids.length);
  inTimeOrder(told, (index, sample) => {
    const { time, thread } = told[index];
    const of = thread[sample];
    if (of < 0) return;
    let replay = processes.get(pids[of]);
    if (replay === undefined) {
      replay = new SpanReplay(pending);
      processes.set(pids[of], replay);
    }
    replay.timeNs = time[sample];
    steps[index]?.(replay, sample, of, tids[of]);
  });
  return Array.from(processes, ([pid, replay]) => ({
    pid,
    lives: replay.table.finish(startNs, endNs),
    unknownFrees: replay.unknownFrees,
    missedFrees: replay.missedFrees,
    unreadable: replay.unreadable,
  })).sort((a, b) => b.lives.length - a.lives.length);
}

/** Does what one sample says. `of`: row of its thread, `tid`: that thread. */
type Step = (replay: SpanReplay, sample: number, of: number, tid: number) => void;

const STEPS: Readonly<Partial<Record<SpanStream["role"], (stream: SpanStream) => Step>>> = {
  alloc(stream) {
    const [pages, spanclass] = [columnOf(stream, "pages"), columnOf(stream, "spanclass")];
    return (replay, sample, of) =>
      replay.allocs.called(of, pages?.[sample] ?? Number.NaN, classOf(spanclass, sample), stream.stack[sample]);
  },
  init(stream) {
    const [base, pages] = [columnOf(stream, "base"), columnOf(stream, "pages")];
    const [spanclass, type, span] = [columnOf(stream, "spanclass"), columnOf(stream, "type"), columnOf(stream, "span")];
    return (replay, sample, of, tid) => {
      const stated = type !== null && type[sample] > 0 ? MANUAL_SPAN : classOf(spanclass, sample);
      const [at, count] = [base?.[sample] ?? Number.NaN, pages?.[sample] ?? Number.NaN];
      if (Number.isNaN(at) || !(count > 0 && count < MAX_SPAN_PAGES)) replay.unreadable++;
      else replay.born(at, count, stated, of, tid, stream.stack[sample], span?.[sample] ?? 0);
    };
  },
  free(stream) {
    const [base, span] = [columnOf(stream, "base"), columnOf(stream, "span")];
    return (replay, sample) => {
      if (base !== null) replay.freedAt(base[sample]);
      else replay.freedSpan(span?.[sample] ?? Number.NaN);
    };
  },
};

/** More pages than an address space has are a misread argument. */
const MAX_SPAN_PAGES = 2 ** 31;

/** A spanclass is a byte; a probe may have read the whole register, whose upper bits say nothing. */
function classOf(values: Float64Array | null, sample: number): number {
  const value = values === null ? Number.NaN : values[sample];
  return Number.isNaN(value) ? UNKNOWN_SPAN : ((value % 256) + 256) % 256;
}

class SpanReplay {
  readonly table = new LivesTable();
  readonly allocs: PendingAllocs;
  timeNs = 0;
  unknownFrees = 0;
  missedFrees = 0;
  unreadable = 0;
  readonly #owners = new PageOwners();
  readonly #rowOfSpan = new BlockTable(); // by address of the mspan

  /** Another span begins on pages of a life whose end was not seen. Its pages are given away, so that it is met once. */
  readonly #missed = (row: number): void => {
    this.missedFrees++;
    this.#end(row);
  };

  constructor(allocs: PendingAllocs) {
    this.allocs = allocs;
  }

  born(base: number, pages: number, stated: number, of: number, tid: number, own: number, span: number): void {
    const page = base / GO_PAGE_BYTES;
    this.#owners.eachOwner(page, pages, this.#missed);
    const call = stated === MANUAL_SPAN ? null : this.allocs.take(of, pages, stated);
    const spanclass = stated === UNKNOWN_SPAN && call !== null ? call.spanclass : stated;
    const openedBy = call !== null && call.stack >= 0 ? call.stack : own;
    const row = this.table.add(this.timeNs, base, pages, spanclass, tid, openedBy);
    this.#owners.give(page, pages, row);
    if (span > 0) this.#rowOfSpan.set(0, span, row);
  }

  freedAt(base: number): void {
    const page = base / GO_PAGE_BYTES;
    if (Number.isNaN(base)) this.unreadable++;
    else this.#freed(Number.isInteger(page) ? this.#owners.at(page) : -1, page);
  }

  freedSpan(span: number): void {
    if (Number.isNaN(span)) this.unreadable++;
    else {
      const row = this.#rowOfSpan.find(0, span);
      this.#freed(row, row < 0 ? 0 : this.table.firstPage(row));
      if (row >= 0) this.#rowOfSpan.set(0, span, -1);
    }
  }

  #freed(row: number, page: number): void {
    if (row < 0 || this.table.firstPage(row) !== page) this.unknownFrees++;
    else this.#end(row);
  }

  #end(row: number): void {
    this.table.end(row, this.timeNs);
    this.#owners.give(this.table.firstPage(row), this.table.pages(row), -1);
  }
}

/**
 * Calls of (*mheap).alloc that have not come to their span yet, one at most per thread. It runs on the goroutine's own
 * stack and initSpan on the system stack of the same thread, where a chain of frames may end:
 *
 *   goroutine   main.handle ─ mallocgc ─ … ─ (*mheap).alloc ─ systemstack
 *   thread                                                    (*mheap).alloc.func1 ─ initSpan
 */
class PendingAllocs {
  readonly #pages: Float64Array; // NaN for no call
  readonly #spanclass: Int16Array;
  readonly #stack: Int32Array;

  constructor(threads: number) {
    this.#pages = new Float64Array(threads).fill(Number.NaN);
    this.#spanclass = new Int16Array(threads);
    this.#stack = new Int32Array(threads);
  }

  called(thread: number, pages: number, spanclass: number, stack: number): void {
    this.#pages[thread] = pages;
    this.#spanclass[thread] = spanclass;
    this.#stack[thread] = stack;
  }

  /** The call that a span is the answer to; null where it differs, or where none was seen. */
  take(
    thread: number,
    pages: number,
    spanclass: number,
  ): { readonly spanclass: number; readonly stack: number } | null {
    const asked = this.#pages[thread];
    if (Number.isNaN(asked)) return null;
    this.#pages[thread] = Number.NaN;
    const found = { spanclass: this.#spanclass[thread], stack: this.#stack[thread] };
    const differs = spanclass !== UNKNOWN_SPAN && found.spanclass !== UNKNOWN_SPAN && spanclass !== found.spanclass;
    return asked === pages && !differs ? found : null;
  }
}
