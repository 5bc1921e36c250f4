import { DecodeError } from "../../../../src/model/decodeError";
import { TRACING_MAX_FORMAT_BYTES } from "../../../io/limits";
import { type EventFormat, parseEventFormat } from "./eventFormat";

/**
 * TRACING_DATA: what tracefs says of the recorded tracepoints (tools/perf/util/trace-event-info.c writes it). Header
 * feature 1 of a file, the payload behind record 66 of a pipe:
 *
 *   17 08 44 "tracing", version\0 ("0.5", "0.6"), u8 bigendian, u8 long_size, u32 page_size,
 *   "header_page\0" u64 n, bytes; "header_event\0" u64 n, bytes,
 *   u32 count, { u64 n, format }[count]                          ftrace's own events
 *   u32 systems, { name\0, u32 count, { u64 n, format }[count] }[systems]
 *   u32 n, kallsyms; u32 n, printk formats; since 0.6: u64 n, saved command lines
 *
 * What follows the systems is not read: stacks are named from better sources.
 */
export interface TracingData {
  readonly events: Map<number, TraceEvent>; // by id, which is perf_event_attr.config
  littleEndian: boolean; // of the samples' payloads too
}

export interface TraceEvent extends EventFormat {
  readonly system: string; // "sched"
}

export function noTracingData(): TracingData {
  return { events: new Map(), littleEndian: true };
}

const WHERE = "TRACING_DATA";
const MAGIC = [0x17, 0x08, 0x44, 0x74, 0x72, 0x61, 0x63, 0x69, 0x6e, 0x67];

/**
 * Adds the events of the section whose bytes begin at `base` of the file. Throws a DecodeError where it is damaged;
 * what came before that has been added.
 */
export function readTracingData(bytes: Uint8Array, base: number, into: TracingData): void {
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) {
    throw new DecodeError("BadMagic", WHERE, base, 'it does not begin with 17 08 44 "tracing"');
  }
  const reader = new BlobReader(bytes, base, MAGIC.length);
  const version = reader.text();
  if (!/^0\.[56]$/.test(version)) {
    throw new DecodeError(
      "Unsupported",
      WHERE,
      base + MAGIC.length,
      `version ${version.slice(0, 16)}, known are 0.5, 0.6`,
    );
  }
  into.littleEndian = reader.u8() === 0;
  reader.littleEndian = into.littleEndian;
  const longBytes = reader.u8() === 4 ? 4 : 8;
  reader.u32(); // page_size
  for (let header = 0; header < 2; header++) {
    reader.text(); // "header_page", "header_event": fields of the ring buffer, which perf does not use
    reader.skip(reader.u64());
  }
  for (let left = reader.u32(); left > 0; left--) reader.skip(reader.u64());
  let damaged: DecodeError | null = null;
  for (let systems = reader.u32(); systems > 0; systems--) {
    const system = reader.text();
    for (let left = reader.u32(); left > 0; left--) {
      const length = reader.u64();
      const offset = reader.offset;
      const text = reader.skip(length);
      const format = length <= TRACING_MAX_FORMAT_BYTES ? parseEventFormat(latin.decode(text), longBytes) : null;
      if (format !== null) into.events.set(format.id, { ...format, system });
      else {
        const detail = `the format of an event of "${system.slice(0, 64)}" (${length} bytes) cannot be read`;
        damaged ??= new DecodeError("Malformed", WHERE, base + offset, detail);
      }
    }
  }
  if (damaged !== null) throw damaged;
}

/** Names in formats are ASCII; anything else must not stop the reading. */
const latin = new TextDecoder("latin1");

/** The section front to back, in the byte order of the machine that wrote it. */
class BlobReader {
  littleEndian = true;
  offset: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #base: number;

  constructor(bytes: Uint8Array, base: number, offset: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#base = base;
    this.offset = offset;
  }

  u8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4), this.littleEndian);
  }

  /** A size: one beyond 2^53 is beyond the section too. */
  u64(): number {
    const at = this.#advance(8);
    const [low, high] = this.littleEndian ? [0, 4] : [4, 0];
    return (
      this.#view.getUint32(at + high, this.littleEndian) * 0x1_0000_0000 +
      this.#view.getUint32(at + low, this.littleEndian)
    );
  }

  /** Up to a NUL. */
  text(): string {
    const end = this.#bytes.indexOf(0, this.offset);
    if (end < 0) throw new DecodeError("Truncated", WHERE, this.#base + this.offset, "a name has no end");
    const text = latin.decode(this.#bytes.subarray(this.offset, end));
    this.offset = end + 1;
    return text;
  }

  skip(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  #advance(length: number): number {
    const left = this.#bytes.length - this.offset;
    if (!(length <= left)) {
      throw new DecodeError("Truncated", WHERE, this.#base + this.offset, `need ${length} bytes, have ${left}`);
    }
    this.offset += length;
    return this.offset - length;
  }
}
