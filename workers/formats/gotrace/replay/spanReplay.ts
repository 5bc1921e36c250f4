import { elemBytesOf, sizeClassOf } from "../../../../src/model/sizeClasses";
import { MANUAL_SPAN, type SpanLives, UNKNOWN_SPAN } from "../../../../src/model/spanLives";
import { LiveRows } from "../liveRows";
import { bytes, doubles, integers, shorts } from "../rowColumn";
import type { HeapLayout } from "./heapLayout";
import { LifeCounter } from "./lifeCounts";

/** Pages of a span that has a size class, at most: objects are looked for in these. A larger span holds one object. */
const MOST_CLASS_PAGES = 10;

/** Spans by their births and deaths. Ids are page numbers, relative to the layout's minHeapAddr. */
export class SpanReplay {
  readonly counts = new LifeCounter();
  lost = 0; // lives beyond the limit
  #length = 0;
  readonly #maxLives: number;
  readonly #page = doubles();
  readonly #pages = integers();
  readonly #spanclass = shorts();
  readonly #birth = doubles();
  readonly #death = doubles();
  readonly #existed = bytes();
  readonly #thread = integers();
  readonly #objects = integers();
  readonly #mostObjects = integers();
  /** Pages of live spans: of large ones the first alone. */
  readonly #taken: LiveRows;
  readonly #lifeOf = integers(); // per row of #taken

  constructor(limits: { readonly lives: number; readonly livePages: number }) {
    this.#maxLives = limits.lives;
    this.#taken = new LiveRows(limits.livePages);
  }

  get length(): number {
    return this.#length;
  }

  /** `kindclass`: bit 0 for memory that is managed by hand, else the spanclass shifted by one. */
  born(page: number, pages: number, kindclass: number, ns: number, thread: number, existed: boolean): void {
    this.counts.born(existed);
    if (this.#length >= this.#maxLives) {
      this.lost++;
      return;
    }
    const life = this.#length++;
    const spanclass = spanclassOf(kindclass);
    this.#page.set(life, page);
    this.#pages.set(life, Math.min(Math.max(pages, 1), 2 ** 31 - 1));
    this.#spanclass.set(life, spanclass);
    this.#birth.set(life, existed ? 0 : ns);
    this.#death.set(life, Number.NaN);
    this.#existed.set(life, existed ? 1 : 0);
    this.#thread.set(life, thread);
    this.#objects.set(life, 0);
    this.#mostObjects.set(life, 0);
    const searched = sizeClassOf(spanclass) > 0 ? Math.min(this.#pages.get(life), MOST_CLASS_PAGES) : 1;
    for (let at = page; at < page + searched; at++) this.#take(at, life, ns);
  }

  died(page: number, ns: number): void {
    const life = this.lifeAt(page);
    if (life < 0 || this.#page.get(life) !== page) {
      this.counts.unknownFrees++;
      return;
    }
    this.counts.freed++;
    this.#end(life, ns);
  }

  /** The live span that a page belongs to; -1 for none. */
  lifeAt(page: number): number {
    const row = this.#taken.find(page);
    return row < 0 ? -1 : this.#lifeOf.get(row);
  }

  isLive(life: number): boolean {
    return Number.isNaN(this.#death.get(life));
  }

  pageOf(life: number): number {
    return this.#page.get(life);
  }

  elemBytesOf(life: number): number {
    return elemBytesOf(this.#spanclass.get(life), this.#pages.get(life));
  }

  objectBorn(life: number): void {
    const objects = this.#objects.get(life) + 1;
    this.#objects.set(life, objects);
    if (objects > this.#mostObjects.get(life)) this.#mostObjects.set(life, objects);
  }

  objectDied(life: number): void {
    this.#objects.set(life, this.#objects.get(life) - 1);
  }

  /** Objects of each life, the most ever, in the order of `finish`. */
  mostObjects(): Int32Array {
    return this.#mostObjects.finish(this.#length);
  }

  finish(
    layout: HeapLayout,
    clock: { readonly startNs: bigint; readonly endNs: number; isRelative: boolean },
  ): SpanLives {
    const { length } = this;
    this.#taken.close();
    const address = this.#page.finish(length);
    for (let life = 0; life < length; life++) address[life] = layout.minHeapAddr + address[life] * layout.pageBytes;
    return {
      length,
      ...clock,
      pageBytes: layout.pageBytes,
      address,
      pages: this.#pages.finish(length),
      spanclass: this.#spanclass.finish(length),
      birthNs: this.#birth.finish(length),
      deathNs: this.#death.finish(length),
      existed: this.#existed.finish(length),
      thread: this.#thread.finish(length),
      openedBy: new Int32Array(length).fill(-1), // no event of the experiment has a stack
    };
  }

  /** Whoever had the page has lost it, unsaid. */
  #take(page: number, life: number, ns: number): void {
    let row = this.#taken.find(page);
    if (row >= 0) {
      this.counts.overwritten++;
      this.#end(this.#lifeOf.get(row), ns);
    }
    row = this.#taken.add(page);
    if (row >= 0) this.#lifeOf.set(row, life);
    else this.lost++;
  }

  #end(life: number, ns: number): void {
    this.#death.set(life, ns);
    const page = this.#page.get(life);
    for (let at = page; at < page + MOST_CLASS_PAGES; at++) {
      const row = this.#taken.find(at);
      if (row < 0 || this.#lifeOf.get(row) !== life) break;
      this.#taken.remove(row);
    }
  }
}

function spanclassOf(kindclass: number): number {
  if (kindclass % 2 === 1) return MANUAL_SPAN;
  const spanclass = kindclass / 2;
  return sizeClassOf(spanclass) < 0 ? UNKNOWN_SPAN : spanclass;
}
