import type { SpaceMappings } from "../../../src/model/stackDumps";
import type { AddressSpaces } from "./addressSpace";

/** All address spaces of a capture as columns, for unwinding, which comes when the records are gone. */
export function spaceMappings(spaces: AddressSpaces): SpaceMappings {
  const all = spaces.all();
  const count = all.reduce((sum, { mappings }) => sum + mappings.length, 0);
  const table = {
    first: new Int32Array(all.length + 1),
    start: new Float64Array(count),
    end: new Float64Array(count),
    fileOffset: new Float64Array(count),
    module: new Int32Array(count),
  };
  let row = 0;
  for (const [space, { mappings }] of all.entries()) {
    for (const { start, end, fileOffset, module } of mappings) {
      table.start[row] = start;
      table.end[row] = end;
      table.fileOffset[row] = fileOffset;
      table.module[row++] = module;
    }
    table.first[space + 1] = row;
  }
  return table;
}
