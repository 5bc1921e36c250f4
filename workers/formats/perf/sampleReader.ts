import { DecodeError, type DecodeErrorCode } from "../../../src/model/decodeError";
import { CODE_RETURN_ADDRESS } from "../../../src/model/stacks";
import { DeferredChains } from "./deferredChains";
import type { RecordedEvent } from "./event";
import { ReadTotals } from "./readTotals";
import type { Recording } from "./recording";
import type { RecordChunk } from "./recordStream";
import { MISC_CPUMODE_MASK } from "./recordType";
import { SampleFields } from "./sampleFields";
import type { Payload } from "./tracing/payload";

/**
 * Puts SAMPLE records into the columns of their events. They come by the million: nothing here makes an object or
 * throws for one of them, what is known of the one at hand lies in the fields below.
 */
export class SampleReader {
  readonly deferred = new DeferredChains();
  timeless = 0; // samples whose time is 0

  readonly #recording: Recording;
  readonly #fields = new SampleFields();
  readonly #totals = new ReadTotals();
  readonly #payload: Payload;
  #chunk: RecordChunk = NO_CHUNK;
  #at = 0;
  #time = 0;
  #stack = -1;
  #thread = -1;
  #cpu = -1;

  constructor(recording: Recording) {
    this.#recording = recording;
    const { view, bytes } = NO_CHUNK;
    this.#payload = { view, bytes, start: 0, end: 0, littleEndian: recording.littleEndian };
  }

  /** The record at [at, at + size) of a chunk, of `event`. */
  read(event: RecordedEvent, chunk: RecordChunk, at: number, misc: number, size: number): void {
    const { layout } = event;
    const { threads, rounds } = this.#recording;
    const fields = this.#fields;
    const { view } = chunk;
    const body = at + 8;
    this.#chunk = chunk;
    this.#at = at;
    if (!fields.locate(layout, view, body, at + size)) {
      this.#loseField();
      return;
    }
    if (event.needsRest && !fields.locateRest(layout)) this.#loseField();
    this.#time = 0;
    if (layout.time >= 0) {
      const time = this.#recording.time(view, body + layout.time);
      if (time > -Infinity) {
        rounds.seen(time);
        this.#time = time;
      } else this.timeless++;
    }
    const tid = layout.tid < 0 ? -1 : view.getInt32(body + layout.tid + 4, true);
    this.#thread = layout.tid < 0 ? -1 : threads.row(view.getInt32(body + layout.tid, true), tid);
    this.#cpu = layout.cpu < 0 ? -1 : view.getInt32(body + layout.cpu, true);
    this.#stack = this.#chain(event, body, misc & MISC_CPUMODE_MASK);
    event.samples++;
    if (layout.read && (!layout.group || layout.readIdAt >= 0)) {
      this.#readValues(event);
      return;
    }
    let period = event.defaultPeriod;
    if (layout.period >= 0) {
      const low = view.getUint32(body + layout.period, true);
      const high = view.getUint32(body + layout.period + 4, true);
      period = high * 0x1_0000_0000 + low;
      event.periodLow += low;
      event.periodHigh += high;
    } else event.periodLow += period;
    this.#row(event, event, period);
  }

  /** The node of the call chain. */
  #chain({ layout, atReturn }: RecordedEvent, body: number, cpumode: number): number {
    const { chains } = this.#recording;
    const { chain, chainLength, branches, branchCount } = this.#fields;
    const { view } = this.#chunk;
    const ipAt = layout.ip < 0 ? -1 : body + layout.ip;
    const leafFlags = atReturn ? CODE_RETURN_ADDRESS : 0;
    if (chain < 0) {
      chains.deferred = false;
      return chains.internIp(view, ipAt, cpumode, leafFlags);
    }
    if (layout.branchCallStack && branches >= 0 && branchCount > 0) {
      return chains.internCallStack(view, chain, chainLength, branches, branchCount, cpumode);
    }
    return chains.internChain(view, chain, chainLength, ipAt, cpumode, leafFlags);
  }

  /** READ: every value that has grown is a sample of the event that its id is of (session.c `deliver_sample_read`). */
  #readValues(event: RecordedEvent): void {
    const { layout } = event;
    const { read, readValues } = this.#fields;
    const { view } = this.#chunk;
    const { events } = this.#recording;
    let at = layout.group ? read + layout.readHead : read;
    for (let i = 0; i < readValues; i++, at += layout.readMember) {
      const id = layout.readIdAt < 0 ? -1 : wordAt(view, at + layout.readIdAt);
      const member = id < 0 ? event : events.withId(id);
      if (member === null) {
        this.#lose("Malformed", "SAMPLE READ", at, `a value is of the id ${id}, which no event has`);
        continue;
      }
      const count = this.#totals.since(id, event.attr.inherit ? this.#thread : -1, wordAt(view, at));
      if (!(count > 0)) continue;
      member.periodLow += count;
      this.#row(event, member, count);
    }
  }

  /** A row of `member`, which is `event` itself or counts in its group. */
  #row(event: RecordedEvent, member: RecordedEvent, period: number): void {
    const chunk = this.#chunk;
    const row = member.columns.length;
    const sameFields = event === member || event.attr.sampleType === member.attr.sampleType;
    member.values++;
    member.dumps?.push(sameFields ? chunk.position + this.#at : -1, chunk.stream);
    if (event === member && event.args !== null) this.#arguments(event, row);
    if (sameFields && event.fields !== null) {
      member.fields?.skipTo(row);
      member.fields?.push(chunk.view, this.#fields, this.#at + 8);
    }
    const { chains } = this.#recording;
    if (chains.deferred) {
      const { tid } = this.#recording.threads;
      this.deferred.sample(tid, chains.cookieLow, chains.cookieHigh, member.index, row, chains.kernelNode);
    }
    member.columns.push(this.#time, this.#stack, this.#thread, this.#cpu, period);
  }

  /** RAW of a tracepoint. The row is added whatever is wrong with it. */
  #arguments({ args }: RecordedEvent, row: number): void {
    const payload = this.#payload;
    const { raw, rawBytes } = this.#fields;
    payload.view = this.#chunk.view;
    payload.bytes = this.#chunk.bytes;
    payload.littleEndian = this.#recording.metadata.tracing.littleEndian;
    payload.start = Math.max(raw, 0);
    payload.end = raw < 0 ? 0 : raw + rawBytes;
    args?.skipTo(row);
    const wrong = args?.push(payload) ?? null;
    if (wrong !== null && raw >= 0) this.#lose("Malformed", "SAMPLE RAW", raw, wrong);
  }

  #loseField(): void {
    const { failed, failedAt, failure } = this.#fields;
    this.#lose("Malformed", failed ?? "SAMPLE", failedAt, failure);
  }

  #lose(code: DecodeErrorCode, where: string, at: number, detail: string): void {
    this.#recording.losses.add(new DecodeError(code, where, this.#chunk.base + at, detail).failure);
  }
}

function wordAt(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * 0x1_0000_0000 + view.getUint32(at, true);
}

const NO_CHUNK: RecordChunk = {
  view: new DataView(new ArrayBuffer(0)),
  bytes: new Uint8Array(0),
  base: 0,
  stream: 0,
  position: 0,
};
