import {
  CODE_KERNEL,
  CODE_RETURN_ADDRESS,
  type CodeNames,
  type CodeTable,
  type Module,
  RUNGS,
} from "../../../src/model/stacks";
import type { FileSymbols } from "./simpleperf";
import type { SymbolRanges } from "./symbolRanges";

/**
 * The names that a perf.data brings along: of code that the kernel made while recording (KSYMBOL), and of the files
 * that simpleperf looked up. Null when none of its code addresses has one.
 */
export function givenNames(
  codes: CodeTable,
  modules: readonly Module[],
  kernel: SymbolRanges,
  files: readonly FileSymbols[],
): CodeNames | null {
  if (kernel.length === 0 && files.length === 0) return null;
  const fileOf = new Map(files.map((file) => [file.path, file]));
  const strings: string[] = [];
  const index = new Map<string, number>();
  const start = new Int32Array(codes.length + 1);
  const symbol = new Int32Array(codes.length).fill(-1);
  let lines = 0;
  for (let code = 0; code < codes.length; code++) {
    const flags = codes.flags[code];
    const address = codes.address[code] - ((flags & CODE_RETURN_ADDRESS) !== 0 ? 1 : 0);
    const module = modules[codes.module[code]];
    const file = module === undefined ? undefined : fileOf.get(module.path);
    const bias = module?.addressing === "file-offset" ? (file?.bias ?? 0) : 0;
    const name = ((flags & CODE_KERNEL) !== 0 ? kernel.at(address) : null) ?? file?.symbols.at(address + bias) ?? null;
    if (name !== null) {
      let row = index.get(name);
      if (row === undefined) {
        row = strings.push(name) - 1;
        index.set(name, row);
      }
      symbol[code] = row;
      lines++;
    }
    start[code + 1] = lines;
  }
  if (lines === 0) return null;
  return {
    length: codes.length,
    strings,
    start,
    func: symbol.filter((row) => row >= 0),
    file: new Int32Array(lines).fill(-1),
    line: new Int32Array(lines),
    symbol,
    rung: Uint8Array.from(symbol, (row) => (row < 0 ? RUNG_NONE : RUNG_CAPTURE)),
  };
}

const RUNG_NONE = RUNGS.indexOf("none");
const RUNG_CAPTURE = RUNGS.indexOf("capture");
