// A long but valid perf.data: a short one whose data section is repeated (linux/tools/perf
// Documentation/perf.data-file-format.txt, struct perf_header).
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";

const dataOffsetAt = 40; // perf_header.data.offset
const dataSizeAt = 48; // perf_header.data.size
const featuresAt = 72; // perf_header.adds_features, 256 bits: behind the data a perf_file_section for each that is set

/**
 * @param {string} from
 * @param {string} to
 * @param {number} sizeBytes at least this long
 */
export function writeLongPerfData(from, to, sizeBytes) {
  const short = readFileSync(from);
  const offset = Number(short.readBigUInt64LE(dataOffsetAt));
  const size = Number(short.readBigUInt64LE(dataSizeAt));
  const repeats = Math.ceil(sizeBytes / size);
  const data = Buffer.from(short.subarray(offset, offset + size));
  const head = Buffer.from(short.subarray(0, offset));
  head.writeBigUInt64LE(BigInt(size * repeats), dataSizeAt);
  const behind = Buffer.from(short.subarray(offset + size));
  for (let section = 0; section < featureCount(short); section++) {
    const moved = behind.readBigUInt64LE(16 * section) + BigInt(size * (repeats - 1));
    behind.writeBigUInt64LE(moved, 16 * section);
  }
  const file = openSync(to, "w");
  try {
    writeSync(file, head);
    for (let i = 0; i < repeats; i++) writeSync(file, data);
    writeSync(file, behind);
  } finally {
    closeSync(file);
  }
}

/** @param {Buffer} file */
function featureCount(file) {
  let count = 0;
  for (const byte of file.subarray(featuresAt, featuresAt + 32))
    for (let bit = 0; bit < 8; bit++) count += (byte >> bit) & 1;
  return count;
}
