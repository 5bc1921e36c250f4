import { expect, it } from "vitest";
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

function profilesOf({ capture }: ReturnType<typeof exampleFile>) {
  return capture !== null && "profiles" in capture ? capture.profiles : [];
}
