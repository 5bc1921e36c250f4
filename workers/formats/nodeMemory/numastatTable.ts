import type { DumpColumns } from "./dumpColumns";
import { SYSTEM_FIGURES } from "./meminfo";

/**
 * `numastat -p PID` and `numastat -m` (numactl's numastat.c): tables with a column per node, parted where the terminal is
 * too narrow for all of them. Megabytes of 2^20 bytes with two digits.
 *
 *   Per-node process memory usage (in MBs) for PID 4321 (leakd)
 *                              Node 0          Node 1           Total
 *                     --------------- --------------- ---------------
 *   Heap                         0.27            0.00            0.27
 *   Private                   1203.72          311.02         1514.74
 *   ----------------  --------------- --------------- ---------------
 *   Total                     1203.99          311.02         1515.01
 *
 * Of several processes the title names none, the rows are theirs and the last is their sum.
 */
export class NumastatTable {
  readonly #columns: DumpColumns;
  #kind: "process" | "system" | null = null;
  #nodes: readonly number[] = [];

  constructor(columns: DumpColumns) {
    this.#columns = columns;
  }

  /** False for a line of another kind. */
  line(text: string): boolean {
    const title = TITLE.exec(text);
    if (title !== null) return this.#begin(title[1] === "process" ? "process" : "system", title[2] ?? "");
    if (this.#kind === null) return false;
    if (/^(PID)? +Node \d/.test(text)) {
      this.#nodes = [...text.matchAll(/Node (\d{1,4})/g)].map(([, node]) => Number(node));
      return true;
    }
    if (/^[- ]+$/.test(text) || /^Token \S{1,40} not in hash table\.$/.test(text)) return true; // numastat's complaint
    return this.#row(text.trim().split(/\s+/));
  }

  #begin(kind: "process" | "system", process: string): boolean {
    const columns = this.#columns;
    columns.begin(kind === "process" ? "numastat -p" : "numastat -m");
    if (process !== "") columns.process = process;
    this.#kind = kind;
    this.#nodes = [];
    return true;
  }

  /** A name of one or more words, then a figure per node and, in the last part of the table, their sum. */
  #row(words: readonly string[]): boolean {
    let named = words.length;
    while (named > 0 && FIGURE.test(words[named - 1] ?? "")) named--;
    const figures = words.slice(named);
    if (named === 0 || figures.length < this.#nodes.length || figures.length > this.#nodes.length + 1) return false;
    const name = words.slice(0, named).join(" ");
    const [figure, sign] = SYSTEM_FIGURES[name] ?? [null, 0];
    for (const [i, node] of this.#nodes.entries()) {
      const bytes = Number(figures[i]) * MIB;
      if (this.#kind === "process") {
        if (name === "Total") this.#columns.addProcess(node, bytes, "numastat -p", STEP);
      } else if (figure !== null) this.#columns.addSystem(node, figure, sign * bytes, "numastat -m", STEP);
    }
    return true;
  }
}

const FIGURE = /^-?\d{1,12}(\.\d+)?$/;
const MIB = 2 ** 20;
const STEP = MIB / 100;
const TITLE = /^Per-node (process|system) memory usage \(in MBs\)(?: for PID (\d{1,10} \(.{0,64}\)))?:?$/;
