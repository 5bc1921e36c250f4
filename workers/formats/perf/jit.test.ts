import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { bytesSource } from "../../io/byteSource";
import { symbolizeModule } from "../../symbolize/symbolizeModule";
import { perf } from "./index";

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`./fixtures/jit/${name}`, import.meta.url)));

/** `perf inject -j` gives each function a file of its own; their names are those that jit.c writes. */
const NAMES: Readonly<Record<string, string>> = { "0.so": "jitted_first", "1.so": "jitted_second" };

/** An ELF file as perf wrote it before 6.6: without program headers. */
function withoutSegments(elf: Uint8Array): Uint8Array {
  const bytes = elf.slice();
  bytes.fill(0, 56, 58); // e_phnum
  return bytes;
}

it.each([
  ["as they are", (elf: Uint8Array) => elf],
  ["without program headers", withoutSegments],
])("samples in code that was made at run time get its functions' names: files %s", async (_, change) => {
  const capture = await perf.decode(bytesSource("perf.data", fixture("perf.data")), { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  const { modules, mappings, codes, stacks, profiles } = capture;
  const found: string[] = [];
  for (const [index, module] of modules.entries()) {
    const file = /jitted-\d+-\d\.so$/.exec(module.path)?.[0];
    if (file === undefined) continue;
    const rows = [...codes.module.keys()].filter((code) => codes.module[code] === index);
    const names = await symbolizeModule(
      module,
      mappings.filter((mapping) => mapping.module === index),
      {
        addresses: Float64Array.from(rows, (code) => codes.address[code] ?? 0),
        flags: Uint8Array.from(rows, (code) => codes.flags[code] ?? 0),
      },
      { runtime: bytesSource(file, change(fixture(file))), debug: null, alt: null, split: [], symbols: null },
    );
    rows.forEach((_, row) => {
      expect(names.strings[names.func[names.start[row] ?? 0] ?? -1]).toBe(NAMES[file.slice(-4)]);
    });
    const samples = profiles.flatMap(({ samples }) => [...samples.stack]);
    const leaves = samples.filter((leaf) => rows.includes(stacks.frame[leaf] ?? -1));
    found.push(`${leaves.length} ${file}`);
  }
  const expected = new TextDecoder().decode(fixture("modules.txt")).trim().split("\n");
  expect(found.sort()).toEqual(expected.map((line) => line.trim()).sort());
});
