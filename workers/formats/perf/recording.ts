import { DecodeError, type DecodeErrorCode } from "../../../src/model/decodeError";
import type { RecordStream } from "../../../src/model/stackDumps";
import { LossLog } from "../../io/lossLog";
import type { SpaceEvent } from "./addressSpace";
import { CallchainInterner } from "./callchain";
import { EventTable, type RecordedEvent } from "./event";
import { emptyMetadata } from "./feature";
import { FlushRounds } from "./flushRounds";
import { ModuleTable } from "./moduleTable";
import { SwitchColumns } from "./offCpu/switchColumns";
import { RECORD_HANDLERS } from "./recordHandlers";
import type { RecordChunk } from "./recordStream";
import { FIRST_USER_TYPE, MISC_CPUMODE_MASK, RECORD, recordName } from "./recordType";
import { SampleFields } from "./sampleFields";
import { NO_TRAILER, type TrailerLayout, trailerLayout } from "./sampleLayout";
import { ThreadTable } from "./thread";
import type { ArgColumns } from "./tracing/argColumns";
import type { Payload } from "./tracing/payload";
import { readTracingData } from "./tracing/tracingData";

/**
 * Everything that the records of a perf.data file say, collected in file order. Samples go into their event's
 * columns with the raw call chain; what was mapped where is kept as a list and applied when all of it is known.
 */
export class Recording {
  readonly events = new EventTable();
  readonly chains = new CallchainInterner();
  readonly threads = new ThreadTable();
  readonly modules = new ModuleTable();
  readonly spaceEvents: SpaceEvent[] = [];
  readonly metadata = emptyMetadata();
  readonly losses = new LossLog();
  readonly rounds = new FlushRounds();
  /** Where the records come from. */
  readonly streams: RecordStream[] = [];
  readonly switches = new SwitchColumns();
  /** How the file's own numbers are. Records are handed over little-endian; bodies of features are as they lie. */
  readonly littleEndian: boolean;
  lost = 0;
  timeless = 0; // samples whose time is 0

