import type { NodeCpus, NodeDumps } from "../../../src/model/nodeMemory";
import { GrowingColumn } from "../../profile/growingColumn";

export type SystemFigure = "total" | "free" | "reclaimable";

/** The texts that may say it. Where a dump has several of them, the first is believed. */
export type ProcessSource = "numa_maps" | "numastat -p";
export type SystemSource = "meminfo" | "numastat -m" | "numactl";

interface Row extends Record<"process" | SystemFigure, number> {
  source: SystemSource | null;
}

const doubles = () => new GrowingColumn((length) => new Float64Array(length));
const integers = () => new GrowingColumn((length) => new Int32Array(length));

/** The dumps of a text as columns, while it is read. */
export class DumpColumns {
  process = "";
  readonly #figures = {
    dump: integers(),
    node: integers(),
    process: doubles(),
    total: doubles(),
    free: doubles(),
    reclaimable: doubles(),
  };
  readonly #times = doubles();
  readonly #topology = new Map<number, NodeCpus>();
  /** Of the dump that is being read. */
  readonly #rows = new Map<number, Row>();
  #timeS = Number.NaN;
  readonly #begun = new Set<string>();
  #processSource: ProcessSource | null = null;
  #processStep = 0;
  #systemStep = 0;

  get dumps(): number {
    return this.#times.length;
  }

  get rows(): number {
    return this.#figures.node.length + this.#rows.size;
  }

  /** A text begins, or its part of a node: where this dump has it already, it is the next dump's. */
  begin(source: ProcessSource | SystemSource, node = -1): void {
    const key = `${source} ${node}`;
    if (this.#begun.has(key)) this.next();
    this.#begun.add(key);
  }

  /** The next dump begins, made at this time. */
  time(seconds: number): void {
    this.next();
    this.#timeS = seconds;
  }

  /** The next dump begins. */
  next(): void {
    if (this.#rows.size > 0) {
      const dump = this.#times.length;
      for (const [node, row] of this.#rows) {
        this.#figures.dump.push(dump);
        this.#figures.node.push(node);
        // A node that is not named has no pages of the process.
        this.#figures.process.push(Number.isNaN(row.process) && this.#processSource !== null ? 0 : row.process);
        this.#figures.total.push(row.total);
        this.#figures.free.push(row.free);
        this.#figures.reclaimable.push(row.reclaimable);
      }
      this.#times.push(this.#timeS);
    }
    this.#rows.clear();
    this.#timeS = Number.NaN;
    this.#begun.clear();
    this.#processSource = null;
  }

  addProcess(node: number, bytes: number, source: ProcessSource, step: number): void {
    this.#processSource ??= source;
    if (this.#processSource !== source) return;
    const row = this.#row(node);
    row.process = (Number.isNaN(row.process) ? 0 : row.process) + bytes;
    this.#processStep = Math.max(this.#processStep, step);
  }

  addSystem(node: number, figure: SystemFigure, bytes: number, source: SystemSource, step: number): void {
    const row = this.#row(node);
    row.source ??= source;
    if (row.source !== source) return;
    row[figure] = (Number.isNaN(row[figure]) ? 0 : row[figure]) + bytes;
    this.#systemStep = Math.max(this.#systemStep, step);
  }

  cpus(node: number, cpus: readonly number[]): void {
    this.#topology.set(node, { node, cpus });
  }

  finish(): NodeDumps {
    this.next();
    const { dump, node, process, total, free, reclaimable } = this.#figures;
    return {
      dumps: { length: this.#times.length, timeS: this.#times.finish(null) },
      figures: {
        length: node.length,
        dump: dump.finish(null),
        node: node.finish(null),
        process: process.finish(null),
        total: total.finish(null),
        free: free.finish(null),
        reclaimable: reclaimable.finish(null),
      },
      process: this.process,
      processStep: this.#processStep,
      systemStep: this.#systemStep,
      topology: [...this.#topology.values()].sort((a, b) => a.node - b.node),
    };
  }

  #row(node: number): Row {
    const known = this.#rows.get(node);
    if (known !== undefined) return known;
    const row: Row = {
      source: null,
      process: Number.NaN,
      total: Number.NaN,
      free: Number.NaN,
      reclaimable: Number.NaN,
    };
    this.#rows.set(node, row);
    return row;
  }
}
