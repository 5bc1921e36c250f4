import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { pprof } from "../../../workers/formats/pprof";
import { bytesSource } from "../../../workers/io/byteSource";
import { nameStacks } from "../../../workers/profile/testing/nameStacks";
import type { StackCapture } from "../../model/capture";
import { EMPTY_FILTER, type FilterRule, GRANULARITIES, RULE_KINDS, type SampleFilter } from "../../model/filter";
import type { ProfileEntry } from "../../model/session";
import { shownProfile, shownQuestion } from "../shownProfile";
import { exampleSession } from "../testing/exampleSession";
import { printedTop, shownTop } from "../testing/pprofTop";
import { withoutDroppedFrames } from "./dropFrames";

/* Every row of every section of top.txt: see fixtures/README.md. */
const sections = readFileSync(new URL("fixtures/top.txt", import.meta.url), "utf8")
  .split(/^\$ /m)
  .slice(1);
const folders = { "drop-frames": "./fixtures", labels: "./fixtures" } as const;
const [example] = exampleSession("1\nmain").files;

function entryOf(name: string, sampleType: string): Promise<ProfileEntry> {
  const folder = folders[name as keyof typeof folders] ?? "../../../workers/formats/pprof/fixtures";
  return entryOfFile(`${folder}/${name}.pb.gz`, sampleType);
}

async function entryOfFile(name: string, sampleType: string): Promise<ProfileEntry> {
  const bytes = readFileSync(new URL(name, import.meta.url));
  const capture = (await pprof.decode(bytesSource(name, bytes), { progress: () => undefined })) as StackCapture;
  const stacks = nameStacks(capture.modules, capture.codes, capture.stacks, capture.given, []);
  const { dropFrames } = capture.pprof ?? {};
  const named = dropFrames === undefined ? stacks : withoutDroppedFrames(stacks, dropFrames);
  const profile = capture.profiles.find(({ event }) => event === sampleType);
  if (profile === undefined) throw new Error(sampleType);
  return { id: 0, file: { ...example, capture }, profile, named, side: null };
}

function filterOf(options: readonly string[]): SampleFilter {
  const rules: FilterRule[] = [];
  for (const option of options) {
    const [, kind, pattern = ""] = /^-(\w+)=(.*)$/.exec(option) ?? [];
    const known = RULE_KINDS.find((each) => each === kind);
    if (known !== undefined) rules.push({ kind: known, pattern });
  }
  const granularity = GRANULARITIES.find((each) => options.includes(`-${each}`)) ?? "functions";
  return { ...EMPTY_FILTER, rules, granularity, noInlines: options.includes("-noinlines") };
}

it("has sections with each of the filters", () => {
  const text = sections.map((section) => section.split("\n", 1)[0]).join("\n");
  for (const option of [...RULE_KINDS.map((kind) => `-${kind}=`), ...GRANULARITIES.slice(1), "-noinlines"])
    expect(text).toContain(option);
  const rows = sections.map((section) => Object.keys(printedTop(section).rows).length);
  expect(rows.filter((count) => count === 0)).toHaveLength(2); // a focus that nothing has, a hide of the whole program
  expect(rows.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(2000);
});

it.each(sections.map((section) => [section.split("\n", 1)[0] ?? "", section]))("%s", async (head, section) => {
  const [name = "", sampleType = "", ...options] = head.trim().split(" ");
  const entry = await entryOf(name, sampleType);
  const { named, profile } = shownProfile(
    entry.named,
    entry.profile,
    shownQuestion(entry, { filter: filterOf(options), weight: "" }),
  );
  const shown = shownTop({ named, samples: profile.samples });
  const printed = printedTop(section);
  expect(shown.rows).toEqual(printed.rows);
  expect(shown.total).toBe(printed.total);
});

it.each([
  ["heap", "inuse_space", "allocators"],
  ["contention", "delay", "locks"],
  ["goroutine", "goroutine", "the profiler's signal handler"],
  ["go1.19", "inuse_space", "the runtime, whose frames the text does not name"],
  ["go1.27", "inuse_space", "the runtime, whose frames the text does not name"],
])("a legacy %s profile (%s) is without %s, as pprof reads it", async (name, sampleType) => {
  const { named, profile } = await entryOfFile(`fixtures/legacy-${name}.txt`, sampleType);
  const printed = printedTop(readFileSync(new URL(`fixtures/legacy-${name}.top.txt`, import.meta.url), "utf8"));
  expect(printed.total).toBeGreaterThan(0);
  expect(shownTop({ named, samples: profile.samples })).toEqual(printed);
});
