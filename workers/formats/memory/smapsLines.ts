import type { MappingTotals, SmapsTotals } from "../../../src/model/processMemory";

/**
 * /proc/PID/smaps: a header per mapping, then its figures in kB; smaps_rollup is the same with one header for all.
 *
 *   c000000000-c004c00000 rw-p 00000000 00:00 0                    [anon: Go: heap]
 *   Rss:               75756 kB
 *   AnonHugePages:     73728 kB
 */
export class SmapsLines {
  mappings = 0;
  #rss = 0;
  #isRollup = false;
  readonly #totals: Readonly<Record<MappingKind, { -readonly [Name in keyof MappingTotals]: number }>> = {
    goHeap: { mappings: 0, rss: 0, hugePages: 0, lazyFree: 0 },
    anonymous: { mappings: 0, rss: 0, hugePages: 0, lazyFree: 0 },
    brk: { mappings: 0, rss: 0, hugePages: 0, lazyFree: 0 },
    files: { mappings: 0, rss: 0, hugePages: 0, lazyFree: 0 },
  };
  #current = this.#totals.files;

  /** False for a line that is neither a header nor a figure. */
  line(text: string): boolean {
    const figure = FIGURE.exec(text);
    if (figure !== null) {
      const bytes = Number(figure[2]) * 1024;
      if (figure[1] === "Rss") {
        this.#rss += bytes;
        this.#current.rss += bytes;
      } else if (figure[1] === "AnonHugePages") this.#current.hugePages += bytes;
      else if (figure[1] === "LazyFree") this.#current.lazyFree += bytes;
      return true;
    }
    const header = HEADER.exec(text);
    if (header === null) return /^(VmFlags|THPeligible|ProtectionKey):/.test(text);
    const [, start = "", name = ""] = header;
    if (name === "[rollup]") this.#isRollup = true;
    this.mappings++;
    this.#current = this.#totals[kindOf(Number.parseInt(start, 16), name)];
    this.#current.mappings++;
    return true;
  }

  finish(): SmapsTotals {
    return { rss: this.#rss, ...this.#totals, isRollup: this.#isRollup };
  }
}

type MappingKind = "goHeap" | "anonymous" | "brk" | "files";

const HEADER =
  /^([0-9a-f]{1,16})-[0-9a-f]{1,16} [r-][w-][x-][ps] [0-9a-f]{1,16} [0-9a-f]{2,}:[0-9a-f]{2,} \d{1,20} *(.*)$/;
const FIGURE = /^(\w{1,40}): +(\d{1,13}) kB$/;

/** Where Go's first arena lies on every 64-bit processor but a few (runtime/malloc.go, arena hints), and how far they go. */
const GO_ARENAS = 0xc0_0000_0000;
const GO_ARENAS_END = 0x100_0000_0000;

function kindOf(start: number, name: string): MappingKind {
  if (/^\[anon: Go: heap/.test(name)) return "goHeap";
  if (name === "[heap]") return "brk";
  if (name !== "" && !name.startsWith("[anon")) return "files";
  return name === "" && start >= GO_ARENAS && start < GO_ARENAS_END ? "goHeap" : "anonymous";
}
