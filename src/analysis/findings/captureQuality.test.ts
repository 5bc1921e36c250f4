import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { pprof } from "../../../workers/formats/pprof";
import { bytesSource } from "../../../workers/io/byteSource";
import { nameStacks } from "../../../workers/profile/testing/nameStacks";
import { RUNGS } from "../../model/stacks";
import { sampledCodes } from "../sampledCodes";
import { exampleTrace } from "../testing/exampleTrace";
import { captureQuality } from "./captureQuality";
import { exampleFile, exampleSession, exampleStacks } from "./examples";

it("a trace without CPU samples has no quality of samples; what has some does", () => {
  const { file, named } = exampleStacks("main.f 1\nmain.main 1");
  const trace = exampleFile({ id: 7, name: "exec.trace", kind: "go-trace", capture: exampleTrace() });
  const sampled = { ...exampleTrace(), profiles: profilesOf(file) };
  const withSamples = exampleFile({ id: 8, name: "cpu.trace", kind: "go-trace", capture: sampled });
  const session = {
    ...exampleSession([]),
    files: [trace, withSamples],
    named: new Map([
      [7, named],
      [8, named],
    ]),
  };
  expect(captureQuality(session).map((row) => row.file.name)).toEqual(["cpu.trace"]);
});

it("stacks are not missed where Go writes none", () => {
  const withoutStack = (event: string) => {
    const { file, named } = exampleStacks("main.f 1", {}, {}, { event });
    const sampled = { ...named.sampled, withoutStack: 1 };
    const session = { ...exampleSession([]), files: [file], named: new Map([[file.id, { ...named, sampled }]]) };
    return captureQuality(session)[0]?.withoutStack;
  };
  expect(["goroutine", "threadcreate", "cpu"].map(withoutStack)).toEqual([0, 0, 1]);
});

it("names are not missed where Go's text has none and says nothing of binaries", async () => {
  const text = readFileSync(new URL("../../../workers/formats/pprof/legacy/fixtures/goroutine.txt", import.meta.url));
  const capture = await pprof.decode(bytesSource("goroutine.txt", text), { progress: () => undefined });
  if (capture.kind !== "pprof") throw new Error(capture.kind);
  const stacks = nameStacks(capture.modules, capture.codes, capture.stacks, capture.given, []);
  const sampled = sampledCodes(stacks, capture.profiles[0].samples.stack, capture.codes.length);
  const file = exampleFile({ id: 9, kind: "pprof", capture });
  const unnamed = (of: typeof capture) =>
    captureQuality({
      ...exampleSession([]),
      files: [{ ...file, capture: of }],
      named: new Map([[9, { stacks, sampled, matches: [], moduleMs: [] }]]),
    })[0]?.unnamed;
  expect(sampled.ended.some((samples, code) => samples > 0 && stacks.codeRung[code] === RUNGS.indexOf("none"))).toBe(
    true,
  );
  expect(unnamed(capture)).toBe(0);
  expect(unnamed({ ...capture, given: null })).toBeGreaterThan(0);
});

function profilesOf({ capture }: ReturnType<typeof exampleFile>) {
  return capture !== null && "profiles" in capture ? capture.profiles : [];
}
