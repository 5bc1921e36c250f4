import fc from "fast-check";
import { expect, it } from "vitest";
import type { ByteSource } from "./byteSource";
import { PAGE_BYTES, PAGE_CACHE_PAGES } from "./limits";
import { PageCache, pagedSource } from "./pagedSource";

const SIZE = 3 * PAGE_BYTES + 77;

function counted(size = SIZE): { source: ByteSource; reads: number[]; bytes: Uint8Array } {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i += 3) bytes[i] = i * 7 + (i >> 12);
  const reads: number[] = [];
  const read = async (start: number, end: number): Promise<Uint8Array> => {
    reads.push(start);
    return bytes.slice(start, end);
  };
  return { source: { name: "x", size, read }, reads, bytes };
}

it("gives the bytes of the source below, whatever the range", async () => {
  const { source, bytes } = counted();
  const paged = pagedSource(source);
  const offset = fc.integer({ min: -10, max: SIZE + 10 });
  await fc.assert(
    fc.asyncProperty(
      offset,
      fc.oneof(fc.integer({ min: -5, max: 300 }), fc.constant(PAGE_BYTES + 5)),
      async (at, size) => {
        const expected = bytes.subarray(Math.max(0, at), Math.max(0, at, at + size));
        expect(Buffer.compare(await paged.read(at, at + size), expected)).toBe(0);
      },
    ),
    { numRuns: 60 },
  );
});

it("reads a page once for many small reads, and gives copies", async () => {
  const { source, reads, bytes } = counted();
  const paged = pagedSource(source);
  for (let at = 0; at < 1000; at += 10) (await paged.read(at, at + 10)).fill(0);
  expect(reads).toEqual([0]);
  expect(await paged.read(10, 20)).toEqual(bytes.slice(10, 20));
});

it("forgets the page that was not used for the longest time", async () => {
  const reads: number[] = [];
  const size = (PAGE_CACHE_PAGES + 1) * PAGE_BYTES;
  const paged = pagedSource({
    name: "x",
    size,
    read: async (start) => {
      reads.push(start / PAGE_BYTES);
      return new Uint8Array(16);
    },
  });
  const touch = (page: number): Promise<Uint8Array> => paged.read(page * PAGE_BYTES, page * PAGE_BYTES + 1);
  for (let page = 0; page < PAGE_CACHE_PAGES; page++) await touch(page);
  await touch(0);
  await touch(PAGE_CACHE_PAGES); // pushes out page 1
  await touch(0);
  await touch(1);
  expect(reads.slice(PAGE_CACHE_PAGES)).toEqual([PAGE_CACHE_PAGES, 1]);
});

it("does not keep a read that failed", async () => {
  let fails = true;
  const paged = pagedSource({
    name: "x",
    size: 10,
    read: async () => {
      if (fails) throw new Error("the file changed");
      return new Uint8Array(10);
    },
  });
  await expect(paged.read(0, 5)).rejects.toThrow("the file changed");
  fails = false;
  expect(await paged.read(0, 5)).toHaveLength(5);
});

it("does not push everything out for one large read", async () => {
  const { source, reads } = counted(20 * PAGE_BYTES); // more than a quarter of the cache
  const paged = pagedSource(source);
  await paged.read(0, 10);
  await paged.read(0, 20 * PAGE_BYTES);
  await paged.read(20, 30);
  expect(reads).toEqual([0, 0]);
});

it("sources that share a cache keep their pages apart, and no more of them than one source would", async () => {
  const cache = new PageCache();
  let reads = 0;
  const make = (value: number): ByteSource =>
    pagedSource(
      {
        name: `${value}`,
        size: 4 * PAGE_BYTES,
        read: async (start, end) => {
          reads++;
          return new Uint8Array(end - start).fill(value);
        },
      },
      cache,
    );
  const sources = Array.from({ length: PAGE_CACHE_PAGES }, (_, value) => make(value));
  for (const [value, source] of sources.entries()) expect(await source.read(5, 7)).toEqual(Uint8Array.of(value, value));
  for (const source of sources) await source.read(9, 10);
  expect(reads).toBe(PAGE_CACHE_PAGES);
  await sources[0]?.read(PAGE_BYTES, PAGE_BYTES + 1); // pushes out what was used longest ago
  await sources[0]?.read(0, 1);
  expect(reads).toBe(PAGE_CACHE_PAGES + 2);
});
