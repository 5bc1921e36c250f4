// The inputs of the symbols rows: the debug file of OpenJDK's libjvm.so from Debian (260 MB of DWARF, zlib-compressed to
// 150 MB), and captures that have random addresses of its code. Fetched and made once, kept in .cache/bench.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../install.mjs";
import { cached } from "./cached.mjs";
import { makeAddressCapture } from "./makeAddressCapture.mjs";
import { Skipped } from "./skipped.mjs";

const packageName = "openjdk-17-dbg";
const folder = join(root, ".cache", "bench", packageName);
const maker = "e2e/bench/makeAddressCapture.mjs";

/** @typedef {{ readonly debugFile: string, readonly buildId: string }} DebugFile */

/**
 * @param {number} count
 * @returns {DebugFile & { readonly capture: string, readonly addresses: string }} `addresses` lists them as text
 */
export function symbolsInput(count) {
  const { debugFile, buildId } = libjvm();
  const shape = codeOf(debugFile);
  const values = randomAddresses(shape, count);
  const addresses = cached(`jvm-${count}.addresses`, maker, (path) =>
    writeFileSync(path, values.map((value) => `0x${value.toString(16)}\n`).join("")),
  );
  const capture = cached(`jvm-${count}.perf.data`, maker, (path) =>
    makeAddressCapture(path, { ...shape, buildId, path: "/usr/lib/jvm/lib/server/libjvm.so", addresses: values }),
  );
  return { debugFile, buildId, capture, addresses };
}

/** @returns {string} the debug file with its sections as they are in memory */
export function uncompressed() {
  const { debugFile } = libjvm();
  return cached("libjvm.debug", maker, (path) => {
    run("objcopy", ["--decompress-debug-sections", debugFile, path]);
  });
}

/** @returns {DebugFile} the largest debug file of the package */
function libjvm() {
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    run("apt-get", ["download", packageName], folder);
    const deb = readdirSync(folder).find((name) => name.endsWith(".deb")) ?? "";
    run("dpkg-deb", ["-x", deb, "."], folder);
  }
  const ids = join(folder, "usr/lib/debug/.build-id");
  const files = readdirSync(ids).flatMap((first) =>
    readdirSync(join(ids, first)).map((rest) => ({ first, rest, path: join(ids, first, rest) })),
  );
  const [largest] = files.sort((a, b) => statSync(b.path).size - statSync(a.path).size);
  if (largest === undefined) throw new Skipped(`${packageName} has no debug files`);
  return { debugFile: largest.path, buildId: largest.first + largest.rest.replace(/\.debug$/, "") };
}

/**
 * Where the program's code lies: the executable PT_LOAD, and .text in it.
 * @param {string} path
 */
function codeOf(path) {
  const [, start, , bytes] =
    /^ +LOAD +0x\w+ 0x(\w+) 0x(\w+) 0x\w+ 0x(\w+) R E/m.exec(run("readelf", ["-lW", path])) ?? [];
  const [, text, textBytes] = /\] \.text +\w+ +(\w+) \w+ (\w+)/.exec(run("readelf", ["-SW", path])) ?? [];
  const [segment, segmentBytes, textStart, size] = [start, bytes, text, textBytes].map((hex) => Number(`0x${hex}`));
  if (segment === undefined || segmentBytes === undefined || textStart === undefined || size === undefined) {
    throw new Error(`no code in ${path}`);
  }
  return { segment, segmentBytes, text: textStart, textBytes: size };
}

/**
 * @param {{ readonly text: number, readonly textBytes: number }} code
 * @param {number} count
 */
function randomAddresses({ text, textBytes }, count) {
  let state = 1;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return text + Math.floor((state / 2 ** 32) * textBytes);
  });
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} [cwd]
 */
function run(command, args, cwd) {
  const { error, status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (error) throw new Skipped(`${command}: ${error.message}`);
  if (status !== 0) throw new Skipped(`${command} failed: ${stderr.trim().split("\n").at(-1)}`);
  return stdout;
}
