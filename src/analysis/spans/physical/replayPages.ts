import type { SpanLives } from "../../../model/spanLives";
import { inTimeOrder } from "../../inTimeOrder";
import { PageOwners } from "../pageOwners";
import type { SpanStream, SpanStreams } from "../spanStreams";
import { systemPages } from "./lifePages";
import { PageReplay, pageStep } from "./pageReplay";
import { PageTable } from "./pageTable";

/** Pages of the system as they are at the end of a replay, with who has them. */
export interface ReplayedPages {
  readonly table: PageTable;
  /** The life that has an address, -1 for none. */
  ownerOf(address: number): number;
  readonly faultsInSpans: number; // of pages of spans that were live then
}

/**
 * The events of pages in some areas (pageTable.ts) of one process until a moment; null where none was recorded. Lives of
 * spans are two more streams of events among these:
 *
 *   deaths ─ faults, frames, memory given back, each as it came ─ births
 *
 * `onDeath` sees the pages as they are when a span ends.
 */
export function replayPages(
  { streams, pids, pageSizes: sizes }: Pick<SpanStreams, "streams" | "pids" | "pageSizes">,
  lives: SpanLives,
  pid: number,
  areas: ReadonlySet<number>,
  untilNs: number,
  onDeath?: (life: number, table: PageTable) => void,
): ReplayedPages | null {
  const table = new PageTable(areas, sizes.hugePageBytes / sizes.pageBytes);
  const replay = new PageReplay(table, sizes, pids.length);
  const events = onceEach(streams).flatMap((stream) => {
    const step = pageStep(stream, replay);
    return step === null ? [] : [{ stream, step, isOfAll: OF_ALL.has(stream.role) }];
  });
  if (events.length === 0) return null;
  const owners = new PageOwners();
  const ownerOf = (address: number): number => owners.at(Math.floor(address / lives.pageBytes));
  const give = (life: number, to: number): void =>
    owners.give(lives.address[life] / lives.pageBytes, lives.pages[life], to);
  let faultsInSpans = 0;
  replay.onFault = (address) => {
    if (ownerOf(address) >= 0) faultsInSpans++;
  };
  const deaths = deathsOf(lives);
  const births = { length: lives.length, time: lives.birthNs };
  const aliveNs = lastSignNs(streams, pids, pid);
  inTimeOrder([deaths, ...events.map(({ stream }) => stream), births], (index, sample) => {
    if (index === 0) {
      if (deaths.time[sample] > untilNs) return;
      onDeath?.(deaths.lives[sample], table);
      give(deaths.lives[sample], -1);
    } else if (index > events.length) {
      if (births.time[sample] > untilNs) return;
      const { page, pages } = systemPages(lives, sample, sizes);
      table.use(page, pages);
      give(sample, sample);
    } else {
      const { stream, step, isOfAll } = events[index - 1];
      const time = stream.time[sample];
      const isOwn = isOfAll ? time <= aliveNs : pids[stream.thread[sample]] === pid;
      if (isOwn && time < untilNs) step(sample);
    }
  });
  if (untilNs === Infinity && !streams.some(({ role }) => role === "frame-alloc")) {
    table.findHuge((page, pages) => usedPages(page, pages, (each) => ownerOf(each * sizes.pageBytes)));
  }
  return { table, ownerOf, faultsInSpans };
}

/**
 * Without the streams that tell of what another one tells better: sysUnused gives back by madvise, which says how (where
 * it is not seen, by MADV_DONTNEED: GODEBUG=madvdontneed=0 is rare); a fault that has begun is handled soon.
 */
function onceEach(streams: readonly SpanStream[]): readonly SpanStream[] {
  const hasAdvice = streams.some(({ role }) => role === "madvise");
  const hasAfter = streams.some(({ role, isAfter }) => role === "fault" && isAfter);
  return streams.filter(
    ({ role, isAfter }) => !(role === "unused" && hasAdvice) && !(role === "fault" && !isAfter && hasAfter),
  );
}

/** The kernel's own events: a frame is the same whoever gives it back. */
const OF_ALL: ReadonlySet<SpanStream["role"]> = new Set<SpanStream["role"]>(["frame-alloc", "frame-free"]);

/** When the process was last seen alive: what the kernel takes back later is the process being taken down. */
function lastSignNs(streams: readonly SpanStream[], pids: Int32Array, pid: number): number {
  let last = -Infinity;
  for (const { role, length, time, thread } of streams) {
    if (OF_ALL.has(role)) continue;
    let sample = length - 1;
    while (sample >= 0 && pids[thread[sample]] !== pid) sample--;
    if (sample >= 0) last = Math.max(last, time[sample]);
  }
  return last;
}

/** The lives that ended, by when they did. */
function deathsOf({ deathNs }: SpanLives): { length: number; time: Float64Array; lives: Int32Array } {
  const lives = Int32Array.from(deathNs.keys())
    .filter((life) => !Number.isNaN(deathNs[life]))
    .sort((a, b) => deathNs[a] - deathNs[b]);
  return { length: lives.length, time: Float64Array.from(lives, (life) => deathNs[life]), lives };
}

function usedPages(page: number, pages: number, ownerOf: (page: number) => number): number {
  let used = 0;
  for (let each = page; each < page + pages; each++) if (ownerOf(each) >= 0) used++;
  return used;
}
