import { CODE_RETURN_ADDRESS, type Module, type ModuleMapping } from "../../src/model/stacks";
import { FileOffsets } from "../object/elf/fileOffsets";
import { ET_REL } from "../object/elf/placeSections";
import type { CodeSymbols } from "../object/elf/symbolColumns";
import { addressOfSymbol } from "../object/elf/symbols";
import type { ModuleObjects } from "./moduleObjects";

/** Codes of one module: columns of CodeTable. */
export interface ModuleCodes {
  readonly addresses: Float64Array; // as Module.addressing says
  readonly flags: Uint8Array; // CODE_*
}

/** What to look up: a return address is one past its call, which may be the last instruction of the function. */
export function calledAddresses({ addresses, flags }: ModuleCodes): Float64Array {
  return addresses.map((address, row) => (((flags[row] ?? 0) & CODE_RETURN_ADDRESS) === 0 ? address : address - 1));
}

/** The codes' addresses as the module's objects state them (Svma); NaN outside of their segments. */
export async function statedAddresses(
  module: Module,
  mappings: readonly ModuleMapping[],
  codes: ModuleCodes,
  { runtime, debug }: ModuleObjects,
  symtab: CodeSymbols | null,
): Promise<Float64Array> {
  const called = calledAddresses(codes);
  const elf = runtime ?? debug;
  if (elf === null) return called.fill(Number.NaN);
  if (module.addressing === "file-offset") {
    const offsets = new FileOffsets(elf.programHeaders, mappings);
    return called.map((offset) => offsets.svma(offset) ?? Number.NaN);
  }
  const slide = elf.header.type === ET_REL ? loadAddress(mappings) : await kernelSlide(module, symtab);
  return called.map((address) => address - slide);
}

/** A kernel module's first code section lies where the module begins, see placeSections. */
function loadAddress(mappings: readonly ModuleMapping[]): number {
  return mappings.reduce((lowest, { start }) => Math.min(lowest, start), Number.POSITIVE_INFINITY);
}

/** How far the kernel lay from where vmlinux says (KASLR). */
async function kernelSlide({ anchor }: Module, symtab: CodeSymbols | null): Promise<number> {
  const stated = anchor === null || symtab === null ? null : await addressOfSymbol(symtab, anchor.symbol);
  return anchor === null || stated === null ? 0 : anchor.address - stated;
}
