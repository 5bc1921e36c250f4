import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { cgroupKey, cgroupsOf } from "../../../src/analysis/cgroups";
import { sampledFacts } from "../../../src/analysis/filter";
import { filterChoices } from "../../../src/analysis/filterChoices";
import { filteredBy } from "../../../src/analysis/testing/filteredBy";
import { bytesSource } from "../../io/byteSource";
import { nameStacks } from "../../profile/testing/nameStacks";
import { perf } from "./index";

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));

/** Samples by event and control group, as `perf report -n -s cgroup` counts them. */
function reportCounts(text: string): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  let of: Record<string, number> = {};
  for (const line of text.split("\n")) {
    const [, event] = /of event '([^']+)'/.exec(line) ?? [];
    if (event !== undefined) {
      of = {};
      counts[event] = of;
    }
    const [, samples, path] = /^\s*[\d.]+%\s+(\d+)\s+(\S+)\s*$/.exec(line) ?? [];
    if (path !== undefined) of[path] = Number(samples);
  }
  return counts;
}

it("every control group has the samples that perf report counts, as a choice and as a filter", async () => {
  const expected = reportCounts(Buffer.from(fixture("cgroups.report.txt")).toString());
  expect(Object.keys(expected["cpu-clock"] ?? {}).sort()).toEqual(["/", "/demo/back", "/demo/front"]);
  const capture = await perf.decode(bytesSource("cgroups", fixture("cgroups.perf.data")), { progress() {} });
  if (capture.kind !== "perf" || capture.perf === null) throw new Error("no perf capture");
  const named = nameStacks(capture.modules, capture.codes, capture.stacks, capture.given, []);
  const facts = sampledFacts(capture.perf);
  for (const profile of capture.profiles) {
    const counts = expected[profile.event] ?? {};
    const { cgroups } = filterChoices(profile.samples, cgroupsOf(profile), facts);
    expect(Object.fromEntries(cgroups.map(({ comm, samples }) => [comm, samples]))).toEqual(counts);
    for (const [path, samples] of Object.entries(counts)) {
      const left = filteredBy({ named, profile }, { cgroups: [cgroupKey(path)] }, facts);
      expect(left.profile.samples.length).toBe(samples);
    }
  }
});
