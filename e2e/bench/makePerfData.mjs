// Writes a perf.data that `perf record` could have written: one event, one program of four threads, stacks that wander
// as real ones do. The same bytes in every run.
import { closeSync, openSync, writeSync } from "node:fs";

/**
 * @typedef {object} Shape
 * @property {number} sizeBytes the file is at least this long
 * @property {number} depth mean addresses in a call chain
 * @property {number} stackBytes copied of every sample's stack, as --call-graph dwarf does; 0 for none
 * @property {string} [path] what its code was mapped from
 */

// include/uapi/linux/perf_event.h
const cpuClock = { type: 1, config: 0n }; // PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CPU_CLOCK
const fields = { ip: 1, tid: 2, time: 4, callchain: 32, cpu: 128, period: 256, regsUser: 1 << 12, stackUser: 1 << 13 };
const attrFlags = { freq: 1n << 10n, sampleIdAll: 1n << 18n };
const recordType = { comm: 3, sample: 9, mmap2: 10 };
const userMode = 2;
const contextUser = -512n;

const headerBytes = 104;
const attrBytes = 112; // PERF_ATTR_SIZE_VER5
const trailerBytes = 24; // TID, TIME, CPU behind every other record
const regsMask = 0xff0fffn; // what perf record asks for on x86_64
const regsCount = 20;
const bufferBytes = 1 << 22;
const mostSampleBytes = 1 << 16;

const program = { pid: 4000, comm: "busy", path: "/srv/bench/busy", start: 0x400000, length: 0x100000 };
const threadCount = 4;
const functionCount = 2000;
const functionBytes = 256;
const leavesOfFunction = 16; // addresses in it that are sampled
const periodNs = 1_000_000;

/**
 * @param {string} path
 * @param {Shape} shape
 */
export function makePerfData(path, { sizeBytes, depth, stackBytes, path: mapped = program.path }) {
  const file = openSync(path, "w");
  const out = new Records(file);
  try {
    writeSync(file, Buffer.concat([header(0), attr(stackBytes)]));
    out.program(mapped);
    const random = randomNumbers(42);
    const stackCopy = Buffer.from(Array.from({ length: stackBytes }, () => Math.floor(random() * 256)));
    const chains = Array.from({ length: threadCount }, () => /** @type {number[]} */ ([]));
    for (let sample = 0; out.written < sizeBytes; sample++) {
      const thread = sample % threadCount;
      const chain = chains[thread] ?? [];
      wander(chain, depth, random);
      out.sample(thread, sample, chain, stackCopy);
    }
    out.flush();
    writeSync(file, header(out.written), 0, headerBytes, 0);
  } finally {
    closeSync(file);
  }
}

/**
 * The next stack keeps a random part of the callers of the one before; every function calls only a few others.
 * @param {number[]} chain functions, outermost first
 * @param {number} depth
 * @param {() => number} random
 */
function wander(chain, depth, random) {
  chain.length = Math.floor(chain.length * Math.sqrt(random()));
  const want = Math.max(1, Math.round(depth * (0.5 + random())));
  while (chain.length < want) {
    const callee = Math.floor(random() * random() * 4);
    chain.push(((chain.at(-1) ?? 0) * 7 + callee * 13 + chain.length) % functionCount);
  }
  chain.length = want;
}

/** Records behind each other, written out when there are enough of them. */
class Records {
  written = 0;
  #file;
  #buffer = Buffer.alloc(bufferBytes);
  #at = 0;

  /** @param {number} file */
  constructor(file) {
    this.#file = file;
  }

