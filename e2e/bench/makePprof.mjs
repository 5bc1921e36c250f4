// Writes a deterministic pprof CPU profile for speed measurements:
//   node e2e/bench/makePprof.mjs FILE [SAMPLES] [DEPTH] [LOCATIONS]
// The defaults give 500,000 samples with 15 million location references, 47 MB. A name that ends in .gz is gzipped.
// Stacks wander as real ones do: the next keeps a random part of the callers of the one before, and every function
// calls only a few others.
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

/** A protobuf message that grows. */
export class Message {
  bytes = Buffer.alloc(1 << 16);
  length = 0;

  /** @param {number} count */
  reserve(count) {
    if (this.length + count <= this.bytes.length) return;
    const grown = Buffer.alloc(Math.max(2 * this.bytes.length, this.length + count));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }

  /** @param {number} value */
  varint(value) {
    this.reserve(10);
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 128)) this.bytes[this.length++] = (rest % 128) | 0x80;
    this.bytes[this.length++] = rest;
  }

  /** @param {number} field @param {number} value */
  int(field, value) {
    this.varint(field * 8);
    this.varint(value);
  }

  /** @param {number} field @param {Message | Buffer} content */
  content(field, content) {
    const [bytes, length] = content instanceof Message ? [content.bytes, content.length] : [content, content.length];
    this.varint(field * 8 + 2);
    this.varint(length);
    this.reserve(length);
    bytes.copy(this.bytes, this.length, 0, length);
    this.length += length;
  }
}

/** Numbers in [0, 1), the same in every run. @param {number} seed */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

/** @param {number} samples @param {number} depth mean frames per stack @param {number} locations */
export function makePprof(samples, depth, locations) {
  const random = randomNumbers(42);
  const profile = new Message();
  /** @type {string[]} */
  const strings = [""];
  /** @param {string} text */
  const string = (text) => strings.push(text) - 1;
  const sub = new Message();
  /** @param {number} field @param {[number, number][]} fields */
  const message = (field, fields) => {
    sub.length = 0;
    for (const [number, value] of fields) sub.int(number, value);
    profile.content(field, sub);
  };

  const [count, nanoseconds] = [string("count"), string("nanoseconds")];
  const [cpu, samplesName] = [string("cpu"), string("samples")];
  message(1, [
    [1, samplesName],
    [2, count],
  ]);
  message(1, [
    [1, cpu],
    [2, nanoseconds],
  ]);

  const sample = new Message();
  const packed = new Message();
  /** @type {number[]} */
  const stack = [];
  for (let i = 0; i < samples; i++) {
    stack.length = Math.floor(stack.length * Math.sqrt(random()));
    const want = Math.max(2, Math.round(depth * (0.5 + random())));
    while (stack.length < want) {
      const caller = stack.at(-1) ?? 0;
      const callee = Math.floor(random() * random() * 4);
      stack.push(1 + ((caller * 7 + callee * 13 + stack.length) % locations));
    }
    if (stack.length > want) stack.length = want;
    sample.length = 0;
    packed.length = 0;
    for (let frame = stack.length - 1; frame >= 0; frame--) packed.varint(stack[frame] ?? 0);
    sample.content(1, packed);
    packed.length = 0;
    const hits = 1 + Math.floor(random() * 3);
    packed.varint(hits);
    packed.varint(hits * 10_000_000);
    sample.content(2, packed);
    profile.content(2, sample);
  }

  const file = string("/usr/local/bin/server");
  const buildId = string("00112233445566778899aabbccddeeff00112233");
  message(3, [
    [1, 1],
    [2, 0x400000],
    [3, 0x4000000],
    [4, 0x1000],
    [5, file],
    [6, buildId],
    [7, 1],
  ]);
  const line = new Message();
  for (let id = 1; id <= locations; id++) {
    sub.length = 0;
    sub.int(1, id);
    sub.int(2, 1);
    sub.int(3, 0x400000 + id * 96);
    for (const func of id % 5 === 0 ? [(id % locations) + 1, id] : [id]) {
      line.length = 0;
      line.int(1, func);
      line.int(2, 10 + (id % 900));
      sub.content(4, line);
    }
    profile.content(4, sub);
  }
  for (let id = 1; id <= locations; id++) {
    const name = string(`example.com/server/pkg${id % 97}.(*Type${id % 29}).method${id}`);
    message(5, [
      [1, id],
      [2, name],
      [3, name],
      [4, string(`/src/server/pkg${id % 97}/file${id % 13}.go`)],
    ]);
  }
  for (const text of strings) profile.content(6, Buffer.from(text));
  profile.int(9, 1_700_000_000_000_000_000);
  profile.int(10, 30_000_000_000);
  message(11, [
    [1, cpu],
    [2, nanoseconds],
  ]);
  profile.int(12, 10_000_000);
  return profile.bytes.subarray(0, profile.length);
}

const [, script, path, samples = "500000", depth = "30", locations = "41000"] = process.argv;
if (script !== undefined && import.meta.url === pathToFileURL(script).href) {
  if (path === undefined) throw new Error("usage: node e2e/bench/makePprof.mjs FILE [SAMPLES] [DEPTH] [LOCATIONS]");
  const bytes = makePprof(Number(samples), Number(depth), Number(locations));
  writeFileSync(path, path.endsWith(".gz") ? gzipSync(bytes) : bytes);
  console.log(`${path}: ${bytes.length} bytes, ${samples} samples`);
}
