import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, reportOf, test } from "./fixtures";
import { root } from "./install.mjs";
import { drop, waitIdle } from "./page.mjs";

const pair = join(root, "src/analysis/deviation/fixtures/pair");

function oneSide(arch: string): string[] {
  return ["callers.csv.gz", "cpu.pb.gz", "deep.perf.data.gz"].map((name) => join(pair, arch, name));
}

test("two sides are compared, and what their captures cannot tell says what to record", async ({ page }) => {
  await drop(page, "baseline", oneSide("amd64"));
  await waitIdle(page);
  expect((await reportOf(page)).deviation).toBeNull();
  await drop(page, "candidate", oneSide("sw64"));
  await waitIdle(page);
  const { deviation, files } = await reportOf(page);
  expect(files.map(({ kind, side }) => `${kind} ${side}`).sort()).toEqual(
    ["harness-csv", "perf", "pprof"].flatMap((kind) => [`${kind} baseline`, `${kind} candidate`]),
  );
  const oracle = JSON.parse(readFileSync(join(pair, "oracle.json"), "utf8"));
  const csv = deviation?.metrics.filter(({ source }) => source === "csv limit 512");
  const truncation = csv?.find(({ name }) => name === "truncation_rate");
  expect(truncation?.baseline?.estimate).toBeCloseTo(oracle["amd64/callers.csv"].truncation_rate, 6);
  expect(truncation).toMatchObject({ headline: true, difference: 0, distinguishable: false });
  const offset = csv?.find(({ name, measure }) => name === "pc_offset" && measure === "median");
  expect([offset?.baseline?.estimate, offset?.candidate?.estimate]).toEqual([312, 528]);
  const callSites = deviation?.metrics.find(({ name }) => name === "call_site_error");
  expect(callSites?.missing.candidate?.text).toBe("The instructions of deep.sw64 are not here: drop it.");
  expect(deviation?.comparability.some(({ rule, differs }) => rule === "rate" && differs)).toBe(true);
});

test("binaries make call sites and roots known, on both architectures", async ({ page }) => {
  const x86 = ["workers/formats/perf/fixtures/unwind/kinds.perf.data.gz", "workers/formats/perf/fixtures/unwind/kinds"];
  const sw64 = ["workers/formats/perf/fixtures/unwind/own.gp.perf.data.gz", "workers/object/elf/fixtures/own.gp"];
  await drop(
    page,
    "automatic",
    x86.map((path) => join(root, path)),
  );
  await drop(
    page,
    "automatic",
    sw64.map((path) => join(root, path)),
  );
  await waitIdle(page);
  const { deviation } = await reportOf(page);
  const row = (name: string) => deviation?.metrics.find((metric) => metric.name === name && metric.headline);
  expect(row("call_site_error")).toMatchObject({
    measure: "mean_distance",
    baseline: { estimate: 0 },
    candidate: { estimate: 0 },
    difference: 0,
  });
  expect(row("stack_top_deviation")?.candidate).toMatchObject({ n: 120, estimate: 0 });
  expect(row("truncation_rate")?.baseline?.estimate).toBeGreaterThan(0); // recursions deeper than the dump
  expect(deviation?.attribution[0]).toMatchObject({ stop_reason: "StackDumpExhausted", module: "kinds" });
});
