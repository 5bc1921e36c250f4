import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { framesOfStack } from "../../../src/analysis/shownRows";
import type { StackCapture } from "../../../src/model/capture";
import { CODE_KERNEL, CODE_RETURN_ADDRESS, type NamedStacks } from "../../../src/model/stacks";
import { bytesSource } from "../../io/byteSource";
import { LINE_MAX_BYTES, MAX_CHAIN } from "../../io/limits";
import { walkLines } from "../../io/lines";
import { assertCaptureIntegrity } from "../../profile/integrity";
import { nameStacks } from "../../profile/testing/nameStacks";
import { symbolizeModule } from "../../symbolize/symbolizeModule";
import { perf } from "../perf";
import { script } from "./index";
import { ScriptText } from "./scriptText";

const fixture = (path: string): Uint8Array => readFileSync(new URL(path, import.meta.url));
const text = (name: string): Uint8Array => gunzipSync(fixture(`./fixtures/${name}.txt.gz`));

async function decode(bytes: Uint8Array): Promise<StackCapture> {
  const capture = await script.decode(bytesSource("test", bytes), { progress() {} });
  if (capture.kind !== "script") throw new Error("no script capture");
  assertCaptureIntegrity(capture);
  return capture;
}

const namedByText = ({ modules, codes, stacks, given }: StackCapture) => nameStacks(modules, codes, stacks, given, []);

