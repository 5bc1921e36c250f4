import type { Avma } from "../../../src/model/address";
import type { Module, ModuleMapping } from "../../../src/model/stacks";
import type { Damage } from "./damage";
import { IdMap } from "./idMap";
import { fieldFit, MAPPING } from "./schema";
import type { Spans } from "./spans";
import type { StringTable } from "./strings";
import type { Wire } from "./wire";

/** Message Mapping: where a file lay in the process. One module may have several. */
export interface Mappings {
  readonly ids: IdMap; // -> rows of the columns
  readonly modules: readonly Module[];
  readonly module: Int32Array; // -> modules, -1 for memory that no file backs
  /** memory_start and file_offset; file offset of an address = address - start + offset. Both 0 in absolute modules. */
  readonly start: Float64Array;
  readonly offset: Float64Array;
  /** The distinct ones that a file backs. */
  readonly mappings: readonly ModuleMapping[];
  readonly memoryStarts: readonly number[];
}

/** File names that stand for memory in which an address is the address itself. */
const ABSOLUTE = /^\[(kernel|guest\.kernel|anon)|^\/\/anon/;
const HEX = /^(?:[0-9a-f]{2})+$/i;

export function readMappings(wire: Wire, spans: Spans, strings: StringTable, damage: Damage): Mappings {
  const ids = new IdMap(spans.length);
  const modules: Module[] = [];
  const moduleRows = new Map<string, number>();
  const module = new Int32Array(spans.length).fill(-1);
  const start = new Float64Array(spans.length);
  const offset = new Float64Array(spans.length);
  const mappings = new Map<string, ModuleMapping>();
  const memoryStarts: number[] = [];
  for (let row = 0; row < spans.length; row++) {
    const mapping = { idLo: 0, idHi: 0, start: 0, limit: 0, offset: 0, path: 0, buildId: 0 };
    for (wire.enter(spans.starts[row], spans.stops[row]); wire.next(); ) {
      const fits = fieldFit(MAPPING, wire);
      if (fits === "wrong") damage.add("bad field", wire.pos, `field ${wire.field} of Mapping`);
      if (fits !== "known") continue;
      if (wire.field === 1) [mapping.idLo, mapping.idHi] = [wire.lo, wire.hi];
      else if (wire.field === 2) mapping.start = wire.int64();
      else if (wire.field === 3) mapping.limit = wire.int64();
      else if (wire.field === 4) mapping.offset = wire.int64();
      else if (wire.field === 5) mapping.path = wire.index();
      else if (wire.field === 6) mapping.buildId = wire.index();
    }
    if (wire.bad !== null) damage.add("bad mapping", wire.pos, wire.badDetail);
    else if (mapping.idLo === 0 && mapping.idHi === 0) damage.add("zero mapping id", spans.starts[row]);
    else if (!ids.set(mapping.idLo, mapping.idHi, row)) damage.add("repeated id", spans.starts[row], "Mapping.id");
    else {
      memoryStarts.push(mapping.start);
      const path = strings.text(mapping.path);
      const buildIdText = strings.text(mapping.buildId);
      // Go without /proc/self/maps writes one mapping without a name over all addresses.
      if (path === "" && buildIdText === "") continue;
      const buildId = HEX.test(buildIdText) ? buildIdText.toLowerCase() : null;
      const key = `${path}\0${buildId}`;
      const addressing = ABSOLUTE.test(path) ? "absolute" : "file-offset";
      let index = moduleRows.get(key);
      if (index === undefined) {
        index = modules.push({ path, buildId, addressing, pid: -1, anchor: null }) - 1;
        moduleRows.set(key, index);
      }
      module[row] = index;
      mappings.set(`${index} ${mapping.start} ${mapping.limit} ${mapping.offset}`, {
        module: index,
        start: mapping.start as Avma,
        end: mapping.limit as Avma,
        fileOffset: mapping.offset,
      });
      if (addressing === "absolute") continue;
      start[row] = mapping.start;
      offset[row] = mapping.offset;
    }
  }
  return { ids, modules, module, start, offset, mappings: [...mappings.values()], memoryStarts };
}
