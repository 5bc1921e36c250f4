import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import type { HeapDumpCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import type { HeapDump } from "../../../src/model/heapDump";
import { bytesSource } from "../../io/byteSource";
import type { DecodeContext } from "../format";
import { heapdump } from "./index";

const FIXTURES = join(import.meta.dirname, "fixtures");
const VERSIONS = ["1.19", "1.22", "1.23", "1.24", "1.26", "1.27", "1.24-pie"];
const context: DecodeContext = { progress: () => undefined };

const bytesOf = (name: string): Uint8Array => gunzipSync(readFileSync(join(FIXTURES, `${name}.dump.gz`)));
const oracleOf = (name: string) => JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), "utf8"));

async function decode(bytes: Uint8Array): Promise<HeapDumpCapture> {
  const capture = await heapdump.decode(bytesSource("x", bytes), context);
  if (capture.kind !== "go-heapdump") throw new Error(capture.kind);
  return capture;
}

it.each(VERSIONS)("counts what another reader counts in a dump of Go %s", async (version) => {
  const { facts, losses, dump } = await decode(bytesOf(`leak${version}`));
  const oracle = oracleOf(`leak${version}`);
  const { tags } = oracle;
  expect(losses).toEqual([]);
  expect(facts).toMatchObject({
    complete: true,
    go_version: expect.stringContaining(`go${version.slice(0, 4)}.`),
    objects: oracle.objects,
    bytes: oracle.bytes,
    pointers: oracle.edges,
    goroutines: tags[4],
    frames: tags[5],
    threads: tags[9],
    interface_types: tags[3],
    finalizers: tags[7],
    memstats_alloc: oracle.alloc,
    profile_stacks: tags[16],
    profile_samples: tags[17],
  });
  expect(dump.pointers.length).toBe(oracle.roots);
  expect(dump.objects.noscan.reduce((sum, noscan) => sum + noscan, 0)).toBe(oracle.noscan);
  assertIntegrity(dump);
});

it("has the objects of Go 1.19 add up to MemStats.Alloc, and those of later ones to no less", async () => {
  for (const version of VERSIONS) {
    const { facts } = await decode(bytesOf(`leak${version}`));
    const surplus = Number(facts["bytes"]) - Number(facts["memstats_alloc"]);
    if (version === "1.19") expect(surplus).toBe(0);
    else expect(surplus).toBeLessThan(16384); // dead slots that isFree of Go 1.20 and later takes for live ones
    expect(surplus).toBeGreaterThanOrEqual(0);
  }
});

it("knows goroutines, their frames and where objects were allocated", async () => {
  const { dump } = await decode(bytesOf("leak1.24"));
  const { goroutines, frames, strings, profile, objects } = dump;
  const [hold] = Array.from(frames.func, (func, row) => (strings[func] === "main.hold" ? row : -1)).filter(
    (r) => r >= 0,
  );
  const goroutine = frames.goroutine[hold as number] as number;
  expect(strings[goroutines.waitReason[goroutine] as number]).toBe("chan receive");
  expect(goroutines.status[goroutine]).toBe(4); // _Gwaiting
  const truth = truthOf("leak1.24");
  const session = objects.address.indexOf(truth["one_session"] as number);
  expect(objects.bytes[session]).toBe(truth["session_bytes"]);
  const bucket = profile.sampleBucket[profile.sampleObject.indexOf(session)] as number;
  const leaf = profile.frame[bucket] as number;
  expect(strings[profile.func[leaf] as number]).toBe("main.newSession");
  expect(strings[profile.file[leaf] as number]).toMatch(/leak\.go$/);
  expect(profile.allocs[bucket]).toBe(1000);
  const targets = objects.target.subarray(objects.edge[session], objects.edge[session + 1]);
  expect(Array.from(targets, (row) => objects.address[row])).toEqual([truth["one_payload"]]);
});

