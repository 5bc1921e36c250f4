import { describe, expect, it } from "vitest";
import type { StackCapture } from "../../model/capture";
import { analyzeHere } from "../analyses";
import { CLEAN } from "../captureCheck/examples";
import { exampleSession, exampleStacks } from "../findings/examples";
import { findings } from "../findings/findings";
import { profilesPart } from "../report/profilesPart";
import { exampleThreads } from "../testing/exampleThreads";
import { exampleUnwound } from "./examples";
import { largerDump } from "./largerDump";
import { unwindQuality } from "./quality";

function qualityOf({ file, named }: ReturnType<typeof exampleStacks>) {
  const capture = file.capture as StackCapture;
  const [profile] = capture.profiles;
  return profile === undefined ? null : unwindQuality(profile, capture, named.matches);
}

describe("the quality of unwound stacks", () => {
  it("counts why they end, and in which module those that are not complete do", () => {
    expect(qualityOf(exampleUnwound())).toMatchObject({
      dumps: 5,
      unwound: 5,
      complete: 2,
      truncated: 1,
      incomplete: 2,
      stops: { RootReached: 1, StackSwitch: 1, NoUnwindInfo: 2, StackDumpExhausted: 1, BadCfa: 0 },
      ends: [
        { module: "libc.so", stop: "NoUnwindInfo", samples: 2, cause: "missing" },
        { module: "tree", stop: "StackDumpExhausted", samples: 1, cause: "dump" },
      ],
    });
  });

  it("counts the frames of every sample by how they were found", () => {
    const origins = qualityOf(exampleUnwound())?.origins;
    // "deep" calls itself: one code, found by CFI where it is a caller
    expect(origins).toEqual({ callchain: 4, cfi: 6, pcsp: 0, fp: 0, guess: 0 });
  });

  it("knows a missing binary from one without tables", () => {
    const { file, named } = exampleUnwound();
    const paired = { match: "path", objectFile: 9, files: [{ role: "runtime", file: 9, match: "path" }] } as const;
    const quality = qualityOf({ file, named: { ...named, matches: named.matches.map(() => paired) } });
    expect(quality?.ends[0]?.cause).toBe("noTables");
  });

  it("is null without dumps, and tells what to drop before anything is unwound", () => {
    expect(qualityOf(exampleStacks("main"))).toBeNull();
    const quality = qualityOf(exampleUnwound(null));
    expect([quality?.unwound, quality?.ends.map(({ module, samples }) => [module, samples])]).toEqual([
      0,
      [
        ["tree", 3],
        ["libc.so", 2],
      ],
    ]);
  });

  it("is in the report, and null there until something is unwound", async () => {
    const [profile] = (await profilesPart(exampleSession([], [exampleUnwound()]), analyzeHere)) ?? [];
    expect(profile?.unwind).toMatchObject({ complete: 2, incomplete: 2, truncated: 1 });
    expect(profile?.unwind?.ends[0]).toEqual({
      module: "libc.so",
      build_id: null,
      stop: "NoUnwindInfo",
      samples: 2,
    });
    const before = await profilesPart(exampleSession([], [exampleUnwound(null)]), analyzeHere);
    expect(before?.[0]?.unwind).toBeNull();
  });

  it("makes findings that say what to drop and how to record again", () => {
    const texts = findings(exampleSession([], [exampleUnwound()])).map(({ text }) => text);
    expect(texts).toContain(
      "dwarf.perf.data: 40 % of the stacks end in libc.so: drop it (its build id is not known) to find what called it",
    );
    expect(texts).toContain(
      "dwarf.perf.data: 20 % of the unwound stacks go on beyond what was dumped: record with --call-graph dwarf,32768",
    );
  });
});

describe("a larger dump", () => {
  const [clean] = CLEAN.events;
  const asked = (stackUser: number) => {
    if (clean?.attr == null) throw new Error("the example has no attr");
    const event = { ...clean, name: "cpu-clock", attr: { ...clean.attr, stackUser } };
    return largerDump({ ...exampleThreads([]), events: [event] }, "cpu-clock");
  };

  it("is 32 KiB, or twice as much, up to what the kernel takes", () => {
    expect([8192, 32768, 40000, 65528, 65535].map(asked)).toEqual([32768, 65528, 65528, null, null]);
    expect(largerDump(null, "cpu-clock")).toBe(32768);
  });
});
