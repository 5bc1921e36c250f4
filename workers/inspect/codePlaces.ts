import type { Svma } from "../../src/model/address";
import type { CodePlaces } from "../../src/model/codePlaces";
import { FLOWS, type Instructions } from "../../src/model/disassembly";
import { CODE_RETURN_ADDRESS, type Module, type ModuleMapping } from "../../src/model/stacks";
import type { Arch } from "../arch/arch";
import { archOfMachine } from "../arch/registry";
import { type Elf, readMemory } from "../object/elf/elf";
import { readCodeSymbols } from "../object/elf/symbols";
import { MAX_FUNCTION_BYTES, MAX_PLACED_BYTES } from "../object/limits";
import { type ModuleSources, openModuleObjects, orNull } from "../symbolize/moduleObjects";
import { type ModuleCodes, statedAddresses } from "../symbolize/statedAddresses";
import { FunctionFinder } from "./functionFinder";

/**
 * Where the codes of one module lie in their functions. Every function with a code is disassembled once, from its entry, as a
 * processor would meet its instructions; what lies between functions has no place, and neither has a return address that is a
 * function's entry with no call before it: the kernel lays that of a signal trampoline on the stack. `library`: as MachineCode.library.
 */
export async function codePlaces(
  module: Module,
  mappings: readonly ModuleMapping[],
  codes: ModuleCodes,
  sources: ModuleSources,
  library: string | null,
): Promise<CodePlaces> {
  const { length } = codes.addresses;
  const places = { length, entry: unknown(length), size: unknown(length), error: unknown(length) };
  const objects = await openModuleObjects(sources);
  const elf = objects.runtime;
  const arch = elf === null ? null : archOfMachine(elf.header.machine);
  if (elf === null || arch === null) return places;
  const symtab = await orNull(() => readCodeSymbols(objects.debug ?? elf, ".symtab"));
  const svmas = await statedAddresses(module, mappings, codes, objects, symtab); // of return addresses the byte before
  const order = Int32Array.from(svmas.keys())
    .filter((row) => !Number.isNaN(svmas[row] as number))
    .sort((a, b) => (svmas[a] as number) - (svmas[b] as number));
  const finder = new FunctionFinder(objects);
  let func: { readonly start: number; readonly end: number } | null = null;
  let boundaries: Boundaries | null = null;
  let left = MAX_PLACED_BYTES;
  for (const row of order) {
    const svma = svmas[row] as number;
    const isReturn = ((codes.flags[row] ?? 0) & CODE_RETURN_ADDRESS) !== 0;
    const at = svma + Number(isReturn);
    if (func === null || svma >= func.end) {
      func = await finder.find(svma);
      boundaries = null;
      if (func === null) continue;
      const bytes = func.end - func.start;
      boundaries = bytes > Math.min(left, MAX_FUNCTION_BYTES) ? null : await boundariesOf(elf, arch, func, library);
      left -= bytes;
    }
    const error =
      boundaries === null ? Number.NaN : isReturn ? boundaries.fromCall(at) : boundaries.fromInstruction(at);
    if (isReturn && error !== 0 && (await finder.find(at))?.start === at) continue; // nothing has called it
    places.entry[row] = at - func.start;
    places.size[row] = func.end - func.start;
    places.error[row] = error;
  }
  return places;
}

function unknown(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}

/** Null where the file does not have the function's bytes. */
async function boundariesOf(
  elf: Elf,
  arch: Arch,
  { start, end }: { readonly start: number; readonly end: number },
  library: string | null,
): Promise<Boundaries | null> {
  const bytes = await orNull(() => readMemory(elf, start, end - start));
  if (bytes === null || bytes.length === 0) return null;
  const code = { elf, start: start as Svma, bytes, isEntry: true, cpu: null, library };
  return new Boundaries(await arch.disassemble(code), start, end);
}

const CALL = FLOWS.indexOf("call");

/** Where the instructions of one function begin. */
class Boundaries {
  readonly #starts: Float64Array; // ascending, the end of the last one too
  readonly #behindCalls: Float64Array;
  readonly #start: number;
  readonly #end: number;

  constructor({ address, size, flow, length }: Instructions, start: number, end: number) {
    const next = (row: number): number => (address[row] as number) + (size[row] as number);
    this.#starts = Float64Array.from({ length: length + 1 }, (_, row) =>
      row < length ? (address[row] as number) : next(length - 1),
    );
    const calls = Array.from(flow.keys()).filter((row) => flow[row] === CALL);
    this.#behindCalls = Float64Array.from(calls, next);
    this.#start = start;
    this.#end = end;
  }

  fromInstruction(address: number): number {
    return nearest(this.#starts, address);
  }

  /** In a function without calls: how far it is at least to another one. */
  fromCall(address: number): number {
    if (this.#behindCalls.length > 0) return nearest(this.#behindCalls, address);
    return Math.max(1, Math.min(address - this.#start, this.#end - address));
  }
}

/** The distance to the nearest of ascending places. */
function nearest(ascending: Float64Array, address: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < address) low = middle + 1;
    else high = middle;
  }
  const above = low < ascending.length ? (ascending[low] as number) - address : Number.POSITIVE_INFINITY;
  const below = low > 0 ? address - (ascending[low - 1] as number) : Number.POSITIVE_INFINITY;
  return Math.min(above, below);
}
