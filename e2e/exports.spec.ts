import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { expect, leakd, perfData, test } from "./fixtures";
import { drop, saveExport, waitIdle } from "./page.mjs";

test("a profile is saved as pprof, folded stacks and speedscope", async ({ page }, testInfo) => {
  await drop(page, "automatic", [perfData, leakd]);
  await waitIdle(page);
  const save = async (format: string) => {
    const path = testInfo.outputPath(format);
    await saveExport(page, 0, format, path);
    return readFile(path);
  };
  const pprof = gunzipSync(await save("pprof")).toString("latin1");
  expect(pprof).toContain("main.handle");
  expect(pprof).toContain("15d050526cb767fd78f13742b8e5c891c7b91ab4"); // readelf -n leakd

  // `perf script`: 866 samples of 1,001,001 ns
  const folded = (await save("folded")).toString("utf8");
  expect(folded).toMatch(/^runtime\.goexit;runtime\.main;main\.main;main\.step;main\.handle \d+$/m);
  const weights = folded.matchAll(/ (\d+)$/gm);
  expect([...weights].reduce((sum, [, weight]) => sum + Number(weight), 0)).toBe(866_866_866);

  const { profiles } = JSON.parse((await save("speedscope")).toString("utf8"));
  expect(profiles[0].endValue).toBe(866_866_866);
});
