import type { Module } from "../../../src/model/stacks";
import { isMappedFile } from "../../profile/mappedFile";

/**
 * The modules that the dso fields name. Since 5.13 perf prints the addresses of call chains in files as offsets in the
 * file, before that, and of samples without a chain, as they are; which of the two shows when one of them is larger
 * than any file. Only addresses that the text leaves without a name depend on it.
 */
export class ModuleTable {
  readonly #rows: Module[] = [];
  readonly #byKey = new Map<string, number>();
  readonly #absolute = new Set<number>(); // rows with an address that is no offset
  #isAbsolute = false;

  /** `isOffset` when the text says that the address is one, `isChain` when it is of a call chain. */
  row(dso: string, address: number, isOffset: boolean, isChain: boolean): number {
    const isKernel = address < 0 && !isOffset;
    const key = `${isKernel ? "kernel" : "user"}|${dso}`;
    let row = this.#byKey.get(key);
    if (row === undefined) {
      const jit = /^\/tmp\/perf-(\d{1,7})\.map$/.exec(dso);
      row = this.#rows.length;
      this.#byKey.set(key, row);
      this.#rows.push({
        path: dso,
        buildId: null,
        addressing: !isKernel && jit === null && isMappedFile(dso) ? "file-offset" : "absolute",
        pid: jit === null ? -1 : Number(jit[1]),
        anchor: null,
      });
    }
    if (!isOffset && this.#rows[row]?.addressing === "file-offset") {
      if (!isChain) this.#absolute.add(row);
      if (address >= LARGEST_FILE) this.#isAbsolute = true;
    }
    return row;
  }

  finish(): Module[] {
    return this.#rows.map((module, row) =>
      this.#isAbsolute || this.#absolute.has(row) ? { ...module, addressing: "absolute" } : module,
    );
  }
}

/** Position-independent code and libraries are mapped far above this. */
const LARGEST_FILE = 2 ** 36;
