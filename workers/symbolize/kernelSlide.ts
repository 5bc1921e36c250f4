import type { Module, ModuleMapping } from "../../src/model/stacks";
import { type Kallsyms, kallsymsAddress } from "../object/kallsyms/kallsyms";
import { kernelModuleName } from "../object/kallsyms/kernelRanges";

const PAGE_BYTES = 4096;
const TEXT = new Set(Array.from("TtWw", (letter) => letter.charCodeAt(0)));

/**
 * How far the kernel or a module of it that was recorded lay from where the symbol file says: 0 unless the machine was
 * booted anew. The kernel tells by the address of one of its symbols. A module, which lies elsewhere after each boot,
 * tells by its mapping: the first page of its code is where the mapping begins.
 */
export function kernelSlide(module: Module, mappings: readonly ModuleMapping[], symbols: Kallsyms): number {
  if (module.anchor !== null) {
    const stated = kallsymsAddress(symbols, module.anchor.symbol);
    return stated === null ? 0 : module.anchor.address - stated;
  }
  const name = kernelModuleName(module.path);
  const row = name === null ? -1 : symbols.modules.indexOf(name);
  if (row < 0 || mappings.length === 0) return 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (let symbol = 0; symbol < symbols.length; symbol++) {
    if (symbols.module[symbol] !== row || !TEXT.has(symbols.type[symbol] ?? 0)) continue;
    const address = symbols.address[symbol] ?? 0;
    if (mappings.some(({ start, end }) => address >= start && address < end)) return 0;
    lowest = Math.min(lowest, address);
  }
  const start = mappings.reduce((least, mapping) => Math.min(least, mapping.start), Number.POSITIVE_INFINITY);
  return Number.isFinite(lowest) ? start - Math.floor(lowest / PAGE_BYTES) * PAGE_BYTES : 0;
}
