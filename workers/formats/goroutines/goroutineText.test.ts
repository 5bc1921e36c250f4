import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { framesOfStack } from "../../../src/analysis/shownRows";
import type { StackCapture } from "../../../src/model/capture";
import { bytesSource } from "../../io/byteSource";
import { LINE_MAX_BYTES, MAX_CHAIN } from "../../io/limits";
import { assertCaptureIntegrity } from "../../profile/integrity";
import { nameStacks } from "../../profile/testing/nameStacks";
import { formats } from "../registry";
import { goroutines } from "./index";

const decodeText = async (text: string): Promise<StackCapture> => {
  const bytes = new TextEncoder().encode(text);
  const capture = await goroutines.decode(bytesSource("test", bytes), { progress: () => undefined });
  if (!("stacks" in capture)) throw new Error("no stacks");
  assertCaptureIntegrity(capture);
  return capture;
};

/** Per goroutine: its frames, leaf first, a "!" before what was inlined, and what the text says besides. */
function goroutinesOf(capture: StackCapture): { frames: string[]; facts: Record<string, string | number> }[] {
  const named = nameStacks(capture.modules, capture.codes, capture.stacks, capture.given, []);
  const [{ samples, args }] = capture.profiles;
  return Array.from({ length: samples.length }, (_, row) => {
    const frames = framesOfStack(named, samples.stack[row]).map((frame) => {
      const func = named.frames.func[frame];
      const file = named.funcs.file[func] < 0 ? "" : ` ${named.strings[named.funcs.file[func]].replace(/^.*\//, "")}`;
      const inlined = named.frames.inlined[frame] === 1 ? "!" : "";
      return `${inlined}${named.strings[named.funcs.name[func]]}${file}:${named.frames.line[frame]}`;
    });
    const facts: Record<string, string | number> = {};
    for (const arg of args) {
      if (arg.kind === "string") {
        if (arg.values[row] >= 0) facts[arg.name] = arg.strings[arg.values[row]];
      } else if (!Number.isNaN(arg.values[row])) facts[arg.name] = arg.values[row];
    }
    return { frames, facts };
  });
}

const factsOf = async (header: string) =>
  goroutinesOf(await decodeText(`${header}\nmain.f()\n\ta.go:1 +0x1\n`))[0].facts;

describe("headers", () => {
  it.each<[string, Record<string, string | number>]>([
    [
      "goroutine 123 [chan send, 2 minutes, locked to thread]:",
      { status: "chan send", minutes: 2, locked: "locked to thread" },
    ],
    ["goroutine 123 [running]:", { status: "running" }],
    ["goroutine 123 [select (no cases), 1440 minutes]:", { status: "select (no cases)", minutes: 1440 }],
    ["goroutine 123 [chan receive (nil chan)]:", { status: "chan receive (nil chan)" }],
    ["goroutine 123 [runnable (scan), locked to thread]:", { status: "runnable", locked: "locked to thread" }],
    ["goroutine 123 gp=0xc000002380 m=0 mp=0x6a5f40 [idle]:", { status: "idle" }],
    ["goroutine 123 gp=0xc000002380 m=nil [GC worker (idle)]:", { status: "GC worker (idle)" }],
    ["goroutine 123 [select (durable), 3 minutes, synctest bubble 4]:", { status: "select", minutes: 3 }],
    [
      "goroutine 123 gp=0xc0 m=nil [chan receive (leaked), 1 minutes, synctest bubble 4] {endpoint: /q}:",
      { status: "chan receive", minutes: 1, leaked: "leaked", labels: "endpoint: /q" },
    ],
    [
      "goroutine 123 [sync.Mutex.Lock (leaked) (durable)] {a: }]: b, c: {}}:",
      {
        status: "sync.Mutex.Lock",
        leaked: "leaked",
        labels: "a: }]: b, c: {}",
      },
    ],
  ])("%s", async (header, facts) => {
    expect(await factsOf(header)).toEqual({ goroutine_id: 123, ...facts });
  });

  it.each([
    "goroutine 12 running",
    "goroutine x [running]:",
    "goroutine 1 []:",
    " goroutine 1 [running]:",
    "goroutine 1 [running]: x",
  ])("%s is none", async (line) => {
    expect(goroutines.recognises(new TextEncoder().encode(`${line}\n`))).toBe(false);
    await expect(decodeText(`${line}\n`)).rejects.toMatchObject({ failure: { code: "Malformed" } });
  });
});

