import type { Avma } from "../../../../src/model/address";
import type { Module, ModuleMapping } from "../../../../src/model/stacks";
import { hexAddress } from "./hexAddress";

/** Lines that begin the list of mappings. */
export const MAP_START = /^(--- Memory map: ---|MAPPED_LIBRARIES:)/;

/** `start-end perm offset dev inode path` of /proc/PID/maps: executable ones, as pprof keeps them. */
const PROC_MAPS =
  /^\s*([0-9a-f]+)-([0-9a-f]+)\s+[-r][-w]x[-ps]\s+([0-9a-f]+)\s+[0-9a-f]+:[0-9a-f]+\s+\d+(?:\s+(\S.*))?$/i;

/** What of a process was mapped where. Addresses outside stay what they are, without a module. */
export class MemoryMap {
  readonly modules: Module[] = [];
  readonly mappings: ModuleMapping[] = [];

  add(line: string): void {
    const [, start = "", end = "", offset = "", path = ""] = PROC_MAPS.exec(line) ?? [];
    if (path === "") return;
    let module = this.modules.findIndex((each) => each.path === path);
    if (module < 0) {
      const addressing = path.startsWith("[") ? "absolute" : "file-offset";
      module = this.modules.push({ path, buildId: null, addressing, pid: -1, anchor: null }) - 1;
    }
    this.mappings.push({
      module,
      start: hexAddress(start) as Avma,
      end: hexAddress(end) as Avma,
      fileOffset: hexAddress(offset),
    });
  }

  place(address: number): { readonly module: number; readonly address: number } {
    const mapping = this.mappings.find(({ start, end }) => address >= start && address < end);
    if (mapping === undefined) return { module: -1, address };
    const { module, start, fileOffset } = mapping;
    if (this.modules[module].addressing === "absolute") return { module, address };
    return { module, address: address - start + fileOffset };
  }
}
