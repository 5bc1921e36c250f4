import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ObjectCapture } from "../../src/model/capture";
import { DecodeError } from "../../src/model/decodeError";
import type { Module } from "../../src/model/stacks";
import { elf } from "../formats/elf";
import { type ByteSource, bytesSource } from "../io/byteSource";
import type { ModuleSources } from "./moduleObjects";
import { symbolizeModule } from "./symbolizeModule";

/*
 * Every ELF fixture cut, changed and given impossible headers: decoding throws nothing but DecodeError, naming throws
 * nothing at all, and both end soon.
 */
const CUTS = 10;
const FLIPS = 20;
const LIMIT_MS = 5000;
const HEAD_BYTES = 0x400;

const folders = ["elf/fixtures", "elf/fixtures/plt", "elf/fixtures/sw64symtab", "dwarf/fixtures"].map(
  (folder) => new URL(`../object/${folder}/`, import.meta.url),
);
const fixtures = folders.flatMap((folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, bytes: new Uint8Array(readFileSync(new URL(entry.name, folder))) }))
    .filter(({ bytes }) => bytes[0] === 0x7f && bytes[1] === 0x45),
);
const byName = new Map(fixtures.map(({ name, bytes }) => [name, bytes]));

const module: Module = { path: "/bin/x", buildId: null, addressing: "file-offset", pid: -1, anchor: null };
/** Offsets in the file, and for relocatable files addresses of a kernel module. */
const ADDRESSES = Float64Array.from({ length: 96 }, (_, i) => i * 0x2c);
const codes = { addresses: ADDRESSES.map((offset) => offset + 0x100), flags: new Uint8Array(ADDRESSES.length) };

/** Decodes the file, and names addresses with it in each role that it can have. */
async function use(name: string, bytes: Uint8Array): Promise<void> {
  let capture: ObjectCapture | null = null;
  try {
    capture = (await elf.decode(bytesSource(name, bytes), {
      siblings: [],
      progress: () => undefined,
    })) as ObjectCapture;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
  }
  for (const { first } of capture?.losses ?? []) {
    if (!(first.offset >= 0 && first.offset < 2 ** 53)) throw new Error(`names no place: ${first.message}`);
  }
  for (const sources of rolesOf(name, bytes)) {
    for (const addressing of ["file-offset", "absolute"] as const) {
      const names = await symbolizeModule({ ...module, addressing }, [], codes, sources);
      if (names.length !== ADDRESSES.length) throw new Error(`${names.length} rows`);
    }
  }
}

const NONE: ModuleSources = { runtime: null, debug: null, alt: null, split: [], symbols: null };

function rolesOf(name: string, bytes: Uint8Array): ModuleSources[] {
  const source = bytesSource(name, bytes);
  const other = (fixture: string): ByteSource => bytesSource(fixture, byName.get(fixture) ?? new Uint8Array(0));
  const main = /^(.*?)(-\w+)?\.dw[op]$/.exec(name)?.[1];
  if (main !== undefined) return [{ ...NONE, runtime: other(main), split: [source] }];
  if (name === "dwz.common") return [{ ...NONE, runtime: other("dwz-a"), alt: source }];
  if (name.includes("debug")) return [{ ...NONE, runtime: other("tree.stripped"), debug: source }];
  return [{ ...NONE, runtime: source }];
}

async function expectHarmless(name: string, what: string, bytes: Uint8Array): Promise<void> {
  const started = performance.now();
  await expect(use(name, bytes), what).resolves.toBeUndefined();
  expect(performance.now() - started, `${name}: ${what}`).toBeLessThan(LIMIT_MS);
}

it("has fixtures", () => {
  expect(fixtures.length).toBeGreaterThan(40);
});

describe.each(fixtures)("$name", ({ name, bytes: whole }) => {
  it("cut", async () => {
    for (let cut = 0; cut < CUTS; cut++) {
      const length = Math.floor((cut * whole.length) / CUTS);
      await expectHarmless(name, `cut at ${length}`, whole.slice(0, length));
    }
  });

  it("changed", async () => {
    const random = randomNumbers();
    for (let flip = 0; flip < FLIPS; flip++) {
      const bytes = whole.slice();
      // Headers are at the start, section headers at the end.
      const range = flip % 3 === 0 ? whole.length : Math.min(HEAD_BYTES, whole.length);
      const at = flip % 3 === 1 ? whole.length - 1 - random(Math.min(4 * HEAD_BYTES, whole.length)) : random(range);
      bytes[at] = (bytes[at] ?? 0) ^ (1 + random(255));
      await expectHarmless(name, `byte ${at} is ${bytes[at]}`, bytes);
    }
  });
});

/** Elf64_Shdr: sh_type 4, sh_flags 8, sh_addr 16, sh_offset 24, sh_size 32, sh_link 40, sh_info 44, sh_entsize 56. */
const SECTION_FIELDS: readonly [string, number, bigint][] = [
  ["sh_flags all", 8, 2n ** 64n - 1n],
  ["sh_addr -1", 16, 2n ** 64n - 1n],
  ["sh_offset 2^64 - 1", 24, 2n ** 64n - 1n],
  ["sh_offset 2^62", 24, 2n ** 62n],
  ["sh_offset 0", 24, 0n],
  ["sh_size 2^64 - 1", 32, 2n ** 64n - 1n],
  ["sh_size 2^40", 32, 2n ** 40n],
  ["sh_link and sh_info of 2^32 - 1", 40, 2n ** 64n - 1n],
  ["sh_addralign 2^63", 48, 2n ** 63n],
  ["sh_entsize 0", 56, 0n],
  ["sh_entsize 1", 56, 1n],
  ["sh_entsize 2^63", 56, 2n ** 63n],
];

describe.each(["tree", "small.d5.o", "small.zlib.o", "own.g32", "libown.so", "split5-clang-main.dwo"])(
  "headers of %s",
  (name) => {
    const whole = byName.get(name) ?? new Uint8Array(0);
    const shoff = Number(new DataView(whole.buffer).getBigUint64(40, true));

    it.each(SECTION_FIELDS)("%s in every section at once", async (what, field, value) => {
      const bytes = whole.slice();
      const view = new DataView(bytes.buffer);
      for (let at = shoff; at + 64 <= bytes.length; at += 64) view.setBigUint64(at + field, value, true);
      await expectHarmless(name, what, bytes);
    });

    it("2^64 - 1 sections, and as many program headers", async () => {
      const bytes = whole.slice();
      const view = new DataView(bytes.buffer);
      view.setUint16(60, 0, true); // e_shnum
      view.setUint16(56, 0xffff, true); // e_phnum
      view.setBigUint64(shoff + 32, 2n ** 64n - 1n, true);
      view.setBigUint64(shoff + 40, 2n ** 64n - 1n, true);
      await expectHarmless(name, "extended numbering", bytes);
    });

    it("every section is the whole file, of every type", async () => {
      for (let type = 0; type < 20; type++) {
        const bytes = whole.slice();
        const view = new DataView(bytes.buffer);
        for (let at = shoff; at + 64 <= bytes.length; at += 64) {
          view.setUint32(at + 4, type, true);
          view.setBigUint64(at + 24, 0n, true);
          view.setBigUint64(at + 32, BigInt(bytes.length), true);
        }
        await expectHarmless(name, `type ${type}`, bytes);
      }
    });
  },
);

function randomNumbers(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
