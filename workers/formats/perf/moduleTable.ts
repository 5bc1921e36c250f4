import type { Avma } from "../../../src/model/address";
import type { Module } from "../../../src/model/stacks";
import { isMappedFile } from "../../profile/mappedFile";

/** The modules of a recording: a row per path and, for memory that no file backs, per process. */
export class ModuleTable {
  readonly #rows: Module[] = [];
  readonly #byKey = new Map<string, number>();

  /** A user-space mapping by its name in /proc/PID/maps. `buildId` as MMAP2 has it, or null. */
  user(name: string, pid: number, buildId: string | null): number {
    const file = isMappedFile(name);
    const path = file ? name : name === "" ? "//anon" : name;
    return this.#row(`${file ? "" : pid}|${buildId ?? ""}|${path}`, {
      path,
      buildId,
      addressing: file ? "file-offset" : "absolute",
      pid: file ? -1 : pid,
      anchor: null,
    });
  }

  /**
   * A kernel mapping: "[kernel.kallsyms]_text", "[kernel.kallsyms]_stext" (the part after the bracket is the
   * symbol that lies at `pgoff`), or a kernel module's "[name]" or path. A kernel in a virtual machine has modules of its
   * own, "[guest.kernel.kallsyms]_text" or "[guest.kernel.kallsyms.PID]_text": `space` tells them apart.
   */
  kernel(space: number, name: string, pgoff: Avma, buildId: string | null): number {
    const bracket = name.indexOf("]");
    const image = name.startsWith("[") && bracket > 0;
    const symbol = image ? name.slice(bracket + 1) : "";
    const path = image ? name.slice(0, bracket + 1) : name;
    return this.#row(`kernel|${space}|${path}`, {
      path,
      buildId,
      addressing: "absolute",
      pid: -1,
      anchor: symbol === "" ? null : { symbol, address: pgoff },
    });
  }

  /** The rows, with the build ids of the file's table (by path) where the mappings brought none. */
  finish(buildIds: ReadonlyMap<string, string>): Module[] {
    return this.#rows.map((row) => (row.buildId === null ? { ...row, buildId: buildIds.get(row.path) ?? null } : row));
  }

  #row(key: string, module: Module): number {
    let row = this.#byKey.get(key);
    if (row === undefined) {
      row = this.#rows.length;
      this.#rows.push(module);
      this.#byKey.set(key, row);
    }
    return row;
  }
}
