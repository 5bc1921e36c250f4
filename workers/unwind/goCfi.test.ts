import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { x86_64 } from "../arch/x86_64";
import { bytesSource } from "../io/byteSource";
import { openCfi } from "../object/dwarf/openCfi";
import { openElf } from "../object/elf/elf";
import { openGoTable } from "../object/gopclntab/goTable";

const RSP = 7;

/** Where Go has both tables they must say the same: its linker makes the CFI of its own from the pcsp tables. */
describe("the CFA by pcsp is the CFA by .debug_frame", () => {
  it("in a program of Go 1.24", async () => {
    const open = (path: string) => openElf(bytesSource(path, readFileSync(new URL(path, import.meta.url))));
    const go = await openGoTable(await open("../../public/samples/leakd"));
    const { debugFrame } = await openCfi(await open("fixtures/leakd.frame.debug"));
    if (go === null || debugFrame === null) throw new Error("a table is missing");
    const differences: string[] = [];
    let compared = 0;
    for (let index = 0; index < go.functionCount; index++) {
      const { name, entry, end, spDelta } = go.frame(index);
      if (debugFrame.fde(entry) === null) continue; // padding between packages, and assembly without CFI
      let from = 0;
      for (const [i, to] of spDelta.end.entries()) {
        for (const pc of new Set([entry + from, entry + to - 1])) {
          const state = debugFrame.row(pc)?.state;
          if (state === undefined || pc >= end) continue;
          const rule = x86_64.rules.go(spDelta.value[i] as number, true);
          compared++;
          if (state.cfaRegister !== RSP || state.cfaOffset !== rule?.cfaOffset) {
            differences.push(
              `${name} ${pc.toString(16)}: ${rule?.cfaOffset}, CFI r${state.cfaRegister}+${state.cfaOffset}`,
            );
          }
        }
        from = to;
      }
    }
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(5000);
  });
});
