import type { Damage } from "./damage";
import { IdMap } from "./idMap";
import { FUNCTION, fieldFit } from "./schema";
import type { Spans } from "./spans";
import type { Wire } from "./wire";

/** Message Function. All columns but `ids` hold indexes into string_table, still as the file has them. */
export interface Functions {
  readonly ids: IdMap;
  readonly name: Int32Array;
  readonly systemName: Int32Array;
  readonly file: Int32Array;
}

export function readFunctions(wire: Wire, spans: Spans, damage: Damage): Functions {
  const ids = new IdMap(spans.length);
  const name = new Int32Array(spans.length);
  const systemName = new Int32Array(spans.length);
  const file = new Int32Array(spans.length);
  for (let row = 0; row < spans.length; row++) {
    let idLo = 0;
    let idHi = 0;
    for (wire.enter(spans.starts[row], spans.stops[row]); wire.next(); ) {
      const fits = fieldFit(FUNCTION, wire);
      if (fits === "wrong") damage.add("bad field", wire.pos, `field ${wire.field} of Function`);
      if (fits !== "known") continue;
      if (wire.field === 1) {
        idLo = wire.lo;
        idHi = wire.hi;
      } else if (wire.field === 2) name[row] = wire.index();
      else if (wire.field === 3) systemName[row] = wire.index();
      else if (wire.field === 4) file[row] = wire.index();
    }
    if (wire.bad !== null) {
      damage.add("bad function", wire.pos, wire.badDetail);
      continue;
    }
    // Some .NET producers number their functions from 0.
    if (idLo === 0 && idHi === 0) damage.add("zero function id", spans.starts[row]);
    if (!ids.set(idLo, idHi, row)) damage.add("repeated id", spans.starts[row], "Function.id");
  }
  return { ids, name, systemName, file };
}
