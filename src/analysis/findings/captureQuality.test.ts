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

function profilesOf({ capture }: ReturnType<typeof exampleFile>) {
  return capture !== null && "profiles" in capture ? capture.profiles : [];
}
