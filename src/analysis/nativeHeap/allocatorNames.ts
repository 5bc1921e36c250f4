import { ALLOCATORS, type NativeSites } from "../../model/nativeHeap";
import { type NamedStacks, RUNGS } from "../../model/stacks";

/**
 * Names with the allocator's own frame called by its function, which the probe's name says, where no binary of the libc
 * was there to name it. The same object where nothing is to be added.
 */
export function withAllocatorNames(named: NamedStacks, { length, func, entry }: NativeSites): NamedStacks {
  const { frames, funcs, frameStart, recorded } = named;
  const funcOfCode = new Map<number, number>(); // -> keys of ALLOCATORS
  for (let site = 0; site < length; site++) {
    const code = recorded.frame[entry[site]]; // undefined for a site without an entry
    if (code !== undefined && named.codeRung[code] === NONE) funcOfCode.set(code, func[site]);
  }
  if (funcOfCode.size === 0) return named;
  const firstString = named.strings.length;
  const [frameFunc, codeSymbol, codeRung] = [frames.func.slice(), named.codeSymbol.slice(), named.codeRung.slice()];
  const module = Int32Array.from(funcOfCode.keys(), (code) => funcs.module[frames.func[frameStart[code]]]);
  let added = funcs.length;
  for (const [code, allocator] of funcOfCode) {
    frameFunc.fill(added++, frameStart[code], frameStart[code + 1]);
    codeSymbol[code] = firstString + allocator;
    codeRung[code] = CAPTURE;
  }
  const none = new Int32Array(funcOfCode.size).fill(-1);
  return {
    ...named,
    strings: [...named.strings, ...Object.keys(ALLOCATORS)],
    funcs: {
      length: added,
      name: joined(
        funcs.name,
        Int32Array.from(funcOfCode.values(), (allocator) => firstString + allocator),
      ),
      file: joined(funcs.file, none),
      module: joined(funcs.module, module),
      ...(funcs.mangled && { mangled: joined(funcs.mangled, none) }),
    },
    frames: { ...frames, func: frameFunc },
    codeSymbol,
    codeRung,
  };
}

const NONE = RUNGS.indexOf("none");
const CAPTURE = RUNGS.indexOf("capture");

function joined(a: Int32Array, b: Int32Array): Int32Array {
  const both = new Int32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
