import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { expect, fileRow, leakd, perfData, reportOf, test } from "./fixtures";
import { root } from "./install.mjs";
import { drop, showView, waitIdle } from "./page.mjs";

test("a zip becomes its files, and an archive in it too", async ({ page }, testInfo) => {
  const packed = zipSync({
    "run/cpu.perf.data.gz": gzipSync(readFileSync(perfData)),
    [`bin/${basename(leakd)}`]: readFileSync(leakd),
  });
  const path = testInfo.outputPath("captures.zip");
  writeFileSync(path, packed);
  await drop(page, "automatic", [path]);
  await waitIdle(page);
  const report = await reportOf(page);
  expect(report.files.map(({ name, kind, status }) => [name, kind, status]).sort()).toEqual([
    ["cpu.perf.data", "perf", "ok"],
    ["leakd", "elf", "ok"],
  ]);
  const clock = report.profiles?.find((profile) => profile.event.startsWith("cpu-clock"));
  expect(clock?.top_symbols.find(({ symbol }) => symbol === "main.handle")?.samples).toBe(361);
  await showView(page, "captures");
  await expect(fileRow(page, "cpu.perf.data")).toContainText("captures.zip/run");
});

test("a cut zip says so and gives what it holds", async ({ page }, testInfo) => {
  const packed = zipSync({ "cpu.perf.data": readFileSync(perfData), leakd: readFileSync(leakd) });
  const path = testInfo.outputPath("cut.zip");
  writeFileSync(path, packed.subarray(0, packed.length - 5000));
  await drop(page, "automatic", [path]);
  await waitIdle(page);
  const { files } = await reportOf(page);
  expect(files.find(({ name }) => name === "cut.zip")).toMatchObject({ kind: "archive", status: "partial" });
  expect(files.find(({ name }) => name === "cpu.perf.data")).toMatchObject({ kind: "perf", status: "ok" });
});

test("perf record -z: WebAssembly runs in the worker under the page's policy", async ({ page }) => {
  await drop(page, "automatic", [join(root, "workers/formats/perf/fixtures/dwarf-zstd.perf.data")]);
  await waitIdle(page);
  const { files, perf } = await reportOf(page);
  expect(files[0]?.status).toBe("ok");
  expect(perf?.[0]?.records).toMatchObject({ SAMPLE: 120, MMAP2: 40 });
});
