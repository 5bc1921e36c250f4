import type { StackDumps } from "../../../src/model/stackDumps";
import type { ByteSource } from "../../io/byteSource";
import { LossLog } from "../../io/lossLog";
import { orderByTime } from "../../profile/sampleColumns";
import { swap16, swap32 } from "./byteSwap";
import { CompressedRecords } from "./compressed";
import { type RecordChunk, type RecordSwap, walkRecords } from "./recordStream";
import { swapSample } from "./recordSwap";
import { sampleLayout } from "./sampleLayout";

/** One record that was asked for: that of `row` of `dumps[profile]`. It is little-endian, and gone after the call. */
export type DumpHandler = (profile: number, row: number, chunk: RecordChunk, at: number, size: number) => void;

/**
 * Reads the records with stack dumps again, all profiles of a capture in one go and in the order of the file, which is
 * not that of the rows. `sources`: the file and its siblings, as they were decoded. Resolves when every record that is
 * still there has been handled.
 */
export async function readDumps(
  sources: readonly ByteSource[],
  dumps: readonly StackDumps[],
  handler: DumpHandler,
  progress: (bytesDone: number) => void,
): Promise<void> {
  const [any] = dumps;
  if (any === undefined) return;
  const wanted = any.streams.map((_, stream) => new WantedRecords(dumps, stream));
  const layouts = dumps.map(({ attr }) => sampleLayout(attr));
  const record = (chunk: RecordChunk, at: number, _type: number, _misc: number, size: number): void => {
    const rows = wanted[chunk.stream];
    if (rows === undefined || !rows.reach(chunk.position + at)) return;
    const layout = layouts[rows.profile];
    if (!any.littleEndian && layout !== undefined) swapSample(chunk.view, at + 8, at + size, layout);
    do handler(rows.profile, rows.row, chunk, at, size);
    while (rows.next());
  };
  const swap: RecordSwap | null = any.littleEndian ? null : swapHeader;
  let before = 0;
  for (const [file, source] of sources.entries()) {
    const plain = any.streams.findIndex((stream) => stream.file === file && !stream.compressed);
    const unpacked = any.streams.findIndex((stream) => stream.file === file && stream.compressed);
    const range = any.streams[plain];
    const isWanted = [plain, unpacked].some((stream) => (wanted[stream]?.length ?? 0) > 0);
    if (range === undefined || !isWanted) continue;
    const compressed = new CompressedRecords(record, new LossLog(), swap, unpacked); // losses are told when decoding
    const reader = {
      record: compressed.handler,
      tracingData() {},
      progress: (offset: number) => progress(before + offset),
    };
    await walkRecords(source, range, reader, swap, plain);
    compressed.finish();
    before += source.size;
  }
}

function swapHeader({ view }: RecordChunk, at: number): void {
  swap32(view, at);
  swap16(view, at + 4);
  swap16(view, at + 6);
}

/** The rows of all profiles whose records are in one stream, by where these are. Group members share one record. */
class WantedRecords {
  readonly length: number;
  profile = 0;
  row = 0;
  readonly #offset: Float64Array;
  readonly #profile: Int32Array;
  readonly #row: Int32Array;
  readonly #order: Int32Array | null;
  #next = 0;

  constructor(dumps: readonly StackDumps[], stream: number) {
    const count = dumps.reduce((sum, dump) => sum + dump.stream.reduce((n, of) => n + Number(of === stream), 0), 0);
    this.length = count;
    this.#offset = new Float64Array(count);
    this.#profile = new Int32Array(count);
    this.#row = new Int32Array(count);
    let at = 0;
    for (const [profile, dump] of dumps.entries()) {
      for (let row = 0; row < dump.offset.length; row++) {
        if (dump.stream[row] !== stream) continue;
        this.#offset[at] = dump.offset[row] as number;
        this.#profile[at] = profile;
        this.#row[at++] = row;
      }
    }
    this.#order = orderByTime(this.#offset);
  }

  /** Whether the record at this place is one of them. Places are asked in ascending order. */
  reach(offset: number): boolean {
    while (this.#offsetOf(this.#next) < offset) this.#next++;
    return this.#take(offset);
  }

  /** The next row of the same record. */
  next(): boolean {
    return this.#take(this.#offsetOf(this.#next - 1));
  }

  #take(offset: number): boolean {
    if (this.#offsetOf(this.#next) !== offset) return false;
    const at = this.#order === null ? this.#next : (this.#order[this.#next] as number);
    this.profile = this.#profile[at] as number;
    this.row = this.#row[at] as number;
    this.#next++;
    return true;
  }

  #offsetOf(place: number): number {
    if (place >= this.length) return Number.NaN;
    return this.#offset[this.#order === null ? place : (this.#order[place] as number)] as number;
  }
}
