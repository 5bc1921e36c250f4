import { type Avma, formatAddress } from "../../src/model/address";
import { DecodeError } from "../../src/model/decodeError";
import { CODE_RETURN_ADDRESS, type CodeNames, type Module } from "../../src/model/stacks";
import type { ByteSource } from "../io/byteSource";
import { gunzip, isGzip } from "../io/gunzip";
import { pagedSource } from "../io/pagedSource";
import { type Elf, openElf } from "../object/elf/elf";
import { FileOffsets } from "../object/elf/fileOffsets";
import { addressOfSymbol, type CodeSymbols, readCodeSymbols } from "../object/elf/symbols";
import { openGoTable } from "../object/gopclntab/goTable";
import { type Kallsyms, kallsymsAddress, parseKallsyms } from "../object/kallsyms/kallsyms";
import { KernelRanges, kernelModuleName } from "../object/kallsyms/kernelRanges";
import { SYMBOL_TEXT_MAX_BYTES } from "../object/limits";
import { parsePerfMap } from "../object/perfMap/perfMap";
import { ElfSymbolizer } from "./elfSymbolizer";
import { GoSymbolizer } from "./goSymbolizer";
import { KernelSymbolizer } from "./kernelSymbolizer";
import { NameRows } from "./nameRows";
import { PerfMapSymbolizer } from "./perfMapSymbolizer";
import { type Lookups, type Symbolizer, sortedLookups } from "./symbolizer";

/** Codes of one module: columns of CodeTable. */
export interface ModuleCodes {
  readonly addresses: Float64Array; // as Module.addressing says
  readonly flags: Uint8Array; // CODE_*
}

export interface ModuleSources {
  readonly object: ByteSource | null; // an ELF file: the one that ran, or its .debug
  readonly symbols: ByteSource | null; // kallsyms, System.map or perf-PID.map, also gzipped
}

/**
 * Names the codes of one module, row by row, from the first rung of the ladder that knows each address. An address
 * that none knows, or that lies in no segment, is called "module+0xoffset". A source that turns out to be damaged
 * counts as absent: what it is like was said when it was decoded.
 */
export async function symbolizeModule(module: Module, codes: ModuleCodes, sources: ModuleSources): Promise<CodeNames> {
  const rows = new NameRows(codes.addresses.length);
  const { object, symbols } = sources;
  if (object !== null) await orNull(() => climbObject(module, codes, object, rows));
  if (symbols !== null) await orNull(() => climbSymbols(module, codes, symbols, rows));
  nameRest(module, codes.addresses, rows);
  return rows.done();
}

async function climbObject(module: Module, codes: ModuleCodes, source: ByteSource, rows: NameRows): Promise<void> {
  const elf = await openElf(pagedSource(source));
  const symtab = await orNull(() => readCodeSymbols(elf, ".symtab"));
  const lookups = sortedLookups(await objectAddresses(module, codes, elf, symtab));
  for (const rung of RUNGS_OF_OBJECT) {
    const symbolizer = await orNull(() => rung(elf, symtab));
    await symbolizer?.names(lookups, rows);
  }
}

type Rung = (elf: Elf, symtab: CodeSymbols | null) => Promise<Symbolizer | null>;

/** The part of the ladder that an object file can be, best first. */
const RUNGS_OF_OBJECT: readonly Rung[] = [
  async (elf) => {
    const table = await openGoTable(elf);
    return table === null ? null : new GoSymbolizer(table);
  },
  async (_, symtab) => (symtab === null ? null : new ElfSymbolizer(symtab)),
  async (elf) => {
    const symbols = await readCodeSymbols(elf, ".dynsym");
    return symbols === null ? null : new ElfSymbolizer(symbols);
  },
];

/** The codes' addresses as the object states them (Svma); NaN outside of its segments. */
async function objectAddresses(
  module: Module,
  codes: ModuleCodes,
  elf: Elf,
  symtab: CodeSymbols | null,
): Promise<Float64Array> {
  const called = calledAddresses(codes);
  if (module.addressing === "file-offset") {
    const offsets = new FileOffsets(elf.programHeaders);
    return called.map((offset) => offsets.svma(offset) ?? Number.NaN);
  }
  const anchor = module.anchor;
  const stated = anchor === null || symtab === null ? null : await addressOfSymbol(symtab, anchor.symbol);
  const slide = anchor === null || stated === null ? 0 : anchor.address - stated;
  return called.map((address) => address - slide);
}

async function climbSymbols(module: Module, codes: ModuleCodes, source: ByteSource, rows: NameRows): Promise<void> {
  if (module.addressing !== "absolute") return;
  const text = await readText(source);
  if (module.pid >= 0) {
    await new PerfMapSymbolizer(parsePerfMap(text)).names(sortedLookups(calledAddresses(codes)), rows);
    return;
  }
  const symbols = parseKallsyms(text);
  const slide = kaslrSlide(module, symbols);
  const lookups: Lookups = sortedLookups(calledAddresses(codes).map((address) => address - slide));
  await new KernelSymbolizer(new KernelRanges(symbols, kernelModuleName(module.path))).names(lookups, rows);
}

async function readText(source: ByteSource): Promise<Uint8Array> {
  if (isGzip(await source.read(0, Math.min(4, source.size)))) return gunzip(source, SYMBOL_TEXT_MAX_BYTES);
  return source.read(0, Math.min(source.size, SYMBOL_TEXT_MAX_BYTES));
}

/** How far the kernel that was recorded lay from where the symbol file says: 0 unless the machine was booted anew. */
function kaslrSlide(module: Module, symbols: Kallsyms): number {
  if (module.anchor === null) return 0;
  const stated = kallsymsAddress(symbols, module.anchor.symbol);
  return stated === null ? 0 : module.anchor.address - stated;
}

/** What to look up: a return address is one past its call, which may be the last instruction of the function. */
function calledAddresses({ addresses, flags }: ModuleCodes): Float64Array {
  return addresses.map((address, row) => (((flags[row] ?? 0) & CODE_RETURN_ADDRESS) === 0 ? address : address - 1));
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

async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}
