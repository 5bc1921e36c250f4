import type { Pagemap, PteLayout } from "../../../model/pagemap";
import type { SpanLives } from "../../../model/spanLives";

/** What a dump of page tables says of a page. */
export interface DumpedPage {
  readonly state: "present" | "swapped" | "absent";
  readonly frame: number; // page frame number; NaN where there is none, or where the kernel hides it
}

/** Bytes by what a dump says of their pages, of the spans that are live at the end of the recording. */
export interface DumpedBytes {
  readonly present: number;
  readonly swapped: number;
  readonly absent: number; // given back, or never touched
  readonly outside: number; // of spans that the dump does not reach
  readonly freePresent: number; // under no live span: what the process holds without need
}

interface Entry {
  isPresent(low: number, high: number): boolean;
  isSwapped(low: number, high: number): boolean;
  frame(low: number, high: number): number;
}

const never = (): boolean => false;
const isValid = (low: number): boolean => (low & 1) === 1; // _PAGE_VALID

/** Bits of a value: of Documentation/admin-guide/mm/pagemap.rst, and of SW64's page-table entries (model/pagemap.ts). */
const ENTRIES: Readonly<Record<"pagemap" | PteLayout, Entry>> = {
  pagemap: {
    isPresent: (_, high) => high >>> 31 === 1,
    isSwapped: (_, high) => ((high >>> 30) & 1) === 1,
    frame: (low, high) => (high & 0x7f_ffff) * 2 ** 32 + low,
  },
  core3: {
    isPresent: (low) => isValid(low) || (low & 0x80) !== 0, // _PAGE_PROTNONE
    isSwapped: never,
    frame: (low, high) => high * 2 ** 4 + (low >>> 28),
  },
  core4: {
    isPresent: (low, high) => isValid(low) || high >>> 31 === 1, // _PAGE_PROTNONE
    isSwapped: never,
    frame: (low, high) => (high & 0x3fff_ffff) * 2 ** 8 + (low >>> 24), // _PAGE_DIRTY and _PAGE_PROTNONE are above
  },
  article: {
    isPresent: isValid,
    isSwapped: never,
    frame: (low, high) => (high & 0xffff) * 2 ** 18 + (low >>> 14),
  },
};

/** Null for an address that the dump does not reach. */
export function dumpedPage(dump: Pagemap, layout: PteLayout, address: number): DumpedPage | null {
  const row = rowOf(dump, address);
  return row < 0 ? null : pageOf(dump, entryOf(dump, layout), row);
}

export function dumpedBytes(dump: Pagemap, layout: PteLayout, lives: SpanLives): DumpedBytes {
  const entry = entryOf(dump, layout);
  const isLive = new Uint8Array(dump.low.length);
  const bytes = { present: 0, swapped: 0, absent: 0, outside: 0, freePresent: 0 };
  for (let life = 0; life < lives.length; life++) {
    if (!Number.isNaN(lives.deathNs[life])) continue;
    const sizeBytes = lives.pages[life] * lives.pageBytes;
    const from = rowOf(dump, lives.address[life]);
    // A mapping has all of a span; a longer claim is of a damaged recording.
    const pages = from < 0 ? 0 : Math.min(Math.ceil(sizeBytes / dump.pageBytes), dump.low.length - from);
    for (let row = from; row < from + pages; row++) {
      isLive[row] = 1;
      bytes[pageOf(dump, entry, row).state] += dump.pageBytes;
    }
    bytes.outside += sizeBytes - Math.min(sizeBytes, pages * dump.pageBytes);
  }
  for (let row = 0; row < isLive.length; row++) {
    if (isLive[row] === 0 && entry.isPresent(dump.low[row], dump.high[row])) bytes.freePresent += dump.pageBytes;
  }
  return bytes;
}

function entryOf({ values }: Pagemap, layout: PteLayout): Entry {
  return ENTRIES[values === "pte" ? layout : "pagemap"];
}

function pageOf({ low, high }: Pagemap, entry: Entry, row: number): DumpedPage {
  const [lower, upper] = [low[row], high[row]];
  if (entry.isPresent(lower, upper)) return { state: "present", frame: entry.frame(lower, upper) || Number.NaN };
  return { state: entry.isSwapped(lower, upper) ? "swapped" : "absent", frame: Number.NaN };
}

/** Row of the values that an address has; -1 for none. */
function rowOf({ start, first, pageBytes }: Pagemap, address: number): number {
  let [low, high] = [0, start.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (start[middle] <= address) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return -1;
  const row = first[low - 1] + Math.floor((address - start[low - 1]) / pageBytes);
  return row < first[low] ? row : -1;
}
