import type { ByteSource } from "./byteSource";
import { PAGE_BYTES, PAGE_CACHE_PAGES } from "./limits";

/** Pages of one or several sources, those used last. */
export class PageCache {
  readonly #pages = new Map<string, Promise<Uint8Array>>(); // in the order of use, oldest first
  #sources = 0;

  /** A number for a source whose pages are to be kept here. */
  add(): number {
    return this.#sources++;
  }

  page(key: string, read: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const kept = this.#pages.get(key);
    const bytes = kept ?? read();
    this.#pages.delete(key);
    this.#pages.set(key, bytes);
    if (kept === undefined) bytes.catch(() => this.#pages.delete(key)); // a failed read may succeed next time
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= PAGE_CACHE_PAGES) break;
      this.#pages.delete(oldest);
    }
    return bytes;
  }
}

/**
 * A source that reads the one below it in whole pages and keeps the pages used last, so that many small reads in
 * no order (symbol names, Go's inline trees) cost few slices of a File. A read of more than a quarter of the
 * cache goes straight through: it would only push out what is worth keeping. Many sources of which each is read little
 * share a cache.
 */
export function pagedSource(source: ByteSource, cache: PageCache = new PageCache()): ByteSource {
  const number = cache.add();
  const page = (index: number): Promise<Uint8Array> =>
    cache.page(`${number} ${index}`, () =>
      source.read(index * PAGE_BYTES, Math.min((index + 1) * PAGE_BYTES, source.size)),
    );
  return {
    name: source.name,
    size: source.size,
    async read(start, end) {
      const from = Math.max(0, start);
      const to = Math.min(end, source.size);
      if (!(from < to)) return new Uint8Array(0);
      if (to - from > (PAGE_CACHE_PAGES / 4) * PAGE_BYTES) return source.read(from, to);
      const first = Math.floor(from / PAGE_BYTES);
      const last = Math.floor((to - 1) / PAGE_BYTES);
      if (first === last) return (await page(first)).slice(from - first * PAGE_BYTES, to - first * PAGE_BYTES);
      const bytes = new Uint8Array(to - from);
      let filled = 0;
      for (let index = first; index <= last; index++) {
        const base = index * PAGE_BYTES;
        const part = (await page(index)).subarray(Math.max(0, from - base), to - base);
        bytes.set(part, filled);
        filled += part.length;
      }
      return filled === bytes.length ? bytes : bytes.subarray(0, filled);
    },
  };
}
