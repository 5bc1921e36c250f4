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
import { FIRST_USER_TYPE, RECORD, recordName } from "./recordType";
import { NO_TRAILER, type TrailerLayout, trailerLayout } from "./sampleLayout";
import { SampleReader } from "./sampleReader";
import { SymbolRanges } from "./symbolRanges";
import { ThreadTable } from "./thread";
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
  readonly samples: SampleReader;
  readonly kernelSymbols = new SymbolRanges(); // of KSYMBOL
  readonly cgroups = new Map<number, string>(); // paths by id
  readonly threadNames = new Map<number, string>(); // of THREAD_MAP, by thread id
  auxBytes = 0; // of other formats (Intel PT, ARM SPE …), which are passed over
  lost = 0;

  readonly #counts = new Map<number, number>();
  #trailer: TrailerLayout = NO_TRAILER;
  /** Where samples carry the id of their event; -1 when there is one event only, or no id. */
  #idOffset = -1;
  #baseLow = 0;
  #baseHigh = 0;
  #timed = false;

  constructor(littleEndian = true) {
    this.littleEndian = littleEndian;
    this.samples = new SampleReader(this);
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
      const event = this.eventOf(chunk.view, at + 8, at + size, true);
      if (event !== null) this.samples.read(event, chunk, at, misc, size);
      else this.#lose("Malformed", "SAMPLE", chunk.base + at, "there is no attr that says what it holds");
      return;
    }
    const trailer = type < FIRST_USER_TYPE ? this.#trailer.bytes : 0;
    const end = at + size - trailer;
    const start = at + 8;
    if (end < start) {
      this.#lose("Malformed", recordName(type), chunk.base + at, `${size} bytes are too few`);
      return;
    }
    const time = trailer > 0 && this.#trailer.time >= 0 ? this.time(chunk.view, end + this.#trailer.time) : -Infinity;
    if (time > -Infinity) this.rounds.seen(time);
    try {
      RECORD_HANDLERS[type]?.(this, { chunk, start, end, misc, time });
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.losses.add(error.failure);
    }
  };

  /** Nanoseconds from baseNs; -Infinity for 0 and ~0, which mark records made up for what was there before. */
  time(view: DataView, at: number): number {
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
