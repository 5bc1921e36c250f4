import { DecodeError } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { Cursor } from "../../io/cursor";
import { TRACING_MAX_BYTES } from "../../io/limits";
import { readAttr, readIds } from "./attr";
import { swapAttr } from "./byteSwap";
import { FEATURES } from "./feature";
import type { SeekableHeader } from "./fileHeader";
import type { Recording } from "./recording";

const IDS_RANGE_BYTES = 16;
const FEATURE_ENTRY_BYTES = 16; // struct perf_file_section
const MAX_ATTRS = 1 << 16;
const MAX_FEATURE_BYTES = TRACING_MAX_BYTES; // the longest of those that are read

/** The attrs, each with the range of its ids. */
export async function readAttrs(source: ByteSource, header: SeekableHeader, recording: Recording): Promise<void> {
  const { attrs, attrSize, littleEndian } = header;
  const count = Math.min(Math.floor((attrs.end - attrs.start) / attrSize), MAX_ATTRS);
  for (let i = 0; i < count; i++) {
    const offset = attrs.start + i * attrSize;
    const bytes = await source.read(offset, offset + attrSize);
    if (bytes.length < attrSize) {
      throw new DecodeError(
        "Truncated",
        "perf.data attrs",
        Math.min(offset, source.size),
        `attr ${i} has ${bytes.length} of ${attrSize} bytes`,
      );
    }
    if (!littleEndian) swapAttr(bytes.subarray(0, attrSize - IDS_RANGE_BYTES));
    const attr = readAttr(bytes, attrSize - IDS_RANGE_BYTES, offset);
    const where = "perf.data attr ids";
    const range = new Cursor(bytes.subarray(attrSize - IDS_RANGE_BYTES), where, offset, littleEndian);
    const idsStart = range.i64();
    const ids = new Cursor(await source.read(idsStart, idsStart + range.i64()), where, idsStart, littleEndian);
    recording.events.add(attr, readIds(ids));
  }
  recording.eventsChanged();
}

/** The table behind the data: {offset, size} for every feature bit that is set, in ascending order. */
export async function readFeatures(source: ByteSource, header: SeekableHeader, recording: Recording): Promise<void> {
  const { littleEndian } = header;
  const tableStart = header.data.end;
  const table = await source.read(tableStart, tableStart + header.features.length * FEATURE_ENTRY_BYTES);
  if (table.length < header.features.length * FEATURE_ENTRY_BYTES) {
    const detail = "the table of features (event names, build ids, host) is cut off or missing";
    const offset = Math.min(tableStart, source.size);
    recording.losses.add(new DecodeError("Truncated", "perf.data feature table", offset, detail).failure);
    return;
  }
  const ranges = new Cursor(table, "perf.data feature table", tableStart, littleEndian);
  for (const bit of header.features) {
    try {
      const start = ranges.i64();
      const size = ranges.i64();
      const feature = FEATURES[bit];
      if (feature === undefined) continue;
      const where = `perf.data feature ${feature.name}`;
      if (start > source.size) {
        throw new DecodeError(
          "Truncated",
          where,
          source.size,
          `lies behind the end of the file, at 0x${start.toString(16)}`,
        );
      }
      const body = await source.read(start, Math.min(start + Math.min(size, MAX_FEATURE_BYTES), source.size));
      feature.read(new Cursor(body, where, start, littleEndian), recording.metadata, start);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      recording.losses.add(error.failure); // a damaged feature costs a name or a figure, never the samples
    }
  }
}
