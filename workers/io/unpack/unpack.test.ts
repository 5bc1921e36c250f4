import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { bytesSource } from "../byteSource";
import { UNPACK_FREE_BYTES, UNPACK_MAX_BYTES, UNPACK_MAX_FILES } from "../limits";
import { isPacked, type Unpacked, unpack } from "./unpack";

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)));
const text = Array.from(
  { length: 3000 },
  (_, i) => `line ${i + 1} of a text that repeats, ${(i + 1) ** 2 % 977}\n`,
).join("");
const tree: Readonly<Record<string, string>> = {
  "one/first.txt": "first\n",
  "one/two/lines.txt": text.slice(0, 70_000),
  empty: "",
  "中文.txt": "中文\n",
  [`${"d".repeat(90)}/${"n".repeat(60)}.txt`]: "long\n",
};

function run(bytes: Uint8Array, name = "x", maxBytes = UNPACK_MAX_BYTES): Promise<Unpacked> {
  return unpack(bytesSource(name, bytes), maxBytes, () => undefined);
}

async function texts({ files }: Unpacked): Promise<Record<string, string>> {
  const entries = files.map(async ({ path, file }) => [path.replace(/^\.\//, ""), await file.text()] as const);
  return Object.fromEntries(await Promise.all(entries));
}

const messages = ({ losses }: Unpacked): string[] => losses.map(({ first }) => first.message);

afterEach(() => vi.unstubAllGlobals());

describe("archives", () => {
  it.each(["tree-gnu.tar.gz", "tree-pax.tar.zst", "tree-ustar.tar.bz2", "tree-gnu.tar.xz", "tree.zip"])(
    "%s",
    async (name) => {
      expect(isPacked(fixture(name))).toBe(true);
      const unpacked = await run(fixture(name));
      expect(unpacked.isArchive).toBe(true);
      expect(unpacked.losses).toEqual([]);
      expect(await texts(unpacked)).toEqual(tree);
      expect(unpacked.files.map(({ file }) => file.name)).toContain("first.txt");
    },
  );

  it("reads a zip whose sizes stand behind its files", async () => {
    const unpacked = await run(fixture("tree-streamed.zip"));
    expect(unpacked.losses).toEqual([]);
    expect(await texts(unpacked)).toEqual({ ...tree, link: "first\n" });
  });

  it("starts again without DecompressionStream, and behind it when it refuses trailing bytes", async () => {
    const bytes = fixture("tree-gnu.tar.gz");
    expect(await texts(await run(Buffer.concat([bytes, new Uint8Array(700)])))).toEqual(tree);
    vi.stubGlobal("DecompressionStream", undefined);
    expect(await texts(await run(bytes))).toEqual(tree);
  });

  it.each([
    ["lines.zst", "lines"],
    ["lines.bz2", "lines"],
  ])("%s is one file, named without its last part", async (name, inside) => {
    const unpacked = await run(fixture(name), name);
    expect(unpacked.isArchive).toBe(false);
    expect(await texts(unpacked)).toEqual({ [inside]: text });
    expect(await texts(await run(gzipSync("short"), "perf.data.gz"))).toEqual({ "perf.data": "short" });
    expect(await texts(await run(gzipSync("short"), ".gz"))).toEqual({ ".gz": "short" });
  });
});

it("an .xz file that is cut gives nothing but a message", async () => {
  const bytes = fixture("tree-gnu.tar.xz");
  const { files, losses } = await run(bytes.subarray(0, bytes.length - 300), "x.tar.xz");
  expect(files).toHaveLength(0);
  expect(losses).toMatchObject([{ first: { code: "Truncated", where: "xz" } }]);
});

describe("damaged and hostile archives", () => {
  it.each(["tree-gnu.tar.gz", "tree-pax.tar.zst", "tree-ustar.tar.bz2", "tree.zip", "lines.zst"])(
    "a cut %s gives what is there, and a message",
    async (name) => {
      const bytes = fixture(name);
      const known: Record<string, string> = { ...tree, link: "one/first.txt" }; // only zip's directory tells links
      for (let length = 600; length < bytes.length - 30; length += 1009) {
        const unpacked = await run(bytes.subarray(0, length), name);
        expect(unpacked.losses.length).toBeGreaterThan(0);
        for (const [path, content] of Object.entries(await texts(unpacked))) {
          expect((path === "lines" ? text : (known[path] ?? "?")).startsWith(content)).toBe(true);
        }
      }
    },
  );

  it("stops at the limits and names them", async () => {
    const bomb = gzipSync(new Uint8Array(UNPACK_FREE_BYTES >> 1));
    const unpacked = await run(bomb, "zeros.gz", 1 << 20);
    expect(messages(unpacked)).toEqual(["archive at 0x0: more than 1048576 bytes come out, the limit"]);
    expect(unpacked.files[0]?.file.size).toBeLessThanOrEqual(1 << 20);
    expect(messages(await run(fixture("tree.zip"), "tree.zip", 1000))[0]).toContain("more than 1000 bytes");
    const many = Buffer.concat(Array.from({ length: UNPACK_MAX_FILES + 5 }, (_, i) => tarHeader(`f${i}`, 0)));
    const first = await run(many);
    expect(first.files).toHaveLength(UNPACK_MAX_FILES);
    expect(messages(first)[0]).toContain("files, the limit");
  });

  it("takes a path as a name, wherever it points", async () => {
    const header = tarHeader("../../etc/passwd", 3);
    const unpacked = await run(Buffer.concat([header, Buffer.alloc(512, "abc")]));
    expect(unpacked.files.map(({ path, file }) => [path, file.name, file.size])).toEqual([
      ["../../etc/passwd", "passwd", 3],
    ]);
  });

  it("goes on behind a file that cannot be unpacked", async () => {
    const bytes = fixture("tree.zip");
    const encrypted = bytes.slice();
    const at = encrypted.findIndex((_, i) => i > 0 && Buffer.from(encrypted.subarray(i, i + 4)).equals(CENTRAL));
    for (let entry = at; entry >= 0; entry = nextEntry(encrypted, entry)) encrypted[entry + 8] = 1;
    expect(messages(await run(encrypted))[0]).toContain("is encrypted");
    const damaged = bytes.slice();
    damaged.fill(0x55, 400, 500); // inside the long text
    const unpacked = await run(damaged);
    expect(unpacked.losses).toHaveLength(1);
    expect((await texts(unpacked))["one/first.txt"]).toBe("first\n");
  });

  it("throws nothing, whatever the bytes", async () => {
    const names = ["tree-gnu.tar.gz", "tree-pax.tar.zst", "tree.zip"];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (name, at, flip) => {
          const bytes = fixture(name);
          const index = at % bytes.length;
          bytes[index] = (bytes[index] ?? 0) ^ flip;
          await run(bytes, name);
        },
      ),
      { numRuns: 60 },
    );
  });
});

const CENTRAL = Buffer.from([0x50, 0x4b, 1, 2]);

function nextEntry(bytes: Uint8Array, at: number): number {
  return Buffer.from(bytes).indexOf(CENTRAL, at + 4);
}

function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(size.toString(8).padStart(11, "0"), 124);
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\0", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}
