import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { argText } from "../../../../src/analysis/argText";
import type { StackCapture } from "../../../../src/model/capture";
import { bytesSource } from "../../../io/byteSource";
import { assertCaptureIntegrity } from "../../../profile/integrity";
import { perf } from "../index";

const fixture = (name: string): Uint8Array => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));

async function decode(bytes: Uint8Array): Promise<StackCapture> {
  const capture = await perf.decode(bytesSource("test", bytes), { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  assertCaptureIntegrity(capture);
  return capture;
}

type Args = Readonly<Record<string, string>>;

const wide = (hex = ""): string => `0x${BigInt(hex).toString(16).padStart(8, "0")}`;
const bare = (hex = ""): string => hex.slice(2);
const bytesInHex = (array = ""): string => array.replace(/\d+/g, (byte) => `0x${Number(byte).toString(16)}`);

/** What perf script prints of an event's arguments. */
const PRINTED: Readonly<Record<string, (args: Args) => string>> = {
  "demo:take": (a) =>
    `(${bare(a["__probe_ip"])}) tag="${a["tag"]}" size=${a["size"]} delta=${a["delta"]} values={0,0,0} ` +
    `key=${bytesInHex(a["key"])} priority=${a["priority"]} byte=${a["byte"]} low=${a["low"]} job=${a["job"]}`,
  "demo:take__return": (a) => `(${bare(a["__probe_func"])} <- ${bare(a["__probe_ret_ip"])}) sum=${a["sum"]}`,
  "sched:sched_switch": (a) =>
    `prev_comm=${a["prev_comm"]} prev_pid=${a["prev_pid"]} prev_prio=${a["prev_prio"]} prev_state=${a["prev_state"]} ` +
    `==> next_comm=${a["next_comm"]} next_pid=${a["next_pid"]} next_prio=${a["next_prio"]}`,
  "sched:sched_process_exec": (a) => `filename=${a["filename"]} pid=${a["pid"]} old_pid=${a["old_pid"]}`,
  "kmem:mm_page_alloc": (a) =>
    `page=${a["pfn"]} pfn=${a["pfn"]} order=${a["order"]} migratetype=${a["migratetype"]} gfp_flags=${a["gfp_flags"]}`,
  "syscalls:sys_enter_madvise": (a) =>
    `start: ${wide(a["start"])}, len_in: ${wide(a["len_in"])}, behavior: ${wide(a["behavior"])}`,
  "syscalls:sys_enter_mmap": (a) =>
    `addr: ${wide(a["addr"])}, len: ${wide(a["len"])}, prot: ${wide(a["prot"])}, flags: ${wide(a["flags"])}, ` +
    `fd: ${wide(a["fd"])}, off: ${wide(a["off"])}`,
};

/** "tid time event arguments" of every sample. */
function samplesOf({ profiles, perf: facts }: StackCapture): string[] {
  return profiles.flatMap(({ event, startNs, samples, args }) =>
    Array.from({ length: samples.length }, (_, row) => {
      const texts = Object.fromEntries(args.map((arg) => [arg.name, argText(arg, row)]));
      const time = String(startNs + BigInt(samples.time?.[row] ?? 0));
      const tid = facts?.threads[samples.thread?.[row] ?? -1]?.tid;
      return `${tid} ${time.slice(0, -9)}.${time.slice(-9)} ${event} ${PRINTED[event]?.(texts)}`;
    }),
  );
}

function scriptSamples(text: string): string[] {
  return text.split("\n").flatMap((line) => {
    const match = /^\s*\S.*?\s\d+\/(\d+)\s+(\d+\.\d{9}):\s+(\S+:\S+):\s+(.*?)\s*$/.exec(line);
    if (match === null) return [];
    const [, tid, time, event, args = ""] = match;
    return [`${tid} ${time} ${event} ${args.replace("prev_state=R+", "prev_state=R")}`]; // "+" is an argument of its own
  });
}

describe.each([
  ["trace", 287],
  ["trace-pipe", 155],
] as const)("%s.perf.data", (name, count) => {
  it("has every argument of every sample as perf script prints it", async () => {
    const expected = scriptSamples(gunzipSync(fixture(`${name}.script.txt.gz`)).toString());
    const capture = await decode(fixture(`${name}.perf.data`));
    expect(expected.length).toBe(count);
    expect(samplesOf(capture).sort()).toEqual(expected.sort());
    expect(capture.losses).toEqual([]);
  });

  it("has the arguments that the program was probed with, in the order of time", async () => {
    const { profiles } = await decode(fixture(`${name}.perf.data`));
    const { args = [] } = profiles.find(({ event }) => event === "demo:take") ?? {};
    const column = (arg: string): string[] => {
      const found = args.find((one) => one.name === arg);
      return Array.from({ length: 40 }, (_, row) => (found === undefined ? "none" : argText(found, row)));
    };
    const calls = [...Array(40).keys()];
    expect(column("values")).toEqual(calls.map((i) => `{${i},${-i},${i * 1000}}`.replace("-0", "0")));
    expect(column("size")).toEqual(calls.map((i) => String(i * i * 1024 - 3)));
    expect(column("tag").slice(2, 5)).toEqual(["café", "", 'a long tag with spaces, commas = and "quotes"']);
    expect(column("key")[0]).toBe("{1,2,254,0,5,255}");
  });
});

it("tells numbers, addresses, flags and strings apart", async () => {
  const { profiles } = await decode(fixture("trace.perf.data"));
  const kinds = profiles.flatMap(({ event, args }) => args.map(({ name, kind }) => [`${event} ${name}`, kind]));
  expect(Object.fromEntries(kinds)).toMatchObject({
    "demo:take __probe_ip": "address",
    "demo:take tag": "string",
    "demo:take values": "string",
    "demo:take size": "number",
    "demo:take job": "address",
    "sched:sched_switch prev_state": "flags",
    "kmem:mm_page_alloc gfp_flags": "flags",
    "syscalls:sys_enter_madvise start": "address",
    "syscalls:sys_enter_madvise len_in": "number",
    "syscalls:sys_enter_mmap len": "number",
    "syscalls:sys_enter_mmap prot": "address",
  });
});

it("names events by their formats where nothing else does", async () => {
  const bytes = fixture("trace.perf.data").slice();
  new DataView(bytes.buffer).setUint8(72 + 1, (bytes[72 + 1] ?? 0) & ~(1 << 4)); // the bit of EVENT_DESC
  const { perf: facts } = await decode(bytes);
  // Its section is now taken for another's: only the names of tracepoints remain.
  expect(facts?.events.map(({ name }) => name)).toContain("kmem:mm_page_alloc");
  expect(facts?.events.map(({ name }) => name)).toContain("demo:take__return");
});

describe("damaged files", () => {
  it("keeps the samples of a recording that was killed and says what their arguments lack", async () => {
    const bytes = fixture("trace.perf.data").slice();
    const view = new DataView(bytes.buffer);
    const dataEnd = view.getUint32(40, true) + view.getUint32(48, true);
    bytes.fill(0, 48, 56); // data.size
    const { profiles, losses } = await decode(bytes.slice(0, dataEnd));
    expect(profiles.map(({ samples }) => samples.length).reduce((a, b) => a + b)).toBe(287);
    expect(profiles.every(({ args }) => args.length === 0)).toBe(true);
    expect(losses.at(-1)).toMatchObject({ count: 7, first: { where: "TRACING_DATA" } });
  });

  it("leaves out an argument that lies outside the payload, in that sample only", async () => {
    const bytes = fixture("trace.perf.data").slice();
    const text = new TextDecoder("latin1").decode(bytes);
    const patch = (before: string, after: string): void => {
      const at = text.indexOf(before);
      expect(at).toBeGreaterThan(0);
      bytes.set(new TextEncoder().encode(after), at);
    };
    patch("field:s64 size;\toffset:20;\tsize:8", "field:s64 size;\toffset:999;size:8");
    const at = text.indexOf("café".replace("é", "\u00c3\u00a9"));
    const lengthAndOffset = new DataView(bytes.buffer, at - 200, 200);
    let loc = -1; // the __data_loc of that string: length 6, offset 67
    for (let i = 0; i < 196; i++) if (lengthAndOffset.getUint32(i, true) === ((6 << 16) | 67)) loc = at - 200 + i;
    expect(loc).toBeGreaterThan(0);
    new DataView(bytes.buffer).setUint32(loc, (6 << 16) | 0x7000, true);
    const { profiles, losses } = await decode(bytes);
    const [take] = profiles;
    expect(take?.args.find(({ name }) => name === "size")?.values.every(Number.isNaN)).toBe(true);
    expect([...(take?.args.find(({ name }) => name === "tag")?.values.slice(0, 6) ?? [])]).toEqual([0, 1, -1, 2, 3, 0]);
    expect(losses).toMatchObject([{ count: 40, first: { code: "Malformed", where: "SAMPLE RAW" } }]);
    expect(losses[0]?.first.message).toContain("the argument size lies outside the payload");
  });

  it("survives flipped bytes in formats and payloads", async () => {
    for (const name of ["trace.perf.data", "trace-pipe.perf.data"]) {
      const whole = fixture(name);
      const formats = new TextDecoder("latin1").decode(whole).indexOf("\x17\x08Dtracing");
      let seed = 7;
      for (let i = 0; i < 60; i++) {
        const bytes = whole.slice();
        for (let flips = 0; flips < 8; flips++) {
          seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
          const at = i < 40 ? formats + ((seed >>> 4) % 20_000) : (seed >>> 4) % whole.length;
          if (at < whole.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << (flips & 7));
        }
        await decode(bytes).catch((error: unknown) => expect(error).toMatchObject({ name: "DecodeError" }));
      }
    }
  });
});
