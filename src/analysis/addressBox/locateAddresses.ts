import type { AddressQuery } from "../../model/addresses";
import type { ModuleMatch, SessionFile } from "../../model/session";
import type { Module } from "../../model/stacks";
import { baseName } from "../baseName";
import { best, buildIdOf, type ObjectFile, objectsIn, type PairingFile } from "../pairing/pairingFile";
import { pairModules } from "../pairing/pairModules";

/** Addresses that one module is asked for at once. */
export interface AddressGroup {
  readonly module: Module;
  readonly match: ModuleMatch;
  readonly rows: readonly number[]; // -> queries
  readonly addresses: Float64Array; // as module.addressing says
}

/** Which module each address is asked of. An address that none has is in no group. */
export function locateAddresses(queries: readonly AddressQuery[], files: readonly SessionFile[]): AddressGroup[] {
  const locator = new Locator(files);
  const groups = new Map<string, { module: Module; rows: number[]; addresses: number[] }>();
  queries.forEach((query, row) => {
    if (Number.isNaN(query.address)) return;
    const found = query.module === null ? locator.covering(query.address) : locator.named(query, query.module);
    if (found === null) return;
    const { module, address } = found;
    const key = `${module.addressing} ${module.path} ${module.buildId}`;
    const group = groups.get(key) ?? { module, rows: [], addresses: [] };
    group.rows.push(row);
    group.addresses.push(address);
    groups.set(key, group);
  });
  return [...groups.values()].map(({ module, rows, addresses }) => ({
    module,
    match: locator.match(module),
    rows,
    addresses: Float64Array.from(addresses),
  }));
}

interface Place {
  readonly module: Module;
  readonly address: number;
}

const KERNEL = "[kernel.kallsyms]";

class Locator {
  readonly #files: readonly SessionFile[];
  readonly #pairing: readonly PairingFile[];
  readonly #objects: readonly ObjectFile[];

  constructor(files: readonly SessionFile[]) {
    this.#files = files;
    this.#pairing = files.flatMap(({ id, name, folder, capture }) =>
      capture?.kind === "elf" || capture?.kind === "symbols" ? [{ id, name, folder, capture }] : [],
    );
    this.#objects = objectsIn(this.#pairing);
  }

  match(module: Module): ModuleMatch {
    const [match = { match: "none", objectFile: null, files: [] } as const] = pairModules([module], [], this.#pairing);
    return match;
  }

  /** The dropped object of that name, else the module of that name of a capture. */
  named({ address, counts }: AddressQuery, name: string): Place | null {
    const addressing = counts === "stated" ? "absolute" : "file-offset";
    const object = best(this.#objects.filter((file) => baseName(file.name).replace(/\.debug$/, "") === name));
    if (object !== null) return { module: moduleOf(object, addressing), address };
    const recorded = this.#recorded(({ path }) => baseName(path) === name);
    return recorded === null ? null : { module: { ...recorded, addressing, anchor: null }, address };
  }

  /** The object whose code has the address, as it states it; else what was mapped there; below zero the kernel. */
  covering(address: number): Place | null {
    if (address < 0) return { module: this.#kernel(), address };
    const having = this.#objects.filter(({ capture }) =>
      capture.segments.some(
        ({ executable, vaddr, memoryBytes }) => executable && address >= vaddr && address < vaddr + memoryBytes,
      ),
    );
    const object = best(having) ?? (this.#objects.length === 1 ? this.#objects[0] : undefined);
    return object === undefined ? this.#mapped(address) : { module: moduleOf(object, "absolute"), address };
  }

  #mapped(address: number): Place | null {
    for (const { capture } of this.#files) {
      if (capture === null || !("mappings" in capture)) continue;
      const mapping = capture.mappings.find(({ start, end }) => address >= start && address < end);
      const module = mapping === undefined ? undefined : capture.modules[mapping.module];
      if (mapping === undefined || module === undefined) continue;
      const offset = address - mapping.start + mapping.fileOffset;
      return { module, address: module.addressing === "file-offset" ? offset : address };
    }
    return null;
  }

  #kernel(): Module {
    return (
      this.#recorded(({ path, addressing }) => path === KERNEL && addressing === "absolute") ?? {
        path: KERNEL,
        buildId: null,
        addressing: "absolute",
        pid: -1,
        anchor: null,
      }
    );
  }

  #recorded(fits: (module: Module) => boolean): Module | null {
    for (const { capture } of this.#files) {
      const module = capture !== null && "modules" in capture ? capture.modules.find(fits) : undefined;
      if (module !== undefined) return module;
    }
    return null;
  }
}

/** "absolute" without an anchor: the address as the object states it. */
function moduleOf(object: ObjectFile, addressing: Module["addressing"]): Module {
  return { path: object.name.replace(/\.debug$/, ""), buildId: buildIdOf(object), addressing, pid: -1, anchor: null };
}
