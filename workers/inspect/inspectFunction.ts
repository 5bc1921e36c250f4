import type { Svma } from "../../src/model/address";
import { DecodeError } from "../../src/model/decodeError";
import type { FunctionBounds, FunctionCode, Instructions } from "../../src/model/disassembly";
import type { CodeNames, Module, ModuleMapping } from "../../src/model/stacks";
import { archOfMachine } from "../arch/registry";
import { readMemory } from "../object/elf/elf";
import { ET_REL } from "../object/elf/placeSections";
import { readCodeSymbols } from "../object/elf/symbols";
import { BYTES_AROUND_ADDRESS, MAX_FUNCTION_BYTES } from "../object/limits";
import { type ModuleSources, openModuleObjects, orNull } from "../symbolize/moduleObjects";
import type { LineReading } from "../symbolize/openDwarf";
import { statedAddresses } from "../symbolize/statedAddresses";
import { symbolizeModule } from "../symbolize/symbolizeModule";
import { FunctionFinder } from "./functionFinder";
import { namePlaces } from "./namePlaces";

export interface InspectOptions extends LineReading {
  readonly cpu: string | null; // as MachineCode.cpu
  readonly library: string | null; // as MachineCode.library
}

/**
 * The function of a module that an address lies in, as machine code with source lines, its branches and references
 * named. Throws DecodeError when the module's object has no code there, or is of a processor that we do not know.
 */
export async function inspectFunction(
  module: Module,
  mappings: readonly ModuleMapping[],
  address: number, // as Module.addressing says
  sources: ModuleSources,
  { minimumInstructionLength, cpu, library }: InspectOptions,
): Promise<FunctionCode> {
  const objects = await openModuleObjects(sources);
  const elf = objects.runtime;
  if (elf === null) throw new DecodeError("Unsupported", module.path, 0, "the file that ran is not here");
  const arch = archOfMachine(elf.header.machine);
  if (arch === null) throw new DecodeError("Unsupported", elf.source.name, 18, `e_machine ${elf.header.machine}`);
  const symtab = await orNull(() => readCodeSymbols(objects.debug ?? elf, ".symtab"));
  const one = { addresses: Float64Array.of(address), flags: new Uint8Array(1) };
  const [svma = Number.NaN] = await statedAddresses(module, mappings, one, objects, symtab);
  const finder = new FunctionFinder(objects);
  const range = await rangeAround(svma, arch.rules.instructionBytes, finder);
  const bytes = await readMemory(elf, range.from, range.to - range.from);
  if (bytes.length === 0) {
    throw new DecodeError("Unsupported", elf.source.name, 0, `no machine code at 0x${address.toString(16)}`);
  }
  const start = range.from as Svma;
  const isEntry = range.bounds !== "none" && range.from === range.start;
  const decoded = await arch.disassemble({ elf, start, bytes, isEntry, cpu, library });
  // Calls in a .o or .ko are filled in when it is loaded: until then they go to the instruction behind them.
  const instructions = elf.header.type === ET_REL ? withoutTargets(decoded) : decoded;
  const delta = svma - address;
  const names = (addresses: Float64Array): Promise<CodeNames> => {
    const codes = { addresses: addresses.map((at) => at - delta), flags: new Uint8Array(addresses.length) };
    return symbolizeModule(module, mappings, codes, sources, { minimumInstructionLength });
  };
  return {
    arch: arch.id,
    bounds: range.bounds,
    start: range.start,
    end: range.end,
    omittedBytes: range.end - range.start - bytes.length,
    delta,
    instructions,
    lines: await names(instructions.address),
    places: await namePlaces({ elf, symbolFile: objects.debug ?? elf, instructions, finder, names }),
  };
}

interface Range {
  readonly bounds: FunctionBounds;
  readonly start: number; // Svma: of the function
  readonly end: number;
  readonly from: number; // of what is disassembled
  readonly to: number;
}

async function rangeAround(svma: number, step: number, finder: FunctionFinder): Promise<Range> {
  const found = await finder.find(svma);
  if (found === null) {
    // Where instructions vary in length, only the address itself is known to begin one.
    const from = svma - (svma % step) - (step > 1 ? BYTES_AROUND_ADDRESS : 0);
    const to = svma + BYTES_AROUND_ADDRESS;
    return { bounds: "none", start: from, end: to, from, to };
  }
  const { start, end } = found;
  const isFar = svma - start > MAX_FUNCTION_BYTES / 2 && end - start > MAX_FUNCTION_BYTES;
  const from = isFar ? svma - ((svma - start) % step) : start;
  return { ...found, from, to: Math.min(end, from + MAX_FUNCTION_BYTES) };
}

function withoutTargets(instructions: Instructions): Instructions {
  const none = new Float64Array(instructions.length).fill(Number.NaN);
  return { ...instructions, target: none, refers: none };
}
