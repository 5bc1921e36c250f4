import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { bytesSource } from "../../workers/io/byteSource.ts";
import { openCfi } from "../../workers/object/dwarf/openCfi.ts";
import { differencesFromReadelf } from "../../workers/object/dwarf/testing/readelfFrames.ts";
import { openElf } from "../../workers/object/elf/elf.ts";

const REGISTERS = "rax rdx rcx rbx rsi rdi rbp rsp r8 r9 r10 r11 r12 r13 r14 r15 rip".split(" ");
const LIBRARIES = ["libc.so.6", "libcrypto.so.3", "libstdc++.so.6"];

// All rows of all functions, against binutils. Run where readelf and these libraries are (Debian 12 on x86_64).
it.each(LIBRARIES)("rows of %s are readelf's", async (name) => {
  const path = `/usr/lib/x86_64-linux-gnu/${name}`;
  const { stdout } = spawnSync("readelf", ["-wNF", path], { encoding: "utf8", maxBuffer: 1 << 30 });
  const { ehFrame } = await openCfi(await openElf(bytesSource(name, readFileSync(path))));
  if (ehFrame === null) throw new Error("no .eh_frame");
  const { rows, differences } = differencesFromReadelf(ehFrame, stdout, REGISTERS);
  console.log(`${name}: ${rows} rows, ${differences.length} differ`);
  expect(rows).toBeGreaterThan(20_000);
  expect(differences).toEqual([]);
});
