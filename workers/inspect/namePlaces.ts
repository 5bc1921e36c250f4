import type { Instructions, Places } from "../../src/model/disassembly";
import { type CodeNames, RUNGS } from "../../src/model/stacks";
import { dataNames, isCodeAddress, isMapped, withOffset } from "../object/elf/dataNames";
import { readDynamicSlots } from "../object/elf/dynamicSlots";
import type { Elf } from "../object/elf/elf";
import { orNull } from "../symbolize/moduleObjects";
import type { FunctionFinder } from "./functionFinder";

interface Naming {
  readonly elf: Elf;
  readonly symbolFile: Elf; // with the longer symbol table: the debug file where there is one
  readonly instructions: Instructions;
  readonly finder: FunctionFinder;
  /** Names of code addresses (Svma). */
  readonly names: (addresses: Float64Array) => Promise<CodeNames>;
}

/** Names what the instructions go to and refer to: functions, variables, sections, and what imported words stand for. */
export async function namePlaces({ elf, symbolFile, instructions, finder, names }: Naming): Promise<Places> {
  const { target, refers } = instructions;
  const distinct = new Set([...target, ...refers].filter((address) => isMapped(elf, address)));
  const address = Float64Array.from(distinct).sort();
  const isCode = Uint8Array.from(address, (at) => (isCodeAddress(elf, at) ? 1 : 0));
  const code = address.filter((_, row) => isCode[row] === 1);
  const data = Array.from(address).filter((_, row) => isCode[row] === 0);
  const named = new Map<number, string>();
  for (const found of [
    await orNull(() => dataNames(elf, symbolFile, data)),
    await orNull(() => slotNames(elf, data)),
  ]) {
    for (const [at, name] of found ?? []) named.set(at, name);
  }
  const lines = await names(code);
  for (const [row, at] of code.entries()) {
    // What no rung names is called by the module and its own offset.
    const isNamed = RUNGS[lines.rung[row] ?? 0] !== "none";
    const start = isNamed ? ((await finder.find(at))?.start ?? at) : at;
    named.set(at, withOffset(functionName(lines, row), at - start));
  }
  return { length: address.length, address, isCode, name: Array.from(address, (at) => named.get(at) ?? "") };
}

/** Words that the run-time linker fills: the symbols whose addresses they become. */
async function slotNames(elf: Elf, words: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const names = new Map<number, string>();
  const slots = words.length === 0 ? null : await readDynamicSlots(elf);
  for (const word of words) {
    const symbol = slots?.symbolAt.get(word);
    const name = slots === null || symbol === undefined ? "" : await slots.name(symbol);
    if (name !== "") names.set(word, name);
  }
  return names;
}

/** The function that was compiled there: the outermost of those that were inlined into each other. */
function functionName({ start, func, strings }: CodeNames, row: number): string {
  const last = (start[row + 1] ?? 0) - 1;
  return strings[func[last] ?? 0] ?? "";
}
