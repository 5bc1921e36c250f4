import type { SessionData } from "../../model/session";
import { GO_PAGE_BYTES, type SpanLives, UNKNOWN_SPAN } from "../../model/spanLives";

/** Lives of spans by pid: what the probes of one recording say of its processes. */
export type SpansOfProcesses = Readonly<Record<string, SpanLives>>;

/** Of the perf.data with this SessionFile.id; null where it tells of no spans. The same object while the session has the same spans. */
export function spansOfFile({ spans }: Pick<SessionData, "spans">, fileId: number): SpansOfProcesses | null {
  const known = made.get(spans) ?? new Map<number, SpansOfProcesses | null>();
  made.set(spans, known);
  let found = known.get(fileId);
  if (found === undefined) {
    const own = spans.filter(({ perfFile, lives }) => perfFile === fileId && !lives.isRelative);
    found = own.length === 0 ? null : Object.fromEntries(own.map(({ pid, lives }) => [String(pid), lives]));
    known.set(fileId, found);
  }
  return found;
}

const made = new WeakMap<object, Map<number, SpansOfProcesses | null>>();

/**
 * The lives of one process on the pages that samples are about, which are few beside all pages of its spans:
 *
 *   page      pages[i]
 *   lives     life[start[i]] … life[start[i + 1] - 1], by birth; one ends before the next begins
 */
export class SpansAt {
  readonly #lives: SpanLives;
  readonly #pages: Float64Array;
  readonly #start: Int32Array;
  readonly #life: Int32Array;

  /** `addresses`: those that will be asked for. */
  constructor(lives: SpanLives, addresses: Iterable<number>) {
    this.#lives = lives;
    this.#pages = Float64Array.from(new Set(Array.from(addresses, pageOf))).sort();
    const start = new Int32Array(this.#pages.length + 1);
    this.#forEachPage((_, page) => start[page + 1]++);
    for (let page = 0; page < this.#pages.length; page++) start[page + 1] += start[page];
    const next = start.slice();
    this.#life = new Int32Array(start[this.#pages.length]);
    this.#forEachPage((life, page) => {
      this.#life[next[page]++] = life;
    });
    this.#start = start;
  }

  /** What the span at an address was for at a time on the clock of the lives; UNKNOWN_SPAN where none was seen there. */
  classAt(address: number, timeNs: number): number {
    const { birthNs, deathNs, spanclass } = this.#lives;
    const wanted = pageOf(address);
    const page = this.#firstFrom(wanted);
    if (this.#pages[page] !== wanted) return UNKNOWN_SPAN;
    let [low, high] = [this.#start[page], this.#start[page + 1]];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (birthNs[this.#life[middle]] <= timeNs) low = middle + 1;
      else high = middle;
    }
    if (low === this.#start[page]) return UNKNOWN_SPAN;
    const life = this.#life[low - 1];
    return deathNs[life] <= timeNs ? UNKNOWN_SPAN : spanclass[life];
  }

  /** The first of the pages that is not before this one. */
  #firstFrom(wanted: number): number {
    let [low, high] = [0, this.#pages.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#pages[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #forEachPage(visit: (life: number, page: number) => void): void {
    const { length, address, pages } = this.#lives;
    for (let life = 0; life < length; life++) {
      const first = pageOf(address[life]);
      const end = first + pages[life];
      for (let page = this.#firstFrom(first); this.#pages[page] < end; page++) visit(life, page);
    }
  }
}

function pageOf(address: number): number {
  return Math.floor(address / GO_PAGE_BYTES);
}