describe("frames", () => {
  it("methods, generic functions, inlined calls, paths with blanks and colons, the creator", async () => {
    const [only] = goroutinesOf(
      await decodeText(
        [
          "goroutine 7 [IO wait, 9 minutes]:",
          "internal/poll.runtime_pollWait(0x7f0c2c0, 0x72)",
          "\t/usr/lib/go/src/runtime/netpoll.go:351 +0x85 fp=0xc1 sp=0xc2 pc=0x46a8f1",
          "main.(*T[...]).read(...)",
          "\t/srv/my app/a:b.go:12",
          "main.(*T[...]).serve(0x1, {0x52fa58?, 0xc0000147d0?}, _, ...)",
          "\tC:/x/serve.go:32 +0x3d",
          "main.main.func1()",
          "\t/srv/main.go:8 +0x1f",
          "created by main.(*server).start in goroutine 1",
          "\t/srv/main.go:7 +0x9a",
        ].join("\n"),
      ),
    );
    expect(only).toEqual({
      frames: [
        "internal/poll.runtime_pollWait netpoll.go:351",
        "!main.(*T[...]).read a:b.go:12",
        "main.(*T[...]).serve serve.go:32",
        "main.main.func1 main.go:8",
      ],
      facts: {
        goroutine_id: 7,
        status: "IO wait",
        minutes: 9,
        created_by: "main.(*server).start",
        created_at: "/srv/main.go:7",
      },
    });
  });

  it("C code, a stack that is not there, frames left out, line ends of another system", async () => {
    const text = [
      "goroutine 1 [syscall]:",
      "my_c_function",
      "\t/srv/lib.c:40 pc=0x401136",
      "non-Go function",
      "\tpc=0x7f3c",
      "runtime.cgocall(0x1)",
      "\truntime/cgocall.go:157 +0x5c",
      "...17 frames elided...",
      "main.main()",
      "\tmain.go:3 +0x1",
      "",
      "goroutine 2 [running]:",
      "\tgoroutine running on other thread; stack unavailable",
      "created by main.main",
      "\tmain.go:2 +0x1",
    ].join("\r\n");
    const capture = await decodeText(text);
    expect(goroutinesOf(capture).map(({ frames }) => frames)).toEqual([
      ["my_c_function lib.c:40", "non-Go function:0", "runtime.cgocall cgocall.go:157", "main.main main.go:3"],
      [],
    ]);
    expect(capture.facts).toMatchObject({ goroutines: 2, elided_stacks: 1, states: ["syscall", "running"] });
    expect(capture.losses).toEqual([]);
  });
});

it.each([
  ["1.26", '"endpoint": "/q", "shard": "3"', '"one": "1"', '"job": "a]: b, {c}", "quote": "\\"x\\\\y\\""'],
  ["1.27", "endpoint: /q, shard: 3", "one: 1", 'job: "a]: b, {c}", quote: "\\"x\\\\y\\""'],
])("reads labels, marks and minutes where Go %s writes them", async (version, query, one, job) => {
  const text = readFileSync(new URL(`fixtures/labels-go${version}.txt`, import.meta.url), "utf8");
  const capture = await decodeText(text);
  const facts = goroutinesOf(capture).map(({ facts: { goroutine_id, created_by, created_at, ...rest } }) => rest);
  const [receiving, leaked] = [{ status: "chan receive", minutes: 1 }, { leaked: "leaked" }];
  expect(facts[0]).toEqual({ status: "running" });
  expect(facts[1]).toEqual({ status: "chan receive", ...leaked, labels: query });
  expect(facts[2]).toEqual({ ...receiving, locked: "locked to thread", labels: job });
  expect(facts[3]).toEqual({ ...receiving, labels: one });
  expect(facts[5]).toEqual({ status: "chan receive", ...leaked });
  expect(facts).toHaveLength(text.match(/^goroutine /gm)?.length ?? 0);
  expect(capture.losses).toEqual([]);
});

