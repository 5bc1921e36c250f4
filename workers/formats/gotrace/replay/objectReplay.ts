import type { TracedObjects } from "../../../../src/model/goTrace";
import { LiveRows } from "../liveRows";
import { doubles, integers } from "../rowColumn";
import type { HeapLayout } from "./heapLayout";
import { LifeCounter } from "./lifeCounts";
import type { SpanReplay } from "./spanReplay";
import type { TypeTable } from "./typeTable";

/**
 * Objects by their births and deaths. An allocation's address may lie inside of a slot (tiny objects share one, larger
 * ones with pointers have a header in it), a free is of the slot: both are found by where the slot begins, in units of
 * the heap's alignment.
 */
export class ObjectReplay {
  readonly counts = new LifeCounter();
  shared = 0;
  lost = 0; // beyond the limit
  readonly #spans: SpanReplay;
  readonly #types: TypeTable;
  readonly #slots: LiveRows;
  readonly #type = integers();
  readonly #span = integers();
  readonly #birth = doubles();
  #foundSpan = -1; // of the last #slotOf

  constructor(spans: SpanReplay, types: TypeTable, max: number) {
    this.#spans = spans;
    this.#types = types;
    this.#slots = new LiveRows(max);
  }

  born(id: number, type: number, ns: number, existed: boolean, layout: HeapLayout): void {
    const slot = this.#slotOf(id, layout);
    const span = this.#foundSpan;
    let row = this.#slots.find(slot);
    if (row >= 0 && this.#span.get(row) === span && span >= 0) {
      this.shared++;
      return;
    }
    this.counts.born(existed);
    if (row >= 0) this.#overwrite(row);
    else row = this.#slots.add(slot);
    if (row < 0) {
      this.lost++;
      return;
    }
    this.#type.set(row, type);
    this.#span.set(row, span);
    this.#birth.set(row, existed ? 0 : ns);
    this.#types.born(type);
    if (span >= 0) this.#spans.objectBorn(span);
  }

  died(id: number, layout: HeapLayout): void {
    const row = this.#slots.find(this.#slotOf(id, layout));
    if (row < 0) {
      this.counts.unknownFrees++;
      return;
    }
    this.counts.freed++;
    this.#end(row);
    this.#slots.remove(row);
  }

  /** `spanMost` as SpanReplay.mostObjects. Spans must not have been finished yet. */
  finish(layout: HeapLayout): TracedObjects {
    for (const row of this.#slots.rows()) {
      const span = this.#span.get(row);
      if (span < 0 || this.#spans.isLive(span)) continue;
      this.#overwrite(row); // its span has gone without a word of it
      this.#slots.remove(row);
    }
    this.#slots.close();
    const { order, spanLive } = this.#bySpan();
    const address = Float64Array.from(order, (row) => layout.minHeapAddr + this.#slots.idOf(row) * layout.alignBytes);
    return {
      ...this.counts.counts(),
      shared: this.shared,
      length: order.length,
      address,
      type: this.#type.pick(order),
      span: this.#span.pick(order),
      birthNs: this.#birth.pick(order),
      types: this.#types.finish(),
      spanLive,
      spanMost: this.#spans.mostObjects(),
    };
  }

  /** Rows of live objects by span and address; those of unknown spans come last. */
  #bySpan(): { order: Int32Array; spanLive: Int32Array } {
    const spans = this.#spans.length;
    const rows = this.#slots.rows();
    const start = new Int32Array(spans + 2);
    const groupOf = (row: number): number => (this.#span.get(row) < 0 ? spans : this.#span.get(row));
    for (const row of rows) start[groupOf(row) + 1]++;
    const spanLive = start.slice(1, spans + 1);
    for (let group = 0; group <= spans; group++) start[group + 1] += start[group];
    const order = new Int32Array(rows.length);
    const next = start.slice(0, spans + 1);
    for (const row of rows) order[next[groupOf(row)]++] = row;
    const byAddress = (a: number, b: number): number => this.#slots.idOf(a) - this.#slots.idOf(b);
    for (let group = 0; group <= spans; group++) order.subarray(start[group], start[group + 1]).sort(byAddress);
    return { order, spanLive };
  }

  #slotOf(id: number, { alignBytes, pageBytes }: HeapLayout): number {
    const span = this.#spans.lifeAt(Math.floor((id * alignBytes) / pageBytes));
    this.#foundSpan = span;
    if (span < 0) return id;
    const base = this.#spans.pageOf(span) * pageBytes;
    const elemBytes = this.#spans.elemBytesOf(span);
    return Math.floor((base + Math.floor((id * alignBytes - base) / elemBytes) * elemBytes) / alignBytes);
  }

  #overwrite(row: number): void {
    this.counts.overwritten++;
    this.#end(row);
  }

  #end(row: number): void {
    this.#types.died(this.#type.get(row));
    if (this.#span.get(row) >= 0) this.#spans.objectDied(this.#span.get(row));
  }
}
