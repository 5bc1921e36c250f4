import { spawnSync } from "node:child_process";
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readdirSync, readSync, writeFileSync } from "node:fs";
import { basename, join, normalize } from "node:path";
import { expect, it } from "vitest";
import type { ModuleNames } from "../../src/model/moduleNames.ts";
import type { Module } from "../../src/model/stacks.ts";
import type { ByteSource } from "../../workers/io/byteSource.ts";
import { openElf, sectionNamed } from "../../workers/object/elf/elf.ts";
import { symbolizeModule } from "../../workers/symbolize/symbolizeModule.ts";

/** Debian packages with much DWARF, and the file of each. */
const FILES = [
  ["libstdc++6-12-dbg", "usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6.0.30"],
  ["python3.11-dbg", "usr/bin/python3.11d"],
] as const;
const ADDRESSES = 30_000;
const folder = join(import.meta.dirname, "../../.cache/oracles");
const module: Module = { path: "/m", buildId: null, addressing: "absolute", pid: -1, anchor: null };

interface Frame {
  readonly func: string;
  readonly place: string; // file:line, the path without "." and ".."
}

// Random addresses of .text, where llvm-symbolizer-19 and eu-addr2line agree. Run on Debian 12.
it.each(FILES)("functions, inlined calls, files and lines of %s", async (name, path) => {
  const file = unpacked(name, path);
  const source = onDisk(file);
  const addresses = await randomAddresses(source);
  const list = join(folder, `${name}.addresses`);
  writeFileSync(list, addresses.map((address) => `0x${address.toString(16)}\n`).join(""));
  const llvm = llvmFrames(file, list);
  const eu = euPlaces(file, list);
  const names = await symbolizeModule(
    module,
    [],
    { addresses: Float64Array.from(addresses), flags: new Uint8Array(addresses.length) },
    { runtime: source.source, debug: null, alt: null, split: [], symbols: null },
  );
  source.close();

  const counts = { agreeing: 0, unnamed: 0, depth: 0, places: 0, inner: 0, outer: 0 };
  const different: string[] = [];
  for (const [row, address] of addresses.entries()) {
    const theirs = llvm[row] ?? [];
    const places = theirs.map(({ place }) => place);
    if (places.join() !== (eu.get(address) ?? []).join()) continue;
    if (places.every((place) => place.endsWith(":0"))) {
      counts.unnamed++; // padding, and code without DWARF
      continue;
    }
    const ours = framesOf(names, row);
    counts.agreeing++;
    if (ours.length === theirs.length) counts.depth++;
    if (ours.map(({ place }) => place).join() === places.join()) counts.places++;
    else different.push(`${address.toString(16)} ${JSON.stringify(ours)} ${JSON.stringify(theirs)}`);
    if (ours.slice(0, -1).every(({ func }, i) => func === theirs[i]?.func)) counts.inner++;
    if (ours.at(-1)?.func === theirs.at(-1)?.func) counts.outer++;
  }
  console.log(name, JSON.stringify(counts), different.slice(0, 5).join("\n"));
  expect(counts.agreeing).toBeGreaterThan(ADDRESSES / 2);
  expect(counts.places / counts.agreeing).toBeGreaterThanOrEqual(0.999);
  expect(counts.inner / counts.agreeing).toBeGreaterThanOrEqual(0.999);
});

/** The file of the package, which is fetched once. */
function unpacked(name: string, path: string): string {
  const file = join(folder, name, path);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  run("apt-get", ["download", name], folder);
  const deb = readdirSync(folder).find((entry) => entry.startsWith(`${name}_`) && entry.endsWith(".deb")) ?? "";
  run("dpkg-deb", ["-x", deb, name], folder);
  return file;
}

function run(command: string, args: readonly string[], cwd?: string): string {
  const { stdout, status, stderr } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 30, cwd });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
  return stdout;
}

function onDisk(path: string): { readonly source: ByteSource; close(): void } {
  const fd = openSync(path, "r");
  const { size } = fstatSync(fd);
  const read = async (start: number, end: number): Promise<Uint8Array> => {
    const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
    return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, start));
  };
  return { source: { name: basename(path), size, read }, close: () => closeSync(fd) };
}

async function randomAddresses({ source }: { readonly source: ByteSource }): Promise<readonly number[]> {
  const text = sectionNamed(await openElf(source), ".text");
  if (text === null) throw new Error("no .text");
  let state = 1;
  return Array.from({ length: ADDRESSES }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return text.addr + Math.floor((state / 2 ** 32) * text.size);
  });
}

function llvmFrames(file: string, list: string): readonly (readonly Frame[])[] {
  const args = `--no-demangle --output-style=JSON --obj=${file}`;
  const lines = run("sh", ["-c", `llvm-symbolizer-19 ${args} < ${list}`])
    .trim()
    .split("\n");
  return lines.map((line) => {
    const { Symbol: symbols = [] } = JSON.parse(line);
    return symbols.map((frame: { FunctionName: string; FileName: string; Line: number }) => ({
      func: frame.FunctionName,
      place: placeOf(frame.FileName, frame.Line),
    }));
  });
}

/** "0xaddress", then two lines for each frame: function (and where it was inlined), file:line:column. */
function euPlaces(file: string, list: string): ReadonlyMap<number, readonly string[]> {
  const places = new Map<number, string[]>();
  let current: string[] = [];
  for (const line of run("sh", ["-c", `eu-addr2line -a -i -f -e ${file} < ${list}`]).split("\n")) {
    if (/^0x[0-9a-f]{16}$/.test(line)) {
      current = [];
      places.set(Number(line), current);
      continue;
    }
    const [, path, number] = / inlined at /.test(line) ? [] : (/^(.*?):(\d+)(:\d+)?( |$)/.exec(line) ?? []);
    if (path !== undefined) current.push(placeOf(path, Number(number)));
  }
  return places;
}

function placeOf(path: string, line: number): string {
  return `${path === "" || path === "??" ? "" : normalize(path)}:${line}`;
}

function framesOf(names: ModuleNames, row: number): readonly Frame[] {
  const frames: Frame[] = [];
  for (let at = names.start[row] ?? 0; at < (names.start[row + 1] ?? 0); at++) {
    const shown = names.func[at] ?? -1;
    const func = names.strings[names.mangled?.[shown] ?? -1] ?? names.strings[shown] ?? "";
    frames.push({ func, place: placeOf(names.strings[names.file[at] ?? -1] ?? "", names.line[at] ?? 0) });
  }
  return frames;
}
