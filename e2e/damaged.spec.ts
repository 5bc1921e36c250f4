import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, fileRow, perfData, reportOf, sample, test } from "./fixtures";
import { root } from "./install.mjs";
import { drop, showView, waitIdle } from "./page.mjs";

test("broken files say what and where, and harm no other", async ({ page }, testInfo) => {
  const make = (name: string, bytes: Uint8Array) => {
    const path = testInfo.outputPath(name);
    writeFileSync(path, bytes);
    return path;
  };
  const whole = readFileSync(perfData);
  const noise = Uint8Array.from({ length: 4096 }, (_, i) => (i * 197 + (i >> 3) * 31) & 0xff);
  const broken = [
    make("cut.perf.data", whole.subarray(0, Math.floor(whole.length * 0.6))),
    make("noise.bin", noise),
    make("empty.pb.gz", new Uint8Array(0)),
    make("cut.pb.gz", readFileSync(sample("heap-leak")[11] ?? "").subarray(0, 3000)),
  ];
  await drop(page, "automatic", [...broken, ...sample("heap-leak")]);
  await waitIdle(page);
  await showView(page, "captures");

  const report = await reportOf(page);
  for (const name of ["cut.perf.data", "noise.bin", "empty.pb.gz", "cut.pb.gz"]) {
    const file = report.files.find((each) => each.name === name);
    expect(file?.status, name).toMatch(/^(partial|failed)$/);
    const [warning] = file?.warnings ?? [];
    expect(warning?.message, name).toBeTruthy();
    expect(warning?.where, name).toBeTruthy();
    expect(warning?.code, name).not.toBe("Bug");
    await expect(fileRow(page, name)).toContainText(warning?.where ?? "");
    await expect(fileRow(page, name)).toHaveAttribute("data-status", file?.status ?? "");
  }
  const whole11 = report.files.filter(({ name }) => name.startsWith("heap-"));
  expect(whole11.map(({ status }) => status)).toEqual(Array(12).fill("ok"));
  expect(report.heap?.series.find(({ sample_type }) => sample_type === "inuse_space")?.verdict).toBe("leaking");
  // what lies before the cut is kept
  const { SAMPLE } = report.perf?.find(({ file }) => file === "cut.perf.data")?.records ?? {};
  expect(SAMPLE).toBeGreaterThan(300);
});

test("damaged debug information is said of its file, and the symbols name what it would have", async ({
  page,
}, testInfo) => {
  const folder = join(root, "workers/formats/perf/fixtures/unwind");
  const damaged = readFileSync(join(folder, "kinds.debug"));
  const headers = new DataView(damaged.buffer, damaged.byteOffset);
  const info = damaged.indexOf(Uint8Array.of(5, 0, 4, 8)); // version, DW_UT_skeleton, address size: behind unit_length
  expect(info).toBeGreaterThan(0);
  headers.setUint32(info + 4, 0x7fff_0000, true); // debug_abbrev_offset
  const path = testInfo.outputPath("kinds.debug");
  writeFileSync(path, damaged);
  await drop(page, "automatic", [join(folder, "kinds.perf.data.gz"), join(folder, "kinds"), path]);
  await waitIdle(page);
  const { files, profiles } = await reportOf(page);
  const [warning, ...others] = files.find(({ name }) => name === "kinds.debug")?.warnings ?? [];
  expect(warning?.where).toMatch(/^\.debug_/);
  expect(warning?.code).not.toBe("Bug");
  expect(others).toEqual([]); // once, though several stages read it
  expect(profiles?.[0]?.top.map(({ function: name }) => name)).toContain("descend");
});
