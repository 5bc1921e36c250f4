// A capture of every kind, so that every view has something to show.
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { leakd, perfData, sample } from "./fixtures";
import { root } from "./install.mjs";
import { drop, waitIdle } from "./page.mjs";

const fixture = (path: string): string => join(root, "workers/formats", path);

/** Without what has to be on a side. */
export const captures = [
  perfData,
  leakd,
  ...sample("heap-leak"),
  fixture("perf/fixtures/pipe.perf.data"), // of the same program: compared with the first by name
  fixture("perf/fixtures/native/memalign.perf.data.gz"),
  fixture("perf/fixtures/spans-part.perf.data.gz"),
  fixture("goroutines/fixtures/amd64-chan.tar.gz"),
  fixture("gotrace/fixtures/1.24.trace"),
  fixture("heapdump/fixtures/leak1.24.dump.gz"),
  fixture("nodeMemory/fixtures/real-loop.txt"),
  fixture("gctrace/fixtures/gctrace.txt"),
  fixture("memory/fixtures/smaps.txt.gz"),
  fixture("escape/fixtures/leakd-m.txt"),
];

const pair = join(root, "src/analysis/deviation/fixtures/pair");

export async function dropEveryKind(page: Page): Promise<void> {
  await drop(page, "automatic", captures);
  for (const [side, arch] of [
    ["baseline", "amd64"],
    ["candidate", "sw64"],
  ] as const) {
    await drop(
      page,
      side,
      ["callers.csv.gz", "goroutineprofile.csv.gz"].map((name) => join(pair, arch, name)),
    );
  }
  await waitIdle(page);
}
