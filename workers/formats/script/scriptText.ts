import type { Loss, PerfEvent, PerfThread } from "../../../src/model/capture";
import { DecodeError, type DecodeErrorCode } from "../../../src/model/decodeError";
import type { Profile } from "../../../src/model/profile";
import { ByteInterner } from "../../io/byteInterner";
import { LINE_MAX_BYTES } from "../../io/limits";
import type { LineHandler } from "../../io/lines";
import { LossLog } from "../../io/lossLog";
import { SampleColumns } from "../../profile/sampleColumns";
import { addressEnd, SPACE, skipBlanks, TAB } from "./bytes";
import { ChainLines, type Outcome } from "./chainLines";
import { readComment, type ScriptHeader } from "./comment";
import { eventUnit, NAMELESS_EVENT } from "./event";
import { frameStart } from "./frame";
import { HeaderReader } from "./header";
import { ThreadTable } from "./threadTable";

export const WHERE = "perf script text";

/** The samples of one event, of those that print a period or of those that do not. */
interface EventSamples {
  readonly name: string;
  readonly hasPeriod: boolean;
  readonly columns: SampleColumns;
  hasTime: boolean;
  hasCpu: boolean;
  weightTotal: number;
}

/**
 * The lines of a perf script text, one after the other. A header line begins a sample. Its call chain follows, a frame
 * a line, up to a blank line; a sample without a chain has its frame, if any, at the end of the header line.
 */
export class ScriptText implements LineHandler {
  readonly header: ScriptHeader = { arch: null, facts: {} };
  /** Lines of `--show-mmap-events` and the like, by type. */
  readonly records: Record<string, number> = {};
  lost = 0;
  readonly chain = new ChainLines();
  readonly #fields = new Set<string>();
  readonly #words = new ByteInterner(MAX_WORDS, MAX_WORD_BYTES); // names of events and threads
  readonly #threads = new ThreadTable(this.#words);
  readonly #events: EventSamples[] = [];
  readonly #eventByKey = new Map<number, EventSamples>();
  readonly #head = new HeaderReader();
  readonly #losses = new LossLog();
  #baseSeconds = Number.NaN; // times count from here, in nanoseconds
  // The sample whose call chain is being read.
  #event: EventSamples | null = null;
  #isChainOpen = false; // false while the sample has a frame from its header line
  #isTabbed = false; // its frames begin with tabs, as perf prints them
  #timeNs = 0;
  #thread = 0;
  #cpu = -1;
  #weight = 1;
  #offset = 0;

  /** Whether a field of -F has been met. */
  hasField(name: string): boolean {
    return this.#fields.has(name) || this.chain.hasField(name);
  }