it("keeps what Go 1.27 wrote before it died in the goroutines", async () => {
  const { dump, losses, facts } = await decode(bytesOf("crash1.27"));
  const oracle = oracleOf("crash1.27");
  expect(facts).toMatchObject({
    complete: false,
    objects: oracle.objects,
    bytes: oracle.bytes,
    pointers: oracle.edges,
  });
  expect(losses).toHaveLength(1);
  expect(losses[0]?.first).toMatchObject({ code: "Truncated", where: "heap dump" });
  expect(dump.data).toBeNull();
  assertIntegrity(dump);
});

it("keeps no content: what a string on the heap says is nowhere in the capture", async () => {
  const secret = "hunter2-hunter2-hunter2";
  const bytes = dumpOf([...object(0x1000, new TextEncoder().encode(secret), [])]);
  const { dump } = await decode(bytes);
  expect(dump.objects.bytes[0]).toBe(secret.length);
  expect(JSON.stringify(dump)).not.toContain("hunter2");
});

it("reads big-endian dumps with pointers of four bytes", async () => {
  const bytes = dumpOf([
    ...[6, 1, 4, 0, 0, ...text("mips"), ...text("go1.24"), 1],
    ...object(0x1000, [0, 0, 0, 0, 0, 0, 0x20, 4], [4]),
    ...object(0x2000, new Uint8Array(16), []),
  ]);
  const { dump, arch } = await decode(bytes);
  expect(arch).toBe("mips");
  expect([...dump.objects.edge]).toEqual([0, 1, 1]);
  expect([...dump.objects.target]).toEqual([1]);
});

it("reads the pointers of an object that is longer than what is read at once", async () => {
  const size = 5 << 20;
  const contents = new Uint8Array(size);
  new DataView(contents.buffer).setBigUint64(8, 0x2008n, true);
  new DataView(contents.buffer).setBigUint64(size - 8, 0x2000n, true);
  const { dump, losses } = await decode(
    dumpOf([...object(0x100_0000, contents, [8, 16, size - 8]), ...object(0x2000, new Uint8Array(16), [])]),
  );
  expect(losses).toEqual([]);
  expect([...dump.objects.address]).toEqual([0x2000, 0x100_0000]);
  expect([...dump.objects.target]).toEqual([0, 0]);
});

it.each([
  ["an unknown record", [...object(0x1000, [], []), 99], "Malformed", /tag 99/],
  ["an unknown kind of field", [1, 0x10, 8, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0], "Malformed", /kind 2/],
  ["a length beyond the file", [1, 0x10, 0xff, 0xff, 3], "Truncated", /65535 bytes are said to follow/],
  ["pointers of a size that no port has", [6, 0, 3, 0, 0, 0, 0, 1], "Malformed", /3 bytes/],
  ["a frame without a goroutine", [5, 0, 0, 0, 0, 0, 0, 0, 0, 0], "Malformed", /before any goroutine/],
  ["no end", [...object(0x1000, [], [])], "Truncated", /before its record EOF/],
])("says what is wrong with %s", async (_, records, code, message) => {
  const bytes = Uint8Array.from([...HEADER, ...object(0x9000, [0], []), ...records]);
  const { losses, dump } = await decode(bytes);
  expect(losses).toHaveLength(1);
  expect(losses[0]?.first.code).toBe(code);
  expect(losses[0]?.first.message).toMatch(message);
  expect(dump.objects.address).toContain(0x9000);
});

it("refuses a dump without a single object", async () => {
  await expect(decode(Uint8Array.from([...HEADER, 0]))).rejects.toThrow(DecodeError);
});

it("survives 100 cuts: the more of the file, the more objects", async () => {
  const bytes = bytesOf("leak1.24");
  let most = 0;
  for (let i = 1; i <= 100; i++) {
    const dump = await survived(bytes.subarray(0, Math.floor((i * bytes.length) / 100) - 1));
    const objects = dump?.objects.length ?? 0;
    expect(objects).toBeGreaterThanOrEqual(most);
    expect(dump?.isComplete ?? false).toBe(false);
    most = objects;
  }
  expect(most).toBe(oracleOf("leak1.24").objects);
});

