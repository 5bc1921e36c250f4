import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { StackDumps } from "../../../src/model/stackDumps";
import { oneDump } from "../../../src/model/stackDumps";
import { bytesSource } from "../../io/byteSource";
import { perf } from "./index";
import { sampleRegisters } from "./sampleRegisters";

function bytesOf(name: string): Uint8Array {
  return new Uint8Array(gunzipSync(readFileSync(new URL(`./fixtures/${name}`, import.meta.url))));
}

/** The dumps of a capture's first profile that has any, with its samples' times. */
async function opened(name: string) {
  const source = bytesSource(name, bytesOf(name));
  const capture = await perf.decode(source, { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  const profile = capture.profiles.find(({ dumps }) => dumps !== null);
  if (profile?.dumps == null) throw new Error("no dumps");
  const { startNs, samples } = profile;
  const times = Array.from(samples.time ?? [], (time) => startNs + BigInt(time));
  return { source, arch: capture.arch, dumps: profile.dumps, times };
}

const hex = (value: bigint | undefined): string => `0x${(value ?? 0n).toString(16).padStart(16, "0")}`;

describe("the registers of a sample", () => {
  it("of x86_64 are those of perf report -D, by name", async () => {
    const { source, arch, dumps, times } = await opened("go-dwarf.perf.data.gz");
    const row = times.indexOf(5485889774502n);
    const found = await sampleRegisters([source], oneDump(dumps, row), arch);
    expect(found?.registers.map(({ name }, i) => `${name} ${hex(found.values[i])}`)).toEqual(X86_64);
  });

  it.each([0, 1, 57])("of SW64 begin and end as in perf report -D, sample %i", async (line) => {
    const oracle = gunzipSync(readFileSync(new URL("./fixtures/sw64-chan.dumps.tsv.gz", import.meta.url))).toString();
    const [time = "", first, last, count] = (oracle.split("\n")[line] ?? "").split("\t");
    const { source, arch, dumps, times } = await opened("sw64-chan.perf.data.gz");
    const found = await sampleRegisters([source], oneDump(dumps, times.indexOf(BigInt(time))), arch);
    expect(found?.registers.length).toBe(Number(count));
    expect([hex(found?.values[0]), hex(found?.values.at(-1))]).toEqual([first, last]);
    expect(found?.registers.map(({ name }) => name).join(" ")).toBe(
      "v0 t0 t1 t2 t3 t4 t5 t6 t7 s0 s1 s2 s3 s4 s5 fp a0 a1 a2 a3 a4 a5 t8 t9 t10 t11 ra pv at gp sp pc",
    );
    expect(found?.registers[26]).toEqual({ name: "ra", role: "return-address" });
  });

  it("of a processor that is not known are none", async () => {
    const { source, dumps } = await opened("go-dwarf.perf.data.gz");
    expect(await sampleRegisters([source], oneDump(dumps, 0), "riscv64")).toBeNull();
  });

  it("of a record that is gone are none", async () => {
    const { source, arch, dumps } = await opened("go-dwarf.perf.data.gz");
    const cut: StackDumps = { ...oneDump(dumps, 0), offset: Float64Array.of(source.size + 8) };
    expect(await sampleRegisters([source], cut, arch)).toBeNull();
  });
});

// perf report -D, the sample at 5485.889774502
const X86_64 = [
  "rax 0x0000000000000000",
  "rbx 0x00000000005e5b40",
  "rcx 0x0000000000000000",
  "rdx 0x0000000000000000",
  "rsi 0x0000000000000000",
  "rdi 0x0000000000000000",
  "rbp 0x000000c00006cd80",
  "rsp 0x00007ffc4a489db0",
  "rip 0x0000000000477320",
  "eflags 0x0000000000000246",
  "cs 0x0000000000000033",
  "ss 0x000000000000002b",
  "r8 0x0000000000000000",
  "r9 0x0000000000000000",
  "r10 0x0000000000000000",
  "r11 0x0000000000000000",
  "r12 0x000000c00006cd70",
  "r13 0x000000000000001f",
  "r14 0x000000c000002380",
  "r15 0x000000c0000745a0",
];