  line(bytes: Uint8Array, start: number, end: number, offset: number, ended: boolean): void {
    if (!ended) {
      this.#cutOff(offset);
      return;
    }
    const first = skipBlanks(bytes, start, end);
    if (first === end) this.#finishSample();
    else if (bytes[start] === TAB) this.#frameLine(bytes, start, end, offset);
    else if (this.#isChainOpen && bytes[start] === SPACE) this.#indented(bytes, start, first, end, offset);
    else if (!this.#headerLine(bytes, start, end, offset)) this.#other(bytes, start, end, offset);
  }

  tooLong(offset: number): void {
    this.#lose("TooLarge", offset, `a line is longer than ${LINE_MAX_BYTES} bytes, the limit`);
  }

  /** To be called once, behind the last line. */
  finish(): { profiles: Profile[]; events: PerfEvent[]; threads: PerfThread[]; losses: Loss[] } {
    this.#finishSample();
    const finished = this.#events.map((event) => ({ event, columns: event.columns.finish() }));
    const timed = finished.filter(({ event, columns }) => event.hasTime && columns.length > 0);
    const first =
      timed.length === 0 ? 0 : timed.reduce((least, { columns }) => Math.min(least, columns.time[0]), Infinity);
    const startNs = timed.length === 0 ? 0n : BigInt(this.#baseSeconds) * 1_000_000_000n + BigInt(first);
    const profiles = finished.map(({ event, columns }): Profile => {
      const time = event.hasTime ? columns.time.map((ns) => ns - first) : null;
      const cpu = event.hasCpu ? columns.cpu : null;
      const unit = eventUnit(event.name, event.hasPeriod);
      return { event: event.name, unit, startNs, samples: { ...columns, time, cpu }, args: [], dumps: null };
    });
    const events = finished.map(({ event, columns: { length } }): PerfEvent => {
      const periodTotal = BigInt(Math.round(event.weightTotal));
      // The text says neither type nor config.
      return {
        name: event.name,
        type: -1,
        config: 0n,
        samples: length,
        values: length,
        periodTotal,
        attr: null,
        chains: null,
      };
    });
    return { profiles, events, threads: this.#threads.finish(), losses: this.#losses.list() };
  }

  #frameLine(bytes: Uint8Array, start: number, end: number, offset: number): void {
    if (this.#event === null) this.#lose("Malformed", offset, "a frame outside of a sample");
    else {
      // What looked like a frame in the header line was the address that the event is about (-F addr).
      if (!this.#isChainOpen) this.chain.begin(true);
      this.#isChainOpen = true;
      this.#isTabbed = true;
      this.#outcome(this.chain.frame(bytes, start, end), offset);
    }
  }

  /**
   * A line that begins with a blank while a call chain is open: a source line, a frame whose tab has become blanks, or
   * a field that perf prints below the chain (-F phys_addr), which is not kept.
   */
  #indented(bytes: Uint8Array, start: number, first: number, end: number, offset: number): void {
    if (first - start !== SOURCE_INDENT) {
      if (this.#isTabbed && addressEnd(bytes, first, end) === end) return;
      if (!this.#isTabbed && this.chain.frame(bytes, start, end) === "taken") return;
    }
    if (this.#headerLine(bytes, start, end, offset)) return;
    this.#outcome(this.chain.sourceLine(bytes, start, end), offset);
  }

  #headerLine(bytes: Uint8Array, start: number, end: number, offset: number): boolean {
    const head = this.#head;
    if (!head.read(bytes, start, end)) return false;
    this.#finishSample();
    if (startsWith(bytes, head.eventStart, end, RECORD_PREFIX)) {
      this.#record(bytes, end);
      return true;
    }
    const event = this.#eventOf(bytes);
    if (event === null) {
      this.#lose("TooLarge", offset, `more than ${MAX_EVENTS} events, the limit`);
      return true;
    }
    this.#event = event;
    this.#offset = offset;
    this.#thread = this.#threads.row(head.pid, head.tid, bytes, head.commStart, head.commEnd);
    this.#cpu = head.cpu < MAX_CPU ? head.cpu : -1;
    this.#weight = head.period < 0 ? 1 : head.period;
    if (head.hasTime && Number.isNaN(this.#baseSeconds)) this.#baseSeconds = head.seconds;
    this.#timeNs = head.hasTime ? (head.seconds - this.#baseSeconds) * 1e9 + head.nanoseconds : 0;
    if (!head.hasTime) event.hasTime = false;
    if (this.#cpu >= 0) event.hasCpu = true;
    this.chain.begin(true);
    const rest = skipBlanks(bytes, head.restStart, end);
    this.#isChainOpen = true;
    this.#isTabbed = false;
    if (rest === end) return true;
    const frame = frameStart(bytes, head.restStart, end);
    if (frame !== rest) this.#fields.add("trace");
    if (frame < 0) return true;
    this.#isChainOpen = false;
    this.chain.begin(false);
    this.#outcome(this.chain.frame(bytes, frame, end), offset);
    return true;
  }

  #eventOf(bytes: Uint8Array): EventSamples | null {
    const { eventStart, eventEnd, period, hasTime, cpu, pid } = this.#head;
    const key = (this.#words.intern(bytes, eventStart, eventEnd) + 1) * 2 + (period < 0 ? 0 : 1);
    let event = this.#eventByKey.get(key);
    if (event === undefined) {
      if (this.#events.length === MAX_EVENTS) return null;
      const printed = new TextDecoder().decode(bytes.subarray(eventStart, eventEnd));
      const name = printed === "" ? NAMELESS_EVENT : printed;
      const columns = new SampleColumns();
      event = { name, hasPeriod: period >= 0, columns, hasTime: true, hasCpu: false, weightTotal: 0 };
      this.#events.push(event);
      this.#eventByKey.set(key, event);
      for (const field of ["comm", "tid"]) this.#fields.add(field);
      if (pid >= 0) this.#fields.add("pid");
      if (cpu >= 0) this.#fields.add("cpu");
      if (hasTime) this.#fields.add("time");
      if (period >= 0) this.#fields.add("period");
      if (printed !== "") this.#fields.add("event");
    }
    return event;
  }

  /** "PERF_RECORD_LOST lost 12", which is no sample. */
  #record(bytes: Uint8Array, end: number): void {
    const text = new TextDecoder().decode(bytes.subarray(this.#head.eventStart, end));
    const [, type = ""] = /^PERF_RECORD_(\w+)/.exec(text) ?? [];
    this.records[type] = (this.records[type] ?? 0) + 1;
    if (type === "LOST") this.lost += Number(/\blost (\d{1,15})\b/.exec(text)?.[1] ?? 0);
  }

  #finishSample(): void {
    const event = this.#event;
    if (event === null) return;
    this.#event = null;
    this.#isChainOpen = false;
    const stack = this.chain.end();
    if (stack === null) {
      this.#lose("TooLarge", this.#offset, "more distinct stacks than the limit");
      return;
    }
    event.columns.push(this.#timeNs, stack, this.#thread, this.#cpu, this.#weight);
    event.weightTotal += this.#weight;
  }

  #other(bytes: Uint8Array, start: number, end: number, offset: number): void {
    if (bytes[start] === HASH) {
      readComment(new TextDecoder().decode(bytes.subarray(start, end)), this.header);
      return;
    }
    this.#outcome("not understood", offset);
  }

  /** perf ends its last line, so a line that does not end may lack anything, and so may the sample that it is of. */
  #cutOff(offset: number): void {
    this.#event = null;
    this.#isChainOpen = false;
    this.chain.begin(true);
    this.#lose(
      "Truncated",
      offset,
      "the text ends inside of a line: it and the sample that it belongs to are left out",
    );
  }

  #outcome(outcome: Outcome, offset: number): void {
    if (outcome === "not understood") this.#lose("Malformed", offset, "a line is not one that perf script prints");
    else if (outcome === "no room") this.#lose("TooLarge", offset, "more or longer frames than the limit");
  }

  #lose(code: DecodeErrorCode, offset: number, detail: string): void {
    this.#losses.add(new DecodeError(code, WHERE, offset, detail).failure);
  }
}

const HASH = 0x23;
const SOURCE_INDENT = 2;
const MAX_EVENTS = 1024;
const MAX_CPU = 2 ** 15;
const MAX_WORDS = 1 << 20;
const MAX_WORD_BYTES = 1 << 26;
const RECORD_PREFIX = new TextEncoder().encode("PERF_RECORD_");

function startsWith(bytes: Uint8Array, start: number, end: number, prefix: Uint8Array): boolean {
  return end - start >= prefix.length && prefix.every((byte, i) => bytes[start + i] === byte);
}
