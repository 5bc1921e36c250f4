// Writes a perf.data of samples without call chains: one program, one mapped library, one sample for each address.
import { writeFileSync } from "node:fs";

/**
 * @typedef {object} Capture
 * @property {string} path of the library
 * @property {string} buildId hex
 * @property {number} segment its executable segment: address as the file states it, the same as its place in the file
 * @property {number} segmentBytes
 * @property {readonly number[]} addresses as the file states them
 */

const base = 0x7f00_0000_0000;
const pageBytes = 4096;
const fields = { ip: 1n, tid: 2n, time: 4n, period: 256n }; // include/uapi/linux/perf_event.h
const recordType = { comm: 3, sample: 9, mmap2: 10 };
const userMode = 2;
const hasBuildId = 1 << 14; // PERF_RECORD_MISC_MMAP_BUILD_ID
const headerBytes = 104;
const attrBytes = 112; // PERF_ATTR_SIZE_VER5
const pid = 4000;

/**
 * @param {string} path
 * @param {Capture} capture
 */
export function makeAddressCapture(path, capture) {
  const records = [comm("java"), mapping(capture), ...capture.addresses.map(sample)];
  const data = Buffer.concat(records);
  writeFileSync(path, Buffer.concat([header(data.length), attr(), data]));
}

/** @param {string} name */
function comm(name) {
  return record(recordType.comm, 0, [words(pid, pid), text(name)]);
}

/** @param {Capture} capture */
function mapping({ path, buildId, segment, segmentBytes }) {
  const start = Math.floor(segment / pageBytes) * pageBytes;
  const id = Buffer.from(buildId, "hex");
  const place = Buffer.alloc(24);
  [base + start, Math.ceil((segmentBytes + segment - start) / pageBytes) * pageBytes, start].forEach((value, index) => {
    place.writeBigUInt64LE(BigInt(value), index * 8);
  });
  const idField = Buffer.alloc(24);
  idField[0] = id.length;
  id.copy(idField, 4);
  return record(recordType.mmap2, userMode | hasBuildId, [words(pid, pid), place, idField, words(5, 2), text(path)]);
}

/**
 * @param {number} address
 * @param {number} index
 */
function sample(address, index) {
  const body = Buffer.alloc(32);
  body.writeBigUInt64LE(BigInt(base + address), 0);
  words(pid, pid).copy(body, 8);
  body.writeBigUInt64LE(BigInt(1e9 + index * 1e6), 16);
  body.writeBigUInt64LE(1_000_000n, 24);
  return record(recordType.sample, userMode, [body]);
}

/**
 * @param {number} type
 * @param {number} misc
 * @param {readonly Buffer[]} parts
 */
function record(type, misc, parts) {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(type, 0);
  head.writeUInt16LE(misc, 4);
  head.writeUInt16LE(8 + body.length, 6);
  return Buffer.concat([head, body]);
}

/** @param {...number} values */
function words(...values) {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => {
    bytes.writeUInt32LE(value, 4 * index);
  });
  return bytes;
}

/** A NUL-terminated string, padded to 8 bytes. @param {string} value */
function text(value) {
  const bytes = Buffer.alloc(Math.ceil((value.length + 1) / 8) * 8);
  bytes.write(value);
  return bytes;
}

/** `struct perf_file_header`. @param {number} dataBytes */
function header(dataBytes) {
  const bytes = Buffer.alloc(headerBytes);
  bytes.write("PERFILE2");
  const entryBytes = attrBytes + 16;
  [headerBytes, entryBytes, headerBytes, entryBytes, headerBytes + entryBytes, dataBytes].forEach((value, index) => {
    bytes.writeBigUInt64LE(BigInt(value), 8 + index * 8); // size, attr_size, attrs, data
  });
  return bytes;
}

/** `struct perf_event_attr` of cpu-clock at 1000 Hz, and the empty range of its ids. */
function attr() {
  const bytes = Buffer.alloc(attrBytes + 16);
  bytes.writeUInt32LE(1, 0); // PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CPU_CLOCK
  bytes.writeUInt32LE(attrBytes, 4);
  bytes.writeBigUInt64LE(1000n, 16);
  bytes.writeBigUInt64LE(fields.ip | fields.tid | fields.time | fields.period, 24);
  bytes.writeBigUInt64LE(1n << 10n, 40); // freq
  return bytes;
}
