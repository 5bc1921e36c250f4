import type { DumpColumns } from "./dumpColumns";

/**
 * /proc/PID/numa_maps (fs/proc/task_mmu.c, show_numa_map): a line per mapping, with how many of its pages lie on a node.
 * Huge pages of hugetlbfs are counted in their own size, transparent ones in small pages.
 *
 *   c000000000 default anon=18939 dirty=18939 active=0 N0=12000 N1=6939 kernelpagesize_kB=4
 */
export class NumaMaps {
  readonly #columns: DumpColumns;
  #last = -1;

  constructor(columns: DumpColumns) {
    this.#columns = columns;
  }

  /** False for a line of another kind. */
  line(text: string): boolean {
    const match = MAPPING.exec(text);
    if (match === null) return false;
    const start = Number.parseInt(match[1] ?? "", 16);
    if (start <= this.#last || this.#last < 0) this.#columns.begin("numa_maps"); // listed by ascending address
    this.#last = start;
    const pageBytes = Number(/ kernelpagesize_kB=(\d{1,9})/.exec(text)?.[1] ?? DEFAULT_PAGE_KB) * 1024;
    for (const [, node, pages] of text.matchAll(/ N(\d{1,4})=(\d{1,13})/g)) {
      this.#columns.addProcess(Number(node), Number(pages) * pageBytes, "numa_maps", SMALLEST_PAGE);
    }
    return true;
  }
}

const MAPPING = /^([0-9a-f]{6,16}) (?:default|bind|prefer|interleave|local|weighted)[^\t]*$/;
const SMALLEST_PAGE = 4096;
const DEFAULT_PAGE_KB = 4; // before Linux 3.9 it is not said
