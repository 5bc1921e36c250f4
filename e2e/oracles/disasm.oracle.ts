import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { icedBase64 } from "virtual:iced";
import { expect, it } from "vitest";
import type { Svma } from "../../src/model/address.ts";
import { x86_64 } from "../../workers/arch/x86_64/index.ts";
import { bytesSource } from "../../workers/io/byteSource.ts";
import { openElf, readMemory, sectionNamed } from "../../workers/object/elf/elf.ts";

const FILES = ["/lib64/ld-linux-x86-64.so.2", "/usr/lib/x86_64-linux-gnu/libc.so.6"];

// All of .text, against binutils. Run where objdump and these libraries are (Debian 12 on x86_64).
it.each(FILES)("instructions of %s are objdump's", async (path) => {
  const elf = await openElf(bytesSource(path, readFileSync(path)));
  const text = sectionNamed(elf, ".text");
  if (text === null) throw new Error("no .text");
  const code = await x86_64.disassemble({
    elf,
    start: text.addr as Svma,
    bytes: await readMemory(elf, text.addr, text.size),
    isEntry: false,
    cpu: null,
    library: icedBase64,
  });
  const ours = new Map(code.text.map((line, row) => [code.address[row] ?? 0, line.replace("\t", " ").trimEnd()]));
  let [count, boundaries, mnemonics, texts] = [0, 0, 0, 0];
  for (const [address, theirs] of listing(path)) {
    count++;
    const own = ours.get(address);
    if (own === undefined) continue;
    boundaries++;
    if (mnemonic(own) === mnemonic(theirs)) mnemonics++;
    if (own === theirs) texts++;
  }
  console.log(`${path}: ${count} instructions; equal boundaries ${boundaries}, mnemonics ${mnemonics}, texts ${texts}`);
  expect(count).toBeGreaterThan(30_000);
  expect(boundaries / count).toBeGreaterThanOrEqual(0.999);
  expect(mnemonics / count).toBeGreaterThanOrEqual(0.999);
});

/** Address and text without comments and symbols, one space between mnemonic and operands. */
function listing(path: string): readonly (readonly [number, string])[] {
  const options = ["-d", "-M", "intel", "-w", "--no-show-raw-insn", "-j", ".text", path];
  const { stdout } = spawnSync("objdump", options, { encoding: "utf8", maxBuffer: 2 ** 30 });
  return [...stdout.matchAll(/^ *([0-9a-f]+):\t(.*)$/gm)].map(([, address = "", text = ""]) => [
    Number.parseInt(address, 16),
    text
      .replace(/ +[#<].*$/, "")
      .replace(/ +/g, " ")
      .trim(),
  ]);
}

/** Without prefixes. */
function mnemonic(text: string): string {
  return text.replace(/^((rep[nz]*e?|lock|bnd|notrack|data16|addr32|[c-gs]s|rex(\.\w+)?) )*/, "").split(" ")[0] ?? "";
}
