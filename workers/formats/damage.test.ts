import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import type { Capture } from "../../src/model/capture";
import { DecodeError } from "../../src/model/decodeError";
import { bytesSource } from "../io/byteSource";
import { damaged } from "./perf/testing/damage";
import { formats } from "./registry";

/*
 * Every kind of file, damaged: whichever format then recognises it gives a capture whose losses name a place in the
 * file, or throws a DecodeError that does, and comes to an end. What a format promises beyond that is in its own tests.
 */
const CUTS = 20;
const FLIPS = 40;
/** As much of a file as the page shows to `recognises`. */
const HEAD_BYTES = 65536;

const CALLERS = "arch,sample,depth,truncated_512,full_depth,median_abs_pc_minus_entry,sp\n";

/** A whole file of each format. */
const WHOLE: Readonly<Record<string, string | Uint8Array>> = {
  perf: "perf/fixtures/cpu-fp.perf.data",
  elf: "../object/elf/fixtures/small.d5.o",
  "go-heapdump": "heapdump/fixtures/leak1.27.dump.gz",
  "go-trace": "gotrace/fixtures/leak-1.27.trace",
  pprof: "pprof/fixtures/map-heap.pb.gz",
  symbols: "../symbolize/fixtures/kallsyms.cut.txt",
  memory: "memory/fixtures/smaps.txt.gz",
  "node-memory": "nodeMemory/fixtures/numa_maps-two-nodes.txt",
  pagemap: "pagemap/fixtures/pages.pagemap.txt.gz",
  gctrace: "gctrace/fixtures/gctrace.txt",
  escape: "escape/fixtures/leakd-m.txt",
  "harness-csv": utf8(`${CALLERS}${"sw64,0,512,true,978,528,0xc0018a0c0\n".repeat(20)}`),
  script: "script/fixtures/cpu-fp.default.txt.gz",
  "goroutine-text": "goroutines/fixtures/states-panic.txt.gz",
  addresses: utf8("# of a crash\nleakd 0x473208\nlibc.so.6+0x9b5f4\n"),
  folded: utf8("main;handle;work 12\nmain;idle 3\n".repeat(20)),
  source: utf8("package main\n\nfunc main() {}\n"),
};

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function bytesOf(whole: string | Uint8Array): Uint8Array {
  if (typeof whole !== "string") return whole;
  const bytes = readFileSync(new URL(whole, import.meta.url));
  return new Uint8Array(/\.(txt|dump)\.gz$/.test(whole) ? gunzipSync(bytes) : bytes); // the page unpacks those first
}

function decode(bytes: Uint8Array, name: string): Promise<Capture> | null {
  const head = bytes.subarray(0, HEAD_BYTES);
  const format = formats.find((each) => each.recognises(head, name));
  return format?.decode(bytesSource(name, bytes), { progress: () => undefined }) ?? null;
}

it("has a whole file of every format", () => {
  expect(Object.keys(WHOLE).sort()).toEqual(formats.map(({ id }) => id).sort());
});

it.each(formats.map(({ id }) => id))("%s, cut and changed", async (id) => {
  const whole = bytesOf(WHOLE[id] ?? "");
  const name = id === "source" ? "main.go" : "x";
  expect(await decode(whole, name)).toMatchObject({ kind: id, losses: [] });
  for (const { what, bytes } of damaged(whole, CUTS, FLIPS)) {
    for (const { where, offset } of await failures(bytes, name)) {
      expect(where, what).not.toBe("");
      expect(offset, what).toSatisfy((at: number) => at >= 0 && at < Number.MAX_SAFE_INTEGER);
    }
  }
});

async function failures(bytes: Uint8Array, name: string) {
  try {
    return (await decode(bytes, name))?.losses.map(({ first }) => first) ?? [];
  } catch (error) {
    if (error instanceof DecodeError) return [error.failure];
    throw error;
  }
}
