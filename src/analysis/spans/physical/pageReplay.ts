import { columnOf, type SpanStream } from "../spanStreams";
import type { PageSizes } from "./pageSizes";
import type { PageTable } from "./pageTable";

/** Does what one sample of a stream says of the pages of one process. */
export type PageStep = (sample: number) => void;

/** What one sample of a stream does to the table; null for a stream that says nothing of pages. */
export function pageStep(stream: SpanStream, replay: PageReplay): PageStep | null {
  return STEPS[stream.role]?.(stream, replay) ?? null;
}

/** Goes with a table: what the kernel has handed out, and what threads wait for. */
export class PageReplay {
  readonly table: PageTable;
  readonly sizes: PageSizes;
  readonly allocs: FrameAllocs;
  /** Per thread the page whose fault has begun, NaN for none. */
  readonly faulting: Float64Array;
  /** Told of each fault that is in the areas of the table. */
  onFault: (address: number) => void = () => undefined;

  constructor(table: PageTable, sizes: PageSizes, threads: number) {
    this.table = table;
    this.sizes = sizes;
    this.allocs = new FrameAllocs(threads);
    this.faulting = new Float64Array(threads).fill(Number.NaN);
  }
}

const STEPS: Readonly<Partial<Record<SpanStream["role"], (stream: SpanStream, replay: PageReplay) => PageStep>>> = {
  fault(stream, replay) {
    const [address, physical] = [columnOf(stream, "address"), columnOf(stream, "physical")];
    const { table, sizes, allocs, faulting } = replay;
    return (sample) => {
      const at = address?.[sample] ?? Number.NaN;
      const thread = stream.thread[sample];
      const page = Math.floor(at / sizes.pageBytes);
      const stated = Math.floor((physical?.[sample] ?? Number.NaN) / sizes.pageBytes);
      const order = allocs.take(thread, stated);
      if (!(table.row(page) >= 0)) return;
      const frame = stated > 0 ? stated : stream.isAfter ? allocs.taken : Number.NaN;
      table.touch(page, frame, stream.isAfter ? order : 0, stream.time[sample]);
      if (!stream.isAfter && thread >= 0) faulting[thread] = page;
      replay.onFault(at);
    };
  },
  "frame-alloc"(stream, { table, allocs, faulting }) {
    const [frames, orders, types] = [
      columnOf(stream, "frame"),
      columnOf(stream, "order"),
      columnOf(stream, "migratetype"),
    ];
    return (sample) => {
      const [frame, order] = [frames?.[sample] ?? Number.NaN, orders?.[sample] ?? 0];
      if (!(frame > 0)) return; // (NULL): there was none
      table.loseFrames(frame, order, false);
      const thread = stream.thread[sample];
      if (thread < 0 || (types !== null && types[sample] !== MOVABLE)) return;
      allocs.put(thread, frame, order);
      const page = faulting[thread];
      if (types === null || Number.isNaN(page)) return;
      table.touch(page, frame + (page % 2 ** order), order, stream.time[sample]);
      faulting[thread] = Number.NaN;
    };
  },
  "frame-free"(stream, { table }) {
    const [frame, order] = [columnOf(stream, "frame"), columnOf(stream, "order")];
    return (sample) => {
      const first = frame?.[sample] ?? Number.NaN;
      if (first > 0) table.loseFrames(first, order?.[sample] ?? 0, true);
    };
  },
  unused(stream, replay) {
    return (sample) => giveBack(stream, sample, replay, false);
  },
  madvise(stream, replay) {
    const advice = columnOf(stream, "advice");
    return (sample) => {
      const given = advice?.[sample];
      if (given === replay.sizes.dontNeed || given === MADV_FREE) giveBack(stream, sample, replay, given === MADV_FREE);
    };
  },
};

const MOVABLE = 1; // include/linux/mmzone.h, enum migratetype
const MADV_FREE = 8; // include/uapi/asm-generic/mman-common.h

function giveBack(stream: SpanStream, sample: number, { table, sizes }: PageReplay, isLazy: boolean): void {
  const base = columnOf(stream, "base")?.[sample] ?? Number.NaN;
  const bytes = columnOf(stream, "bytes")?.[sample] ?? Number.NaN;
  if (!(bytes > 0)) return;
  const first = Math.ceil(base / sizes.pageBytes);
  const end = Math.floor((base + bytes) / sizes.pageBytes);
  if (end > first) table.giveBack(first, end - first, isLazy);
}

/**
 * The frames that each thread was given since its last fault. A fault asks for frames and then happens; of a huge page
 * the table that splits it one day is asked for too:
 *
 *   mm_page_alloc (page table) ─ mm_page_alloc pfn=0x1a0fd6 order=0 ─ minor-faults addr=0xc000002000
 *   mm_page_alloc pfn=0x1e5600 order=9 ─ mm_page_alloc (page table) ─ minor-faults addr=0xc000e00000
 */
class FrameAllocs {
  /** What `take` has found for a fault that did not state its frame. */
  taken = Number.NaN;
  readonly #last: Float64Array; // frame, NaN for none
  readonly #block: Float64Array; // of more than one frame
  readonly #order: Int32Array; // of that

  constructor(threads: number) {
    this.#last = new Float64Array(threads).fill(Number.NaN);
    this.#block = new Float64Array(threads).fill(Number.NaN);
    this.#order = new Int32Array(threads);
  }

  put(thread: number, frame: number, order: number): void {
    if (thread < 0) return;
    if (order === 0) this.#last[thread] = frame;
    else {
      this.#block[thread] = frame;
      this.#order[thread] = order;
    }
  }

  /** Order of the allocation that a fault was for. `stated`: its frame or NaN. */
  take(thread: number, stated: number): number {
    this.taken = Number.NaN;
    if (thread < 0) return 0;
    const [last, block, order] = [this.#last[thread], this.#block[thread], this.#order[thread]];
    this.#last[thread] = Number.NaN;
    this.#block[thread] = Number.NaN;
    if (stated > 0) return block <= stated && stated < block + 2 ** order ? order : 0;
    this.taken = last;
    return 0;
  }
}
