import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { bytesSource } from "../../io/byteSource";
import { openElf } from "../elf/elf";
import { readSplitIds } from "./splitIds";

/** llvm-dwarfdump-19 --debug-info: DWO_id, DW_AT_GNU_dwo_id. */
const IDS = {
  split4: ["f0d97d1fa4caf976", "fe473d9a2ef7ca7f"],
  "split4-main.dwo": ["fe473d9a2ef7ca7f"],
  "split4-walk.dwo": ["f0d97d1fa4caf976"],
  "split4.dwp": ["f0d97d1fa4caf976", "fe473d9a2ef7ca7f"],
  "split5-clang": ["1a4d4fff8681ed92", "98c32c39245452de"],
  "split5-clang-main.dwo": ["98c32c39245452de"],
  "split5-clang.dwp": ["1a4d4fff8681ed92", "98c32c39245452de"],
  "split5-types": ["34177068570d0318", "ee5f9e55b3013ebd"],
  "split5-types-walk.dwo": ["34177068570d0318"], // beside a type unit
};

it.each(Object.entries(IDS))("of %s", async (name, ids) => {
  const bytes = new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
  const found = await readSplitIds(await openElf(bytesSource(name, bytes)));
  expect(found?.kind).toBe(/\.dw[op]$/.test(name) ? "split" : "skeletons");
  expect([...(found?.ids ?? [])].sort()).toEqual(ids);
});

it.each(["d4", "clang5", "zstd"])("of %s, which is not split: none", async (name) => {
  const bytes = new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
  expect(await readSplitIds(await openElf(bytesSource(name, bytes)))).toBeNull();
});
