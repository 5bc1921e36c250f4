import { type CodeNames, type NamedStacks, RUNGS } from "../../model/stacks";
import { fileOfFrame } from "../framePlace";

const RUNG_NONE = RUNGS.indexOf("none");

/**
 * The names of all codes as if the file itself had brought them, so that naming it again without any binary gives the same.
 * Codes that nothing names have no lines: a binary that comes later may name them.
 */
export function givenNames(named: NamedStacks): CodeNames {
  const { strings, funcs, frames, codeSymbol, codeRung } = named;
  const { length } = codeRung;
  const isNamed = (code: number): boolean => codeRung[code] !== RUNG_NONE;
  const start = new Int32Array(length + 1);
  for (let frame = 0; frame < frames.length; frame++) {
    const code = frames.code[frame] as number;
    if (isNamed(code)) start[code + 1] = (start[code + 1] as number) + 1;
  }
  for (let code = 0; code < length; code++) start[code + 1] = (start[code + 1] as number) + (start[code] as number);
  const lines = start[length] as number;
  const names = {
    length,
    strings,
    mangled: new Int32Array(strings.length).fill(-1),
    start,
    func: new Int32Array(lines),
    file: new Int32Array(lines),
    line: new Int32Array(lines),
    symbol: new Int32Array(length).fill(-1),
    rung: codeRung,
  };
  let at = 0;
  for (let frame = 0; frame < frames.length; frame++) {
    if (!isNamed(frames.code[frame] as number)) continue;
    const func = frames.func[frame] as number;
    const name = funcs.name[func] as number;
    names.func[at] = name;
    names.file[at] = fileOfFrame(named, frame);
    names.line[at] = frames.line[frame] as number;
    names.mangled[name] = funcs.mangled?.[func] ?? -1;
    at++; // frames lie in the order of codes, and of a code innermost first
  }
  for (let code = 0; code < length; code++) if (isNamed(code)) names.symbol[code] = codeSymbol[code] as number;
  return names;
}