/** The perf.data that the texts were made of, named by the same binary and kernel symbols. */
async function recording(): Promise<{ capture: StackCapture; named: NamedStacks }> {
  const source = bytesSource("cpu-fp", fixture("../perf/fixtures/cpu-fp.perf.data"));
  const capture = await perf.decode(source, { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  const leakd = bytesSource("leakd", fixture("../../../public/samples/leakd"));
  const kallsyms = bytesSource("kallsyms", fixture("../perf/fixtures/kallsyms-part.txt"));
  const { modules, codes, stacks } = capture;
  const byModule = await Promise.all(
    modules.map(async (module, index) => {
      const rows = Int32Array.from([...codes.module.keys()].filter((code) => codes.module[code] === index));
      const addresses = Float64Array.from(rows, (code) => codes.address[code]);
      const flags = new Uint8Array(rows.length); // perf script looks up the addresses as they are
      const runtime = module.path.endsWith("/leakd") ? leakd : null;
      const symbols = module.path.startsWith("[kernel") ? kallsyms : null;
      const sources = { runtime, debug: null, alt: null, split: [], symbols };
      return { codes: rows, names: await symbolizeModule(module, [], { addresses, flags }, sources) };
    }),
  );
  return { capture, named: nameStacks(modules, codes, stacks, null, byModule) };
}

interface Figures {
  samples: number;
  self: number;
  total: number;
}

/** Samples, self and total by "event|module|physical function"; of all events together where `event` says so. */
function table(capture: StackCapture, named: NamedStacks, eventOf = (event: string): string => event) {
  const rows = new Map<string, Figures>();
  for (const { event, samples } of capture.profiles) {
    for (let i = 0; i < samples.length; i++) {
      const met = new Set<string>();
      for (let stack = samples.stack[i]; stack >= 0; stack = capture.stacks.prefix[stack]) {
        const code = capture.stacks.frame[stack];
        const module = capture.modules[capture.codes.module[code]]?.path ?? "[unknown]";
        // What the text calls [unknown] has its address for a name in both.
        const name = named.strings[named.codeSymbol[code]].replace(/^.*\+0x[0-9a-f]+$/, "[unknown]");
        const key = `${eventOf(event)}|${module}|${name}`;
        const row = rows.get(key) ?? { samples: 0, self: 0, total: 0 };
        rows.set(key, row);
        if (met.size === 0) {
          row.samples++;
          row.self += samples.weight[i];
        }
        if (!met.has(key)) row.total += samples.weight[i];
        met.add(key);
      }
    }
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
}

describe("the table is that of the perf.data", () => {
  let expected: Awaited<ReturnType<typeof recording>>;
  beforeAll(async () => {
    expected = await recording();
  });

  it("from the default output: samples, self and total of every event, module and function", async () => {
    const capture = await decode(text("cpu-fp.default"));
    expect(capture.losses).toEqual([]);
    const rows = table(capture, namedByText(capture));
    expect(rows.length).toBeGreaterThan(500);
    expect(rows).toEqual(table(expected.capture, expected.named));
    expect(capture.profiles.map(({ event, unit, samples }) => [event, unit, samples.length]).sort()).toEqual(
      expected.capture.profiles.map(({ event, unit, samples }) => [event, unit, samples.length]).sort(),
    );
  });

  it("from fields without the event, all events together", async () => {
    const capture = await decode(text("cpu-fp.article"));
    expect(capture.losses).toEqual([]);
    const together = () => "samples";
    expect(table(capture, namedByText(capture))).toEqual(table(expected.capture, expected.named, together));
    expect(capture.facts["fields"]).toEqual(["comm", "pid", "tid", "time", "period", "ip", "sym", "dso"]);
  });

  it("of the leaves, from samples on one line each", async () => {
    const capture = await decode(text("cpu-fp.leaves"));
    expect(capture.losses).toEqual([]);
    const leaves = (rows: [string, Figures][]) =>
      rows.flatMap(([key, { samples, self }]) => (samples > 0 ? [[key, samples, self]] : []));
    expect(leaves(table(capture, namedByText(capture)))).toEqual(leaves(table(expected.capture, expected.named)));
    expect([capture.arch, capture.facts["hostname"]]).toEqual(["x86_64", "vm"]);
  });

  it("with every sample's time and thread", async () => {
    const capture = await decode(text("cpu-fp.leaves"));
    const rows = (each: StackCapture) =>
      each.profiles
        .flatMap(({ event, startNs, samples }) =>
          Array.from({ length: samples.length }, (_, i) => {
            const tid = each.perf?.threads[samples.thread?.[i] ?? -1]?.tid;
            return `${startNs + BigInt(samples.time?.[i] ?? 0)} ${event} ${tid} ${samples.weight[i]}`;
          }),
        )
        .sort();
    expect(rows(capture)).toEqual(rows(expected.capture));
    expect(capture.perf?.firstNs).toBe(expected.capture.perf?.firstNs);
    expect(capture.perf?.lastNs).toBe(expected.capture.perf?.lastNs);
  });

  it("whatever the chunks that the text is read in", async () => {
    const bytes = text("cpu-fp.default");
    for (const chunkBytes of [97, 4096, 100_003]) {
      const lines = new ScriptText();
      await walkLines(bytesSource("test", bytes), lines, () => {}, chunkBytes);
      const { profiles, losses } = lines.finish();
      expect(losses).toEqual([]);
      expect(profiles.map(({ samples }) => samples.length)).toEqual([138, 228, 866]);
      expect(lines.chain.finish().stacks.length).toBe((await decode(bytes)).stacks.length);
    }
  });
});

/** Samples as "event weight comm pid/tid cpu ns: leaf<caller…", frames as name@module:file:line. */
function samplesOf(capture: StackCapture): string[] {
  const named = namedByText(capture);
  return capture.profiles.flatMap(({ event, samples }) =>
    Array.from({ length: samples.length }, (_, i) => {
      const frames: string[] = [];
      for (const frame of framesOfStack(named, samples.stack[i])) {
        const func = named.frames.func[frame];
        const module = capture.modules[named.funcs.module[func]]?.path;
        const line = named.frames.line[frame];
        const file = line > 0 ? `:${named.strings[named.funcs.file[func]]}:${line}` : "";
        const inlined = named.frames.inlined[frame] === 1 ? "!" : "";
        frames.push(
          `${inlined}${named.strings[named.funcs.name[func]]}${module === undefined ? "" : `@${module}`}${file}`,
        );
      }
      const thread = capture.perf?.threads[samples.thread?.[i] ?? -1];
      const at = `${thread?.comm} ${thread?.pid}/${thread?.tid} ${samples.cpu?.[i] ?? "-"} ${samples.time?.[i] ?? "-"}`;
      return `${event} ${samples.weight[i]} ${at}: ${frames.join(" < ")}`;
    }),
  );
}

const decodeText = (lines: string) => decode(new TextEncoder().encode(lines));

describe("variants", () => {
  it.each<[string, string, string[]]>([
    [
      "the article's fields, with a processor",
      "my prog  4120/4121  [003]   812.000001:    1000100 \n\t    7f00 f (/bin/a)\n\t    7e00 main (/bin/a)\n\nswapper     0/0     [000]   812.000002:    1000100 \n\tffffffff81001000 idle ([kernel.kallsyms])\n\n",
      [
        "samples 1000100 my prog 4120/4121 3 0: f@/bin/a < main@/bin/a",
        "samples 1000100 swapper 0/0 0 1000: idle@[kernel.kallsyms]",
      ],
    ],
    [
      "several events in one text, one of them a tracepoint with arguments",
      "a 7 [001] 1.5: sched:sched_switch: prev_comm=a prev_pid=7 ==> next_comm=b: x next_pid=8\n\tffffffff81000010 schedule+0x23 ([kernel.kallsyms])\n\t10 f+0x1 (/bin/a)\n\na 7 [001] 1.6: 250000 cpu-clock:u: \n\t10 f+0x1 (/bin/a)\n\n",
      [
        "sched:sched_switch 1 a -1/7 1 0: schedule@[kernel.kallsyms] < f@/bin/a",
        "cpu-clock:u 250000 a -1/7 1 100000000: f@/bin/a",
      ],
    ],
    [
      "arguments of a system call where events are not printed",
      "a 7/7 [001] 1.500000: dfd: 0xffffff9c, filename: 0x7f00\n\t10 open (/lib/c.so)\n\n",
      ["samples 1 a 7/7 1 0: open@/lib/c.so"],
    ],
    [
      "inlined calls and source lines",
      "a 7 1.000000: cycles: \n\t 20 g\n  a.h:12 (inlined)\n\t 20 f\n  a.c:30 (discriminator 2) (inlined)\n\t 20 main (/bin/a)\n  a.c:40\n\t 10 _start (/bin/a)\n  ??:0\n\n",
      ["cycles 1 a -1/7 - 0: !g@/bin/a:a.h:12 < !f@/bin/a:a.c:30 < main@/bin/a:a.c:40 < _start@/bin/a"],
    ],
    [
      "inlined calls without source lines",
      "a 7 1.000000: cycles: \n\t 20 g (inlined)\n\t 20 main (/bin/a)\n\na 7 1.000000: cycles: \n\t 20 main (/bin/a)\n\n",
      ["cycles 1 a -1/7 - 0: !g@/bin/a < main@/bin/a", "cycles 1 a -1/7 - 0: main@/bin/a"],
    ],
    [
      "what has no name",
      "a 7 1.000000: cycles: \n\t 20 [unknown] (/bin/a)\n\t 7f00 [unknown] ([unknown])\n\t 0 [unknown] ([unknown])\n\n",
      ["cycles 1 a -1/7 - 0: [unknown]@/bin/a < [unknown]"],
    ],
    [
      "names with blanks and brackets",
      "a 7 1.000000: cycles: \n\t 20 operator() (/bin/a (deleted))\n\t 21 std::function<void (int)>::f(int) const (/bin/b(1))\n\t 22 runtime.(*mheap).alloc+0x1f (/bin/c)\n\n",
      [
        "cycles 1 a -1/7 - 0: operator()@/bin/a (deleted) < std::function<void (int)>::f(int) const@/bin/b(1) < runtime.(*mheap).alloc@/bin/c",
      ],
    ],
    [
      "comms that look like fields",
      "x 1.5: y 12 [3] 7/8 [001] 2.000000: cycles: \n\t 20 f (/bin/a)\n\n:-1 -1/-1 [000] 2.5: cycles: \n\t 20 f (/bin/a)\n\n",
      ["cycles 1 x 1.5: y 12 [3] 7/8 1 0: f@/bin/a", "cycles 1 :-1 -1/-1 0 500000000: f@/bin/a"],
    ],
    [
      "no time",
      "a b  7/8  [002]  3 cycles: \n\t 20 f (/bin/a)\n\na b  7/8  [002]  4 cycles: \n\t 20 f (/bin/a)\n\n",
      ["cycles 3 a b 7/8 2 -: f@/bin/a", "cycles 4 a b 7/8 2 -: f@/bin/a"],
    ],
    [
      "samples on one line, with and without an event, addresses of digits only",
      "             a 7/8     1.000000:         12 cycles:            476900 f+0x1 (/bin/a)\n             a 7/8     1.000001:            476900 f\n",
      ["cycles 12 a 7/8 - 0: f@/bin/a", "samples 1 a 7/8 - 1000: f"],
    ],
    [
      "a tracepoint without a chain, its address behind its arguments",
      "             a 7 [001] 1.000000: kmem:kfree: call_site=f+0x10 ptr=(nil)  ffffffff81000010 kfree+0x2 ([kernel.kallsyms])\n             a 7 [001] 1.000001: kmem:kfree: call_site=f+0x10 ptr=(nil)\n",
      ["kmem:kfree 1 a -1/7 1 0: kfree@[kernel.kallsyms]", "kmem:kfree 1 a -1/7 1 1000: "],
    ],
    [
      "data addresses, in the header line and below the chain",
      "a 7/7  1.000000: page-faults:            5e4460 main.mode (/bin/a)\n\t              20 f (/bin/a)\n       29cb91460\na 7/7  1.000001: page-faults:            5e4460\n\t              20 f (/bin/a)\n\n",
      ["page-faults 1 a 7/7 - 0: f@/bin/a", "page-faults 1 a 7/7 - 1000: f@/bin/a"],
    ],
    [
      "kinds of context, line ends of another system, tabs that became blanks",
      "a 7 [001] KUH 1.000000: cycles:u: \r\n        20 f (/bin/a)\r\n        10 main (/bin/a)\r\n\r\n",
      ["cycles:u 1 a -1/7 1 0: f@/bin/a < main@/bin/a"],
    ],
    [
      "offsets printed with the module",
      "a 7 1.000000: cycles: \n\t 55550020 f+0x4 (/bin/a+0x1020)\n\n",
      ["cycles 1 a -1/7 - 0: f@/bin/a"],
    ],
  ])("%s", async (_, lines, expected) => {
    const capture = await decodeText(lines);
    expect(samplesOf(capture)).toEqual(expected);
    expect(capture.losses).toEqual([]);
    expect(script.recognises(new TextEncoder().encode(lines))).toBe(true);
  });

  it("marks the kernel's code and return addresses", async () => {
    const { codes, stacks, profiles } = await decodeText(
      "a 7 1.0: cycles: \n\tffffffff81000010 k1 ([kernel.kallsyms])\n\tffffffff81000020 k2 ([kernel.kallsyms])\n\t30 u1 (/bin/a)\n\t40 u2 (/bin/a)\n\n",
    );
    const seen: number[][] = [];
    for (let stack = profiles[0].samples.stack[0]; stack >= 0; stack = stacks.prefix[stack]) {
      const code = stacks.frame[stack];
      seen.push([codes.address[code], codes.flags[code]]);
    }
    expect(seen).toEqual([
      [-0x7efffff0, CODE_KERNEL],
      [-0x7effffe0, CODE_KERNEL | CODE_RETURN_ADDRESS],
      [0x30, 0],
      [0x40, CODE_RETURN_ADDRESS],
    ]);
  });

  it("takes addresses for offsets in files, unless one of them cannot be", async () => {
    const addressing = async (address: string) => {
      const { modules } = await decodeText(
        `a 7 1.0: cycles: \n\t${address} f (/bin/a)\n\t10 g (/bin/b)\n\t7f0000000010 j (/tmp/perf-7.map)\n\tffffffff81000010 k ([kernel.kallsyms])\n\n`,
      );
      return modules.map((module) => `${module.path} ${module.addressing} ${module.pid}`).sort();
    };
    const rest = ["/tmp/perf-7.map absolute 7", "[kernel.kallsyms] absolute -1"];
    expect(await addressing("20")).toEqual(["/bin/a file-offset -1", "/bin/b file-offset -1", ...rest]);
    expect(await addressing("555500000020")).toEqual(["/bin/a absolute -1", "/bin/b absolute -1", ...rest]);
  });

  it("counts what is no sample", async () => {
    const { perf: facts, profiles } = await decodeText(
      "a 7 [001] 0.000000: PERF_RECORD_MMAP2 7/7: [0x1000(0x1000) @ 0 08:01 5 0]: r-xp /bin/a\na 7 [001] 1.000000: PERF_RECORD_LOST lost 12\na 7 1.0: cycles: \n\t20 f (/bin/a)\n\n",
    );
    expect([facts?.records, facts?.lost, profiles.length]).toEqual([{ MMAP2: 1, LOST: 1 }, 12, 1]);
  });
});

describe("damaged texts", () => {
  it("keeps every whole sample of a text cut anywhere", async () => {
    const whole = text("cpu-fp.default");
    const all = new Set(samplesOf(await decode(whole)).map((sample) => sample.replace(/^(\S+ ){6}/, "")));
    for (let length = 750; length < whole.length; length += 49_999) {
      const capture = await decode(whole.slice(0, length));
      const isCut = whole[length - 1] !== 0x0a;
      expect(capture.losses.map(({ first }) => first.code)).toEqual(isCut ? ["Truncated"] : []);
      for (const sample of samplesOf(capture)) expect(all).toContain(sample.replace(/^(\S+ ){6}/, ""));
    }
  });

  it("says what it left out, and where the first of it stands", async () => {
    const start = "a 7 1.0: cycles: \n\t20 f (/bin/a)\n";
    const capture = await decodeText(`${start}\tno frame\n\n\t30 g (/bin/a)\nwhat is this?\n${start}\n`);
    expect(samplesOf(capture).length).toBe(2);
    expect(capture.losses.map(({ count, first: { code, offset } }) => [count, code, offset])).toEqual([
      [3, "Malformed", start.length],
    ]);
  });

  it("passes over a line that is too long", async () => {
    const capture = await decodeText(`${"x".repeat(LINE_MAX_BYTES + 5)}\na 7 1.0: cycles: \n\t20 f (/bin/a)\n\n`);
    expect(capture.losses.map(({ first: { code, offset } }) => [code, offset])).toEqual([["TooLarge", 0]]);
    expect(samplesOf(capture)).toEqual(["cycles 1 a -1/7 - 0: f@/bin/a"]);
  });

  it("bounds the depth of a chain", async () => {
    const frames = "\t20 f (/bin/a)\n".repeat(MAX_CHAIN + 3);
    const capture = await decodeText(`a 7 1.0: cycles: \n${frames}\n`);
    expect(capture.stacks.length).toBe(MAX_CHAIN);
    expect(capture.losses.map(({ count, first: { code } }) => [count, code])).toEqual([[3, "TooLarge"]]);
  });

  it("refuses a text without a sample", async () => {
    for (const lines of ["", "\n\n", "hello\n", "# ========\n"]) {
      await expect(decodeText(lines)).rejects.toMatchObject({ failure: { code: "Malformed" } });
    }
  });

  it("throws nothing but DecodeError, whatever the text", async () => {
    const piece = fc.constantFrom(
      ..."a 7 1.0: cycles: \n|\t20 f (/bin/a)\n|\n|  a.c:3 (inlined)\n| (inlined)|[001]|\t|:|(|)|7/|99999999999999999999|.5:|+0x|\u0000|é|PERF_RECORD_LOST|#|\r\n|ffffffffffffffff| ".split(
        "|",
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        script.recognises(new TextEncoder().encode(pieces.join("")));
        await decodeText(pieces.join("")).catch((error: unknown) =>
          expect(error).toMatchObject({ name: "DecodeError" }),
        );
      }),
      { numRuns: 400 },
    );
  });

  it("survives flipped bytes", async () => {
    const whole = text("cpu-fp.default").slice(0, 60_000);
    let seed = 1;
    for (let i = 0; i < 40; i++) {
      const bytes = whole.slice();
      for (let flip = 0; flip < 20; flip++) {
        seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
        bytes[seed % whole.length] ^= 1 << (seed >>> 29);
      }
      await decode(bytes);
    }
  });
});