  readonly #counts = new Map<number, number>();
  #trailer: TrailerLayout = NO_TRAILER;
  /** Where samples carry the id of their event; -1 when there is one event only, or no id. */
  #idOffset = -1;
  #baseLow = 0;
  #baseHigh = 0;
  #timed = false;
  readonly #fields = new SampleFields();
  readonly #payload: Payload = {
    view: new DataView(new ArrayBuffer(0)),
    bytes: new Uint8Array(0),
    start: 0,
    end: 0,
    littleEndian: true,
  };

  constructor(littleEndian = true) {
    this.littleEndian = littleEndian;
  }

  get trailer(): TrailerLayout {
    return this.#trailer;
  }

  /** Clock value that sample times count from, in nanoseconds. */
  get baseNs(): bigint {
    return BigInt(this.#baseHigh) * 0x1_0000_0000n + BigInt(this.#baseLow);
  }

  recordCounts(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => a - b).map(([type, n]) => [recordName(type), n]));
  }

  count(type: number): number {
    return this.#counts.get(type) ?? 0;
  }

  /** To be called when the list of events has changed. */
  eventsChanged(): void {
    const { list } = this.events;
    const [first] = list;
    if (first === undefined) return;
    this.#trailer = trailerLayout(first.attr);
    if (list.length === 1) this.#idOffset = -1;
    else if (list.every((event) => event.layout.identifier === 0)) this.#idOffset = 0;
    else this.#idOffset = first.layout.id;
    this.describeTracepoints();
  }

  /** To be called when there are new formats of tracepoints. */
  describeTracepoints(): void {
    const { tracing } = this.metadata;
    this.#payload.littleEndian = tracing.littleEndian;
    for (const event of this.events.list) {
      const format = event.isTracepoint ? tracing.events.get(Number(event.attr.config)) : undefined;
      if (format !== undefined) event.describe(format);
    }
  }

  /** The handler of what follows a TRACING_DATA record. */
  readonly tracingData = (bytes: Uint8Array, base: number): void => {
    try {
      readTracingData(bytes, base, this.metadata.tracing);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.losses.add(error.failure);
    }
    this.describeTracepoints();
  };

  /** The handler of walkRecords. */
  readonly record = (chunk: RecordChunk, at: number, type: number, misc: number, size: number): void => {
    this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1);
    if (type === RECORD.SAMPLE) {
      this.#sample(chunk, at, misc, size);
      return;
    }
    const trailer = type < FIRST_USER_TYPE ? this.#trailer.bytes : 0;
    const end = at + size - trailer;
    const start = at + 8;
    if (end < start) {
      this.#lose("Malformed", recordName(type), chunk.base + at, `${size} bytes are too few`);
      return;
    }
    const time = trailer > 0 && this.#trailer.time >= 0 ? this.#time(chunk.view, end + this.#trailer.time) : -Infinity;
    if (time > -Infinity) this.rounds.seen(time);
    try {
      RECORD_HANDLERS[type]?.(this, { chunk, start, end, misc, time });
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.losses.add(error.failure);
    }
  };

  /** Nanoseconds from baseNs; -Infinity for 0 and ~0, which mark records made up for what was there before. */
  #time(view: DataView, at: number): number {
    const low = view.getUint32(at, true);
    const high = view.getUint32(at + 4, true);
    if ((low === 0 && high === 0) || (low === 0xffff_ffff && high === 0xffff_ffff)) return -Infinity;
    if (!this.#timed) {
      this.#timed = true;
      this.#baseLow = low;
      this.#baseHigh = high;
    }
    return (high - this.#baseHigh) * 0x1_0000_0000 + (low - this.#baseLow);
  }

  /** The one record that comes by the million: no object, no exception. */
  #sample(chunk: RecordChunk, at: number, misc: number, size: number): void {
    const { view } = chunk;
    const body = at + 8;
    const end = at + size;
    const event = this.eventOf(view, body, end, true);
    if (event === null) {
      this.#lose("Malformed", "SAMPLE", chunk.base + at, "there is no attr that says what it holds");
      return;
    }
    const { layout } = event;
    const fields = this.#fields;
    if (!fields.locate(layout, view, body, end)) {
      this.#lose("Malformed", fields.failed ?? "SAMPLE", chunk.base + fields.failedAt, fields.failure);
      return;
    }
    const ipAt = layout.ip < 0 ? -1 : body + layout.ip;
    const cpumode = misc & MISC_CPUMODE_MASK;
    const stack =
      fields.chain < 0
        ? this.chains.internIp(view, ipAt, cpumode)
        : this.chains.internChain(view, fields.chain, fields.chainLength, ipAt, cpumode);
    let time = 0;
    if (layout.time >= 0) {
      time = this.#time(view, body + layout.time);
      if (time > -Infinity) this.rounds.seen(time);
      else {
        time = 0;
        this.timeless++;
      }
    }
    let period = event.defaultPeriod;
    if (layout.period >= 0) {
      const low = view.getUint32(body + layout.period, true);
      const high = view.getUint32(body + layout.period + 4, true);
      period = high * 0x1_0000_0000 + low;
      event.periodLow += low;
      event.periodHigh += high;
    } else event.periodLow += period;
    const thread =
      layout.tid < 0
        ? -1
        : this.threads.row(view.getInt32(body + layout.tid, true), view.getInt32(body + layout.tid + 4, true));
    const cpu = layout.cpu < 0 ? -1 : view.getInt32(body + layout.cpu, true);
    event.samples++;
    event.values += fields.readValues;
    event.dumps?.push(chunk.position + at, chunk.stream);
    if (event.args !== null) {
      if (!fields.locateRest(layout)) {
        this.#lose("Malformed", fields.failed ?? "SAMPLE", chunk.base + fields.failedAt, fields.failure);
      }
      this.#arguments(event.args, event.columns.length, chunk);
    }
    event.columns.push(time, stack, thread, cpu, period);
  }

  /** RAW of a tracepoint. The row is added whatever is wrong with it. */
  #arguments(args: ArgColumns, row: number, chunk: RecordChunk): void {
    const payload = this.#payload;
    const { raw, rawBytes } = this.#fields;
    payload.view = chunk.view;
    payload.bytes = chunk.bytes;
    payload.start = Math.max(raw, 0);
    payload.end = raw < 0 ? 0 : raw + rawBytes;
    args.skipTo(row);
    const wrong = args.push(payload);
    if (wrong !== null && raw >= 0) this.#lose("Malformed", "SAMPLE RAW", chunk.base + raw, wrong);
  }

  /** The event that a SAMPLE with this body is of. */
  eventOf(view: DataView, body: number, end: number, littleEndian: boolean): RecordedEvent | null {
    if (this.#idOffset < 0 || body + this.#idOffset + 8 > end) return this.events.list[0] ?? null;
    const at = body + this.#idOffset;
    const high = view.getUint32(littleEndian ? at + 4 : at, littleEndian);
    return this.events.byId(high * 0x1_0000_0000 + view.getUint32(littleEndian ? at : at + 4, littleEndian));
  }

  #lose(code: DecodeErrorCode, where: string, offset: number, detail: string): void {
    this.losses.add(new DecodeError(code, where, offset, detail).failure);
  }
}
