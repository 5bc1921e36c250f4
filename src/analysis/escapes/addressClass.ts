import type { MemoryClass } from "../../model/report";
import type { Module, ModuleMapping } from "../../model/stacks";

/**
 * What lies at a data address:
 * - "go-heap": Go's arenas; where no probe tells of spans also the stacks of other goroutines there;
 * - "go-stack": of these the stack that the sample was taken on; and with probes each span that the runtime manages by hand:
 *   goroutine stacks, and work buffers of the collector;
 * - "data": .data and .bss of an object, or a mapped file;
 * - "c-heap": what brk made, [heap];
 * - "thread-stack": the stack that the kernel gave the main thread, and the sample's own outside of Go's arenas;
 * - "anonymous": other memory without a file: malloc's larger blocks, stacks of threads, the Go runtime's own tables;
 * - "kernel";
 * - "unknown": no mapping in the capture covers it. Data mappings are there when it was recorded with `-d`.
 */
export const ADDRESS_CLASSES = [
  "go-heap",
  "go-stack",
  "data",
  "c-heap",
  "thread-stack",
  "anonymous",
  "kernel",
  "unknown",
] as const satisfies readonly MemoryClass[];

/**
 * Where Go asks for its arenas (runtime/malloc.go, arenaHints): from 0xc0<<32 on, the next area where that is taken;
 * its port to SW64 from 0xc0<<28 on. Nothing else lies there unless it is asked to.
 */
const GO_ARENAS: Readonly<Record<string, readonly [start: number, end: number]>> = {
  x86_64: [0xc0_0000_0000, 0x5000_0000_0000], // up to where programs that may lie anywhere are loaded
  sw_64: [0xc_0000_0000, 0x100_0000_0000],
};

const NAMES: readonly (readonly [RegExp, MemoryClass])[] = [
  [/^\[anon: Go: heap\]$/, "go-heap"],
  [/^\[heap\]$/, "c-heap"],
  [/^\[stack(?::\d+)?\]$/, "thread-stack"],
  [/^\[anon: glibc: malloc/, "c-heap"],
  [/^(?:\/\/anon|\[anon|\/dev\/zero|\/anon_hugepage|\/SYSV|\/memfd:)/, "anonymous"],
];

const PAGE_SHIFT_DIVISOR = 4096;

interface Area {
  readonly start: number;
  readonly end: number;
  readonly pid: number; // -1 for any
  readonly class: MemoryClass;
}

/** Classes of addresses by the mappings of a capture, and by Go's hints where these are not known. */
export class AddressClasses {
  readonly #areas: readonly Area[];
  readonly #arena: readonly [number, number];
  readonly #known = new Map<number, Map<number, MemoryClass>>(); // by pid, by page

  constructor(modules: readonly Module[], mappings: readonly ModuleMapping[], arch: string | null) {
    this.#arena = GO_ARENAS[arch ?? ""] ?? NO_ARENA;
    const ends = new Set(mappings.filter(({ module }) => isObject(modules[module])).map(({ end }) => Number(end)));
    // of mappings over one another the last one counts
    const latestFirst = [...mappings].reverse();
    this.#areas = latestFirst.map(({ module, start, end }): Area => {
      const { path, pid } = modules[module];
      const named = NAMES.find(([name]) => name.test(path))?.[1] ?? "data";
      const isBss = named === "anonymous" && ends.has(start); // it goes on where the file's part of the segment ends
      return { start, end, pid, class: isBss ? "data" : named };
    });
  }

  classOf(address: number, pid: number): MemoryClass {
    if (address < 0) return "kernel";
    const page = Math.floor(address / PAGE_SHIFT_DIVISOR);
    let ofProcess = this.#known.get(pid);
    if (ofProcess === undefined) {
      ofProcess = new Map();
      this.#known.set(pid, ofProcess);
    }
    let known = ofProcess.get(page);
    if (known === undefined) {
      known = this.#find(address, pid);
      ofProcess.set(page, known);
    }
    return known;
  }

  #find(address: number, pid: number): MemoryClass {
    const [low, high] = this.#arena;
    const covers = ({ start, end }: Area) => start <= address && address < end;
    const area =
      this.#areas.find((one) => one.pid === pid && covers(one)) ??
      this.#areas.find((one) => one.pid < 0 && covers(one));
    const inArena = low <= address && address < high;
    if (area === undefined) return inArena ? "go-heap" : "unknown";
    return area.class === "anonymous" && inArena ? "go-heap" : area.class;
  }
}

const NO_ARENA: readonly [number, number] = [0, 0];

function isObject({ path, addressing }: Module): boolean {
  return addressing === "file-offset" && path.startsWith("/");
}
