import type { Module, NamedStacks } from "../../model/stacks";
import type { TextTest } from "./pattern";

type Named = Pick<NamedStacks, "strings" | "modules" | "funcs">;

/** Per function 1 where its name, its file or its module fits. Each distinct text is asked for once. */
export function matchedFuncs(named: Named, fits: TextTest, moduleText: (module: Module) => string): Uint8Array {
  const { funcs, modules } = named;
  const inString = askedOnce(named, fits);
  const inModule = modules.map((module) => (fits(moduleText(module)) ? 1 : 0));
  const found = new Uint8Array(funcs.length);
  for (let func = 0; func < funcs.length; func++) {
    const module = funcs.module[func];
    found[func] = inString(funcs.name[func]) | inString(funcs.file[func]) | (module < 0 ? 0 : inModule[module]);
  }
  return found;
}

/** Per function 1 where its name fits. */
export function matchedNames(named: Named, fits: TextTest): Uint8Array {
  const inString = askedOnce(named, fits);
  return Uint8Array.from(named.funcs.name, inString);
}

/** Functions share names and files. Nothing is in a text that is not there (-1). */
function askedOnce({ strings }: Named, fits: TextTest): (index: number) => number {
  const known = new Int8Array(strings.length).fill(-1);
  return (index) => {
    if (index < 0) return 0;
    if (known[index] < 0) known[index] = fits(strings[index]) ? 1 : 0;
    return known[index];
  };
}