it("reads the goroutines of a real panic inside its log, with the runtime's own and with ancestors", async () => {
  const text = gunzipSync(readFileSync(new URL("fixtures/states-panic.txt.gz", import.meta.url))).toString();
  const head = new TextEncoder().encode(text).subarray(0, 65536);
  expect(formats.find((format) => format.recognises(head))?.id).toBe("goroutine-text");
  const capture = await decodeText(text);
  const found = goroutinesOf(capture);
  const headers = [...text.matchAll(/^goroutine (\d+) \[(.*)\]:$/gm)].map(([, id, state]) => `${id} ${state}`);
  expect(found.map(({ facts }) => `${facts["goroutine_id"]} ${facts["status"]}`)).toEqual(
    headers.map((header) => header.replace(", locked to thread", "")),
  );
  expect(found.find(({ facts }) => facts["locked"] !== undefined)?.frames).toContain("main.locked main.go:25");
  const deep = found.find(({ frames }) => frames.filter((frame) => frame.startsWith("main.deep")).length > 90);
  expect(deep?.facts).toMatchObject({ created_by: "main.main", created_at: "example.com/states/main.go:45" });
  expect(capture.facts["elided_stacks"]).toBe(1);
  // Ancestors are no frames of the goroutine, and their creators are not its creator.
  expect(found.at(-1)).toMatchObject({
    frames: expect.arrayContaining(["main.main.func2.1 main.go:47"]),
    facts: { status: "sleep", created_by: "main.main.func2" },
  });
  expect(found.at(-1)?.frames).not.toContain("main.main main.go:45");
  expect(capture.losses).toEqual([]);
});

describe("damage", () => {
  it("a text that is cut inside of a frame", async () => {
    const capture = await decodeText("goroutine 1 [running]:\nmain.f()\n\ta.go:1 +0x1\nmain.main()\n");
    expect(goroutinesOf(capture)[0].frames).toEqual(["main.f a.go:1"]);
    expect(capture.losses.map(({ first: { code, offset } }) => [code, offset])).toEqual([["Truncated", 45]]);
  });

  it("a log's line between the lines of a frame", async () => {
    const text =
      "goroutine 1 [running]:\nmain.f()\nlog: hello\n\ta.go:1 +0x1\nmain.main()\n\ta.go:2 +0x1\nexit status 2\n";
    const capture = await decodeText(text);
    expect(goroutinesOf(capture)[0].frames).toEqual(["log: hello a.go:1", "main.main a.go:2"]);
    expect(capture.losses.map(({ count, first: { code } }) => [count, code])).toEqual([[1, "Malformed"]]);
  });

  it("what is beyond the limits is left out and said", async () => {
    const frames = "f()\n\ta.go:1 +0x1\n".repeat(MAX_CHAIN + 1);
    const capture = await decodeText(`goroutine 1 [running]:\n${frames}${"x".repeat(LINE_MAX_BYTES + 1)}\n`);
    expect(capture.losses.map(({ count, first: { code } }) => [count, code])).toEqual([[2, "TooLarge"]]);
    expect(goroutinesOf(capture)[0].frames).toHaveLength(MAX_CHAIN);
  });

  it("throws nothing but DecodeError, whatever the text", async () => {
    const piece = fc.constantFrom(
      "goroutine 1 [running]:",
      "goroutine 2 [select, 3 minutes] {a: b}:",
      'goroutine 3 [select labels:{"a": "b"}]:',
      "goroutine ",
      "main.f(...)",
      "main.f(0x1)",
      "created by ",
      " in goroutine 1",
      "\t",
      "a.go:3",
      " +0x1",
      "\n",
      "\r\n",
      "[originating from goroutine 7]:",
      "...3 frames elided...",
      "(",
      ")",
      ":",
      "\u0000",
      "é",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const text = pieces.join("");
        goroutines.recognises(new TextEncoder().encode(text));
        await decodeText(text).catch((error: unknown) => expect(error).toMatchObject({ name: "DecodeError" }));
      }),
      { numRuns: 400 },
    );
  });
});
