import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StackCapture } from "../../../../src/model/capture";
import { bytesSource } from "../../../io/byteSource";
import { assertCaptureIntegrity } from "../../../profile/integrity";
import { formats } from "../../registry";
import { pprof } from "../index";

const folder = new URL("fixtures/", import.meta.url);
const names = readdirSync(folder).filter((name) => !/README|\.raw\./.test(name));
const read = (name: string): Uint8Array => readFileSync(new URL(name, folder));

async function decode(bytes: Uint8Array): Promise<StackCapture> {
  const capture = await pprof.decode(bytesSource("legacy", bytes), { progress: () => undefined });
  if (capture.kind !== "pprof") throw new Error(capture.kind);
  assertCaptureIntegrity(capture);
  return capture;
}

/** A line per sample: its values, addresses in the process, and the label "bytes" as `-raw` prints them. */
function samplesOf({ profiles, stacks, codes, mappings }: StackCapture): string[] {
  const [{ samples, args }] = profiles;
  const avma = (code: number): string => {
    const mapping = mappings.find(({ module }) => module === codes.module[code]);
    const { start = 0, fileOffset = 0 } = mapping ?? {};
    return `0x${(codes.address[code] - fileOffset + start).toString(16)}`;
  };
  return Array.from(samples.stack, (leaf, sample) => {
    const addresses: string[] = [];
    for (let row = leaf; row >= 0; row = stacks.prefix[row]) addresses.push(avma(stacks.frame[row]));
    const bytes = args.find(({ name }) => name === "bytes")?.values[sample];
    const values = profiles.map((profile) => profile.samples.weight[sample]);
    return `${values.join(" ")}: ${addresses.join(" ")}${bytes === undefined || Number.isNaN(bytes) ? "" : ` bytes ${bytes}`}`;
  }).sort();
}

function printed(raw: string): { readonly samples: string[]; readonly types: string; readonly period: string } {
  const address = new Map([...raw.matchAll(/^ +(\d+): (0x[0-9a-f]+)/gm)].map(([, id, at]) => [id, at]));
  const samples = [...raw.matchAll(/^ +(-?\d+(?: +-?\d+)*): ([\d ]+)\n(?: +bytes:\[(\d+)\])?/gm)].map(
    ([, values = "", ids = "", bytes]) => {
      const stack = ids
        .trim()
        .split(" ")
        .map((id) => address.get(id));
      return `${values.split(/ +/).join(" ")}: ${stack.join(" ")}${bytes === undefined ? "" : ` bytes ${bytes}`}`;
    },
  );
  const [, types = ""] = /^Samples:\n(.*)$/m.exec(raw) ?? [];
  return {
    samples: samples.sort(),
    types: types.replace("[dflt]", "").trim(),
    period: /^Period: (.*)/m.exec(raw)?.[1] ?? "",
  };
}

describe.each(names)("%s", (name) => {
  it("is told from other files and has the samples that go tool pprof -raw prints", async () => {
    const bytes = read(name);
    expect(formats.find((format) => format.recognises(bytes.subarray(0, 65536)))?.id).toBe("pprof");
    const capture = await decode(bytes);
    const oracle = printed(readFileSync(new URL(name.replace(/\.\w+$/, ".raw.txt"), folder), "utf8"));
    expect(oracle.samples.length).toBeGreaterThan(0);
    // pprof drops samples of nothing, and says "bytes:[0]" of none
    const samples = samplesOf(capture).filter((sample) => !/^(0 ?)+:/.test(sample));
    expect(samples).toEqual(oracle.samples);
    expect(capture.facts["sample_types"]).toEqual(oracle.types.split(" "));
    expect(String(capture.pprof?.period)).toBe(oracle.period);
    expect(capture.losses).toEqual([]);
  });
});

it("a gzipped dump is the same", async () => {
  const zipped = new Uint8Array(gzipSync(read("goroutine.txt")));
  expect(pprof.recognises(zipped)).toBe(true);
  expect(samplesOf(await decode(zipped))).toEqual(samplesOf(await decode(read("goroutine.txt"))));
});

it("Go's comments name the addresses, and MemStats are kept", async () => {
  const { given, codes, pprof: facts, facts: shown } = await decode(read("heap.txt"));
  const nameAt = (address: number): string => {
    const code = codes.address.indexOf(address);
    const line = given?.start[code] ?? 0;
    return `${given?.strings[given.func[line]]} ${given?.strings[given.file[line]]}:${given?.line[line]}`;
  };
  // "#	0x4b4188	main.makeNode+0x48	example.com/dump/main.go:21"
  expect(nameAt(0x4b4188)).toBe("main.makeNode example.com/dump/main.go:21");
  expect(nameAt(0x4374f1)).toBe("runtime.main runtime/proc.go:250");
  expect(facts?.memStats).toMatchObject({ HeapInuse: 12197888, Stack: 262144, "Stack sys": 262144, MaxRSS: 4984832 });
  expect(facts?.timeNs).toBe(BigInt(Number(1795633329845912819n))); // LastGC, as a double holds it
  expect(shown["memstats"]).toContain("HeapAlloc = 11733592");
});

it("labels of goroutines are columns", async () => {
  const text = `goroutine profile: total 3\n2 @ 0x11 0x21\n# labels: {"job":"a", "n":1}\n#\t0x10\tmain.f+0x1\t/a.go:3\n\n1 @ 0x31\n`;
  const [{ args, samples }] = (await decode(new TextEncoder().encode(text))).profiles;
  expect([...samples.weight]).toEqual([2, 1]);
  expect(args).toEqual([{ name: "job", kind: "string", values: Int32Array.of(0, -1), strings: ["a"] }]);
});

it("a row that cannot be read is counted, the others stay", async () => {
  const text = "heap profile: 1: 2 [3: 4] @ heap/1048576\n1: 8 [1: 8] @ 0x11\nnonsense\n1: 16 [1: 16] @ 0x21\n";
  const { profiles, losses } = await decode(new TextEncoder().encode(text));
  expect(profiles).toHaveLength(4);
  expect(profiles[0].samples.length).toBe(2);
  expect(losses).toMatchObject([{ count: 1, first: { code: "Malformed", offset: 60 } }]);
});

it("a binary profile without its end keeps what there is", async () => {
  const whole = read("cpu64.prof");
  const { profiles, losses } = await decode(whole.subarray(0, 8 * 14));
  expect(profiles[0].samples.length).toBe(1);
  expect(losses).toHaveLength(1);
});

it("goroutine?debug=2 and other text are not taken for it", () => {
  for (const text of ["goroutine 1 [running]:\nmain.main()\n", "heap of things\n", "profile: total 3\n"])
    expect(pprof.recognises(new TextEncoder().encode(text))).toBe(false);
});

it("whatever the bytes, nothing but rows that are left out", () => {
  const files = names.map(read);
  return fc.assert(
    fc.asyncProperty(fc.nat(files.length - 1), fc.nat(), fc.uint8Array({ maxLength: 8 }), async (file, at, bytes) => {
      const damaged = Uint8Array.from(files[file]);
      damaged.set(bytes.subarray(0, damaged.length), at % Math.max(1, damaged.length - bytes.length));
      if (pprof.recognises(damaged)) await decode(damaged);
    }),
    { numRuns: 200 },
  );
});
