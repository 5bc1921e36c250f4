// A long series of heap profiles: a real one with another time, and with a call site that grows from one to the next
// (github.com/google/pprof/proto/profile.proto). Protobuf messages behind each other are one message.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { Message } from "./bench/makePprof.mjs";

const fields = { sample: 2, location: 4, timeNanos: 9 };
const sampleFields = { locationIds: 1, values: 2 };
const blockBytes = 65536;

/**
 * @param {string} from a heap profile
 * @param {string} folder
 * @param {number} count
 * @param {number} gapS seconds between two
 * @returns {readonly string[]} the paths, in the order of their times
 */
export function writeHeapSeries(from, folder, count, gapS) {
  const profile = gunzipSync(readFileSync(from));
  const { location, startNs, timeless } = parsed(profile);
  return Array.from({ length: count }, (_, index) => {
    const grown = new Message();
    const blocks = index + 1;
    const values = [blocks, blocks * blockBytes, blocks, blocks * blockBytes]; // allocated, in use: objects, bytes
    const sample = new Message();
    sample.content(sampleFields.locationIds, packed([location]));
    sample.content(sampleFields.values, packed(values));
    grown.content(fields.sample, sample);
    grown.int(fields.timeNanos, startNs + index * gapS * 1e9);
    const path = join(folder, `heap-${String(index).padStart(4, "0")}.pb.gz`);
    writeFileSync(path, gzipSync(Buffer.concat([...timeless, grown.bytes.subarray(0, grown.length)]), { level: 1 }));
    return path;
  });
}

/** @param {readonly number[]} numbers */
function packed(numbers) {
  const list = new Message();
  for (const number of numbers) list.varint(number);
  return list;
}

/** The first location's id, the time, and all but the time. @param {Buffer} profile */
function parsed(profile) {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = profile[at++] ?? 0;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  let location = 0;
  let startNs = 0;
  const timeless = [];
  while (at < profile.length) {
    const from = at;
    const key = varint();
    const value = varint();
    if (key === fields.timeNanos * 8) {
      startNs = value;
      continue;
    }
    const end = key % 8 === 2 ? at + value : at;
    if (key === fields.location * 8 + 2 && location === 0) {
      varint(); // the key of the id, which comes first
      location = varint();
    }
    at = end;
    timeless.push(profile.subarray(from, end));
  }
  return { location, startNs, timeless };
}
