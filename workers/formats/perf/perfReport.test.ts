import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { bytesSource } from "../../io/byteSource";
import { nameStacks } from "../../profile/testing/nameStacks";
import { symbolizeModule } from "../../symbolize/symbolizeModule";
import { perf } from "./index";

const fixture = (path: string): Uint8Array => readFileSync(new URL(path, import.meta.url));

/** Samples per event and symbol, "event|module|symbol" -> count, of `perf report --stdio --no-children -g none -n`. */
function reportCounts(text: string, modules: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  let event = "";
  for (const line of text.split("\n")) {
    event = /of event '([^']+)'/.exec(line)?.[1] ?? event;
    const row = /^\s*[\d.]+%\s+(\d+)\s+\S+\s+(\S+)\s+\[[.k]\]\s+(.*?)\s*$/.exec(line);
    if (row === null) continue;
    const [, samples, module = "", symbol] = row;
    if (!modules.includes(module)) continue;
    const key = `${event}|${module}|${symbol}`;
    counts.set(key, (counts.get(key) ?? 0) + Number(samples));
  }
  return counts;
}

/** The same from our side: samples by the symbol of the leaf address. */
async function ourCounts(modules: readonly string[], symbols: Uint8Array | null): Promise<Map<string, number>> {
  const capture = await perf.decode(bytesSource("cpu-fp", fixture("./fixtures/cpu-fp.perf.data")), { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  const leakd = bytesSource("leakd", fixture("../../../public/samples/leakd"));
  const { codes } = capture;
  const byModule = await Promise.all(
    capture.modules.map(async (module, index) => {
      const rows = Int32Array.from([...codes.module.keys()].filter((code) => codes.module[code] === index));
      const names = await symbolizeModule(
        module,
        capture.mappings.filter((mapping) => mapping.module === index),
        {
          addresses: Float64Array.from(rows, (code) => codes.address[code] ?? 0),
          flags: Uint8Array.from(rows, (code) => codes.flags[code] ?? 0),
        },
        {
          runtime: module.path.endsWith("/leakd") ? leakd : null,
          debug: null,
          alt: null,
          split: [],
          symbols: module.path.startsWith("[kernel") && symbols !== null ? bytesSource("kallsyms", symbols) : null,
        },
      );
      return { codes: rows, names };
    }),
  );
  const named = nameStacks(capture.modules, codes, capture.stacks, capture.given, byModule);
  const counts = new Map<string, number>();
  for (const { event, samples } of capture.profiles) {
    for (const stack of samples.stack) {
      const code = named.recorded.frame[stack] ?? 0;
      const module = capture.modules[codes.module[code] ?? -1]?.path.split("/").at(-1) ?? "";
      if (!modules.includes(module)) continue;
      const key = `${event}|${module}|${named.strings[named.codeSymbol[code] ?? 0]}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

const report = gunzipSync(fixture("./fixtures/cpu-fp.report.txt.gz")).toString();
const sorted = (counts: Map<string, number>): [string, number][] => [...counts].sort(([a], [b]) => (a < b ? -1 : 1));

it("counts the samples of every symbol of a Go binary as perf report does", async () => {
  const expected = reportCounts(report, ["leakd"]);
  expect(expected.size).toBeGreaterThan(100);
  expect(sorted(await ourCounts(["leakd"], null))).toEqual(sorted(expected));
});

it("counts the samples of every kernel symbol as perf report does", async () => {
  const expected = reportCounts(report, ["[kernel.kallsyms]"]);
  expect(expected.size).toBeGreaterThan(40);
  const kallsyms = fixture("./fixtures/kallsyms-part.txt");
  expect(sorted(await ourCounts(["[kernel.kallsyms]"], kallsyms))).toEqual(sorted(expected));
});