it("survives 150 flipped bytes", async () => {
  const bytes = bytesOf("leak1.24");
  let state = 7;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let decoded = 0;
  for (let i = 0; i < 150; i++) {
    const damaged = bytes.slice();
    // Half of them in the first records and in the last ones, where structure is dense.
    const at = i % 2 === 0 ? random(bytes.length) : bytes.length - 1 - random(150_000);
    damaged[at] = (damaged[at] as number) ^ (1 + random(255));
    if ((await survived(damaged)) !== null) decoded++;
  }
  expect(decoded).toBeGreaterThan(75);
});

async function survived(bytes: Uint8Array): Promise<HeapDump | null> {
  try {
    const { dump } = await decode(bytes);
    assertIntegrity(dump);
    return dump;
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}

/** Columns of equal length, every row number in its table, objects by address. */
function assertIntegrity(dump: HeapDump): void {
  const { objects, pointers, goroutines, frames, finalizers, profile, strings } = dump;
  const inRange = (column: ArrayLike<number>, length: number, least = 0) => {
    for (let i = 0; i < column.length; i++) {
      const row = column[i] as number;
      if (!(row >= least && row < length)) throw new Error(`row ${row} of ${length} at ${i}`);
    }
  };
  const lengths = [objects.address, objects.bytes, objects.noscan].map(({ length }) => length);
  expect(new Set(lengths)).toEqual(new Set([objects.length]));
  expect(objects.address.every((address, row) => row === 0 || address >= (objects.address[row - 1] as number))).toBe(
    true,
  );
  expect(objects.edge).toHaveLength(objects.length + 1);
  expect(objects.edge[objects.length]).toBe(objects.target.length);
  inRange(objects.target, objects.length);
  for (const column of [pointers.kind, pointers.holder, pointers.offset, pointers.target])
    expect(column).toHaveLength(pointers.length);
  inRange(pointers.target, objects.length);
  for (const column of [
    goroutines.status,
    goroutines.id,
    goroutines.waitReason,
    goroutines.thread,
    goroutines.isSystem,
  ])
    expect(column).toHaveLength(goroutines.length);
  inRange(goroutines.waitReason, strings.length);
  inRange(frames.goroutine, goroutines.length);
  inRange(frames.func, strings.length);
  inRange(finalizers.object, objects.length, -1);
  inRange(finalizers.func, objects.length, -1);
  expect(finalizers.object).toHaveLength(finalizers.length);
  expect(profile.frame).toHaveLength(profile.buckets + 1);
  inRange(profile.frame, profile.func.length + 1);
  inRange(profile.func, strings.length);
  inRange(profile.file, strings.length);
  inRange(profile.sampleObject, objects.length);
  inRange(profile.sampleBucket, profile.buckets);
  expect(profile.sampleBucket).toHaveLength(profile.samples);
}

function truthOf(name: string): Record<string, number> {
  const lines = readFileSync(join(FIXTURES, `${name}.txt`), "utf8")
    .trim()
    .split("\n");
  return Object.fromEntries(lines.map((line) => line.split(" ")).map(([key, value]) => [key, Number(value)]));
}

const HEADER = new TextEncoder().encode("go1.7 heap dump\n");

function dumpOf(records: readonly number[]): Uint8Array {
  return Uint8Array.from([...HEADER, ...records, 0]);
}

/** Record 1 with pointers at these offsets. */
function object(address: number, contents: ArrayLike<number>, offsets: readonly number[]): number[] {
  const parts = [1, ...varint(address), ...varint(contents.length)];
  for (let i = 0; i < contents.length; i++) parts.push(contents[i] as number);
  for (const offset of offsets) parts.push(1, ...varint(offset));
  parts.push(0);
  return parts;
}

function text(value: string): number[] {
  return [value.length, ...new TextEncoder().encode(value)];
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return [...bytes, left];
}
