import { DecodeError } from "../../../../src/model/decodeError";
import type { ByteSource } from "../../../io/byteSource";
import { TRACE_MAX_BATCHES, TRACE_MAX_ENTRIES, TRACE_MAX_TABLE_BYTES, TRACE_MAX_THREADS } from "../../../io/limits";
import type { LossLog } from "../../../io/lossLog";
import type { TimedBatch } from "../merge";
import { Varints } from "../varints";
import { EventShape } from "./event";
import { UNTIMED, V1 } from "./eventTable";

/** What the first pass over a trace has found. */
export interface Scan {
  readonly processors: ReadonlyMap<number, TimedBatch[]>;
  readonly strings: ReadonlyMap<number, string>;
  /** Arguments of Stack events behind the id, by id. */
  readonly stacks: ReadonlyMap<number, Uint8Array>;
  readonly frequency: number; // ticks per second, 0 when not said
  readonly leastRaw: number; // ticks of the earliest event; infinite when there is none
}

const WHERE = "trace events";
const WINDOW_BYTES = 1 << 20;
/** Longer batches are read in pieces. A buffer of the runtime has 64 KiB. */
const PIECE_BYTES = 1 << 16;

/** Finds where the batches begin and end, which nothing but reading their events tells, and keeps the tables. */
export async function scanTrace(
  source: ByteSource,
  start: number,
  events: number[],
  losses: LossLog,
  progress: (bytesDone: number) => void,
): Promise<Scan> {
  const scanner = new Scanner(events, losses);
  const varints = new Varints();
  const shape = new EventShape();
  let offset = start;
  let windowBytes = WINDOW_BYTES;
  while (offset < source.size) {
    varints.over(await source.read(offset, offset + windowBytes));
    const isLast = offset + varints.end >= source.size;
    let read: ReturnType<EventShape["read"]> = "whole";
    let at = 0;
    while (varints.pos < varints.end) {
      at = varints.pos;
      read = shape.read(varints);
      if (read !== "whole") break;
      scanner.event(shape, varints, offset + at, offset + varints.pos);
    }
    offset += varints.pos;
    progress(offset / 2);
    if (read === "whole") continue;
    if (read === "cut" && !isLast && (varints.pos > 0 || windowBytes === WINDOW_BYTES)) {
      windowBytes = varints.pos > 0 ? WINDOW_BYTES : 2 * WINDOW_BYTES;
      continue;
    }
    const code = read === "cut" && isLast ? "Truncated" : "Malformed";
    losses.add(
      new DecodeError(
        code,
        WHERE,
        offset,
        `an event is not whole; the ${source.size - offset} bytes from here are left out`,
      ).failure,
    );
    break;
  }
  return scanner.finish(offset);
}

class Scanner {
  readonly #processors = new Map<number, TimedBatch[]>();
  readonly #strings = new Map<number, string>();
  readonly #stacks = new Map<number, Uint8Array>();
  readonly #decoder = new TextDecoder();
  readonly #args = new Varints();
  readonly #events: number[];
  readonly #losses: LossLog;
  #frequency = 0;
  #leastRaw = Number.POSITIVE_INFINITY;
  #processor = -1;
  #piece = -1; // where the batch's events, or the piece of it, begin in the file; -1 outside
  #pieceRaw = 0;
  #raw = 0;
  #batches = 0;
  #tableBytes = 0;

  constructor(events: number[], losses: LossLog) {
    this.#events = events;
    this.#losses = losses;
  }

  event(shape: EventShape, { bytes }: Varints, offset: number, end: number): void {
    this.#events[shape.type]++;
    if (!UNTIMED.includes(shape.type)) {
      if (this.#piece >= 0 && offset - this.#piece > PIECE_BYTES) this.#cut(offset, offset);
      this.#raw += shape.first;
      this.#leastRaw = Math.min(this.#leastRaw, this.#raw);
      return;
    }
    const args = this.#args.over(bytes, shape.argsStart, shape.argsEnd);
    if (shape.type === V1.batch) {
      this.#cut(offset, end);
      this.#processor = shape.first;
      this.#raw = Math.max(0, args.next());
      this.#pieceRaw = this.#raw;
    } else if (shape.type === V1.frequency) this.#frequency = shape.first;
    else if (shape.type === V1.string || shape.type === V1.stack) this.#keep(shape, bytes, offset);
  }

  finish(offset: number): Scan {
    this.#cut(offset, -1);
    return {
      processors: this.#processors,
      strings: this.#strings,
      stacks: this.#stacks,
      frequency: this.#frequency,
      leastRaw: this.#leastRaw,
    };
  }

  #keep(shape: EventShape, bytes: Uint8Array, offset: number): void {
    const { first, argsStart, argsEnd } = shape;
    this.#tableBytes += argsEnd - argsStart;
    if (this.#tableBytes > TRACE_MAX_TABLE_BYTES)
      this.#lose(offset, `more than ${TRACE_MAX_TABLE_BYTES} bytes of tables`);
    else if (this.#stacks.size + this.#strings.size >= TRACE_MAX_ENTRIES)
      this.#lose(offset, `more than ${TRACE_MAX_ENTRIES} stacks and strings`);
    else if (shape.type === V1.stack) this.#stacks.set(first, bytes.slice(argsStart, argsEnd));
    else this.#strings.set(first, this.#decoder.decode(bytes.subarray(argsStart, argsEnd)));
  }

  /** The piece ends at `offset`; the next one begins at `next`. */
  #cut(offset: number, next: number): void {
    const [data, ts] = [this.#piece, this.#pieceRaw];
    this.#piece = next;
    this.#pieceRaw = this.#raw;
    if (data < 0 || offset === data) return;
    const batches = this.#processors.get(this.#processor);
    if (this.#batches >= TRACE_MAX_BATCHES) this.#lose(data, `more than ${TRACE_MAX_BATCHES} batches`);
    else if (batches !== undefined) batches.push({ data, size: offset - data, ts });
    else if (this.#processors.size >= TRACE_MAX_THREADS) this.#lose(data, `more than ${TRACE_MAX_THREADS} processors`);
    else this.#processors.set(this.#processor, [{ data, size: offset - data, ts }]);
    this.#batches++;
  }

  #lose(offset: number, detail: string): void {
    this.#losses.add(new DecodeError("TooLarge", WHERE, offset, detail).failure);
  }
}