  /**
   * COMM and MMAP2: who runs, and where its code lies.
   * @param {string} path
   */
  program(path) {
    const { pid, comm, start, length } = program;
    this.#record(recordType.comm, 8 + 8 + trailerBytes, 0, (at) => {
      this.#pair(at, pid, pid);
      this.#buffer.write(comm, at + 8);
    });
    const nameBytes = Math.ceil((path.length + 1) / 8) * 8;
    this.#record(recordType.mmap2, 64 + nameBytes + trailerBytes, userMode, (at) => {
      this.#pair(at, pid, pid);
      this.#word(at + 8, start);
      this.#word(at + 16, length);
      this.#pair(at + 56, 5, 2); // PROT_READ | PROT_EXEC, MAP_PRIVATE
      this.#buffer.write(path, at + 64);
    });
  }

  /**
   * @param {number} thread
   * @param {number} number
   * @param {readonly number[]} chain functions, outermost first
   * @param {Buffer} stackCopy
   */
  sample(thread, number, chain, stackCopy) {
    const dumpBytes = stackCopy.length === 0 ? 0 : 8 + regsCount * 8 + 8 + stackCopy.length + 8;
    const ip = addressOf(chain.at(-1) ?? 0, (number % leavesOfFunction) * (functionBytes / leavesOfFunction));
    this.#record(recordType.sample, 40 + 8 + 8 + chain.length * 8 + dumpBytes, userMode, (body) => {
      let at = body;
      this.#word(at, ip);
      this.#pair(at + 8, program.pid, program.pid + thread);
      this.#word(at + 16, 1e9 + number * 1e5);
      this.#pair(at + 24, thread % 2, 0);
      this.#word(at + 32, periodNs);
      this.#word(at + 40, chain.length + 1);
      this.#buffer.writeBigInt64LE(contextUser, at + 48);
      at += 56;
      for (let frame = chain.length - 1; frame >= 0; frame--, at += 8) {
        this.#word(at, frame === chain.length - 1 ? ip : addressOf(chain[frame] ?? 0, 64));
      }
      if (stackCopy.length === 0) return;
      this.#word(at, 2); // PERF_SAMPLE_REGS_ABI_64
      for (let reg = 0; reg < regsCount; reg++) this.#word(at + 8 + reg * 8, 0x7ffc_0000_0000 + reg);
      this.#word(at + 8 + 7 * 8, 0x7ffd_0000_0000); // SP
      this.#word(at + 8 + 8 * 8, ip);
      at += 8 + regsCount * 8;
      this.#word(at, stackCopy.length);
      stackCopy.copy(this.#buffer, at + 8);
      this.#word(at + 8 + stackCopy.length, stackCopy.length);
    });
  }

  flush() {
    writeSync(this.#file, this.#buffer, 0, this.#at);
    this.#at = 0;
  }

  /**
   * @param {number} type
   * @param {number} bodyBytes
   * @param {number} misc
   * @param {(at: number) => void} fill
   */
  #record(type, bodyBytes, misc, fill) {
    if (this.#at + mostSampleBytes > bufferBytes) this.flush();
    const size = 8 + bodyBytes;
    this.#buffer.fill(0, this.#at, this.#at + size);
    this.#buffer.writeUInt32LE(type, this.#at);
    this.#buffer.writeUInt16LE(misc, this.#at + 4);
    this.#buffer.writeUInt16LE(size, this.#at + 6);
    fill(this.#at + 8);
    this.#at += size;
    this.written += size;
  }

  /** @param {number} at @param {number} value below 2^53 */
  #word(at, value) {
    this.#pair(at, value % 2 ** 32, Math.floor(value / 2 ** 32));
  }

  /** @param {number} at @param {number} first @param {number} second */
  #pair(at, first, second) {
    this.#buffer.writeUInt32LE(first, at);
    this.#buffer.writeUInt32LE(second, at + 4);
  }
}

/** @param {number} func @param {number} offset */
function addressOf(func, offset) {
  return program.start + func * functionBytes + offset;
}

/**
 * Names of the functions, for code of no file: tools/perf/Documentation/jit-interface.txt.
 * @param {(func: number) => string} nameOf
 * @returns {{ readonly name: string, readonly text: string }}
 */
export function perfMap(nameOf) {
  const line = (/** @type {number} */ func) =>
    `${addressOf(func, 0).toString(16)} ${functionBytes.toString(16)} ${nameOf(func)}\n`;
  const text = Array.from({ length: functionCount }, (_, func) => line(func)).join("");
  return { name: `perf-${program.pid}.map`, text };
}

/** `struct perf_file_header`. @param {number} dataBytes */
function header(dataBytes) {
  const bytes = Buffer.alloc(headerBytes);
  bytes.write("PERFILE2");
  bytes.writeBigUInt64LE(BigInt(headerBytes), 8);
  const entryBytes = attrBytes + 16;
  [entryBytes, headerBytes, entryBytes, headerBytes + entryBytes, dataBytes].forEach((value, index) => {
    bytes.writeBigUInt64LE(BigInt(value), 16 + index * 8); // attr_size, attrs, data
  });
  return bytes;
}

/** `struct perf_event_attr` and the empty range of its ids. @param {number} stackBytes */
function attr(stackBytes) {
  const bytes = Buffer.alloc(attrBytes + 16);
  const { ip, tid, time, callchain, cpu, period, regsUser, stackUser } = fields;
  const dump = stackBytes === 0 ? 0 : regsUser | stackUser;
  bytes.writeUInt32LE(cpuClock.type, 0);
  bytes.writeUInt32LE(attrBytes, 4);
  bytes.writeBigUInt64LE(cpuClock.config, 8);
  bytes.writeBigUInt64LE(1000n, 16); // Hz
  bytes.writeBigUInt64LE(BigInt(ip | tid | time | callchain | cpu | period | dump), 24);
  bytes.writeBigUInt64LE(attrFlags.freq | attrFlags.sampleIdAll, 40);
  if (stackBytes > 0) bytes.writeBigUInt64LE(regsMask, 80);
  bytes.writeUInt32LE(stackBytes, 88);
  return bytes;
}

/** Numbers in [0, 1), the same in every run. @param {number} seed */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x1_0000_0000;
  };
}
