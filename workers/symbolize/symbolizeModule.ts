import { type Avma, formatAddress } from "../../src/model/address";
import type { ModuleNames } from "../../src/model/moduleNames";
import type { Module, ModuleMapping } from "../../src/model/stacks";
import type { ByteSource } from "../io/byteSource";
import { gunzip, isGzip } from "../io/gunzip";
import { parseKallsyms } from "../object/kallsyms/kallsyms";
import { KernelRanges, kernelModuleName } from "../object/kallsyms/kernelRanges";
import { SYMBOL_TEXT_MAX_BYTES } from "../object/limits";
import { parsePerfMap } from "../object/perfMap/perfMap";
import { climbObjects } from "./climbObjects";
import { kernelSlide } from "./kernelSlide";
import { KernelSymbolizer } from "./kernelSymbolizer";
import { type ModuleSources, orNull } from "./moduleObjects";
import { NameRows } from "./nameRows";
import type { LineReading } from "./openDwarf";
import { PerfMapSymbolizer } from "./perfMapSymbolizer";
import { calledAddresses, type ModuleCodes } from "./statedAddresses";
import { type Lookups, sortedLookups } from "./symbolizer";

/**
 * Names the codes of one module, row by row, from the first rung of the ladder that knows each address. An address
 * that none knows, or that lies in no segment, is called "module+0xoffset". A source that turns out to be damaged
 * counts as absent: what it is like was said when it was decoded.
 */
export async function symbolizeModule(
  module: Module,
  mappings: readonly ModuleMapping[],
  codes: ModuleCodes,
  sources: ModuleSources,
  reading: LineReading = AS_STATED,
): Promise<ModuleNames> {
  const rows = new NameRows(codes.addresses.length);
  const { symbols } = sources;
  await orNull(() => climbObjects(module, mappings, codes, sources, reading, rows));
  if (symbols !== null) await orNull(() => climbSymbols(module, mappings, codes, symbols, rows));
  nameRest(module, codes.addresses, rows);
  return rows.done();
}

const AS_STATED: LineReading = { minimumInstructionLength: null };

async function climbSymbols(
  module: Module,
  mappings: readonly ModuleMapping[],
  codes: ModuleCodes,
  source: ByteSource,
  rows: NameRows,
): Promise<void> {
  if (module.addressing !== "absolute") return;
  const text = await readText(source);
  if (module.pid >= 0) {
    await new PerfMapSymbolizer(parsePerfMap(text)).names(sortedLookups(calledAddresses(codes)), rows);
    return;
  }
  const symbols = parseKallsyms(text);
  const slide = kernelSlide(module, mappings, symbols);
  const lookups: Lookups = sortedLookups(calledAddresses(codes).map((address) => address - slide));
  await new KernelSymbolizer(new KernelRanges(symbols, kernelModuleName(module.path))).names(lookups, rows);
}

async function readText(source: ByteSource): Promise<Uint8Array> {
  if (isGzip(await source.read(0, Math.min(4, source.size)))) return gunzip(source, SYMBOL_TEXT_MAX_BYTES);
  return source.read(0, Math.min(source.size, SYMBOL_TEXT_MAX_BYTES));
}

function nameRest(module: Module, addresses: Float64Array, rows: NameRows): void {
  const isPseudo = module.path.startsWith("[") || module.path.startsWith("//");
  const name = isPseudo ? module.path : module.path.slice(module.path.lastIndexOf("/") + 1);
  for (const [row, address] of addresses.entries()) {
    if (rows.isNamed(row)) continue;
    rows.begin(row, "none");
    // A register full of data is no integer below 2^53, but still one that BigInt takes.
    rows.line(
      rows.string(`${name}+${formatAddress((Number.isFinite(address) ? Math.trunc(address) : 0) as Avma)}`),
      -1,
      0,
    );
  }
}
