import type { ArgColumn } from "../../../src/model/profile";
import { SampleColumns } from "../../profile/sampleColumns";
import { type Attr, isWatchpoint, TYPE_TRACEPOINT } from "./attr";
import { DumpColumns } from "./dumpColumns";
import { eventName, periodUnit } from "./eventName";
import { FieldColumns } from "./fieldColumns";
import { type SampleLayout, sampleLayout } from "./sampleLayout";
import { ArgColumns } from "./tracing/argColumns";
import type { TraceEvent } from "./tracing/tracingData";

/** One event of the recording: its attr, and its samples as they come in. */
export class RecordedEvent {
  readonly attr: Attr;
  readonly layout: SampleLayout;
  readonly columns = new SampleColumns();
  /** Weight of a sample without PERIOD. In frequency mode the attr's period is a frequency, which weighs nothing. */
  readonly defaultPeriod: number;
  name: string;
  /** Of a tracepoint whose format the file has brought. */
  args: ArgColumns | null = null;
  /**
   * Samples are taken one behind the instruction that they are of: return probes (kretprobe, uretprobe) at the address
   * that a call returns to, watchpoints when the access is done.
   */
  atReturn: boolean;
  /** Of an event whose samples hold a copy of the user's stack, with the registers to begin with. */
  readonly dumps: DumpColumns | null;
  /** Of an event whose samples say more than when, where and how much. */
  readonly fields: FieldColumns | null;
  readonly index: number; // -> EventTable.list
  samples = 0;
  values = 0;
  // the sum of all periods: two halves, each exact
  periodLow = 0;
  periodHigh = 0;

  constructor(attr: Attr, index: number) {
    this.attr = attr;
    this.index = index;
    this.atReturn = isWatchpoint(attr);
    this.layout = sampleLayout(attr);
    this.defaultPeriod = attr.freq ? 1 : attr.samplePeriod;
    this.name = eventName(attr);
    this.fields = FieldColumns.of(this.layout);
    this.dumps = this.layout.stackUser && this.layout.regsUser >= 0 ? new DumpColumns() : null;
  }

  /** Whether samples carry arguments that a format in TRACING_DATA explains. */
  get isTracepoint(): boolean {
    return this.attr.type === TYPE_TRACEPOINT && this.layout.raw;
  }

  /** Whether what lies behind the call chain has to be found. */
  get needsRest(): boolean {
    return this.args !== null || this.fields !== null;
  }

  /** Takes the name and the arguments from the tracepoint's format, unless it has them. */
  describe(format: TraceEvent): void {
    if (this.args !== null) return;
    this.args = new ArgColumns(format);
    this.atReturn = format.fields.some(({ name }) => name === "__probe_ret_ip");
    this.name = this.name.replace(/^tracepoint:\d+/, `${format.system}:${format.name}`);
  }

  /**
   * A tracepoint's arguments, then what else its samples say; a field that has an argument's name is told from it. For
   * `length` samples in the order of SampleColumns.finishWithOrder. `cgroups`: paths by id.
   */
  finishArgs(length: number, order: Int32Array | null, cgroups: ReadonlyMap<number, string>): ArgColumn[] {
    this.args?.skipTo(length);
    this.fields?.skipTo(length);
    const args = this.args?.finish(order) ?? [];
    const fields = this.fields?.finish(order, cgroups) ?? [];
    const taken = new Set(args.map(({ name }) => name));
    return [
      ...args,
      ...fields.map((field) => (taken.has(field.name) ? { ...field, name: `sample.${field.name}` } : field)),
    ];
  }

  get unit(): "nanoseconds" | "count" {
    return periodUnit(this.attr);
  }

  get periodTotal(): bigint {
    return BigInt(this.periodHigh) * 0x1_0000_0000n + BigInt(this.periodLow);
  }
}

/** The events of a recording, found by the ids that the kernel gave their counters. */
export class EventTable {
  readonly list: RecordedEvent[] = [];
  readonly #byId = new Map<number, RecordedEvent>();
  #lastId = Number.NaN;
  #last: RecordedEvent | null = null;

  add(attr: Attr, ids: readonly number[]): RecordedEvent {
    const event = new RecordedEvent(attr, this.list.length);
    this.list.push(event);
    for (const id of ids) this.#byId.set(id, event);
    return event;
  }

  /** The event of an id; the first one for an id that is 0 or unknown, as perf does. Null before any attr. */
  byId(id: number): RecordedEvent | null {
    if (id !== this.#lastId) {
      this.#lastId = id;
      this.#last = this.#byId.get(id) ?? this.list[0] ?? null;
    }
    return this.#last;
  }

  /** The event of an id; null for one that no event has. */
  withId(id: number): RecordedEvent | null {
    return this.#byId.get(id) ?? null;
  }

  /** A name that the file itself gives, for the event that has one of the ids. */
  rename(ids: readonly number[], name: string): void {
    for (const id of ids) {
      const event = this.#byId.get(id);
      if (event !== undefined) event.name = name;
    }
  }
}
