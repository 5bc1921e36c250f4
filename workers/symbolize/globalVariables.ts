import type { DumpSegment, GlobalVariables } from "../../src/model/heapDump";
import type { ByteSource } from "../io/byteSource";
import { pagedSource } from "../io/pagedSource";
import { type Elf, openElf } from "../object/elf/elf";
import type { CodeSymbols } from "../object/elf/symbolColumns";
import { DATA_TYPES } from "../object/elf/symbolEntries";
import { addressOfSymbol, readCodeSymbols } from "../object/elf/symbols";

const ET_DYN = 3;
const PAGE_BYTES = 4096;

/** Where the pointers of a Go program's data and bss lie, in the process. */
export interface GlobalPointers {
  readonly data: DumpSegment;
  readonly bss: DumpSegment;
  readonly addresses: Float64Array; // ascending
}

/**
 * The variables that these pointers lie in, by the first of the files that is of this program. A heap dump has no build
 * id, but Go's linker marks where data and bss begin and end (runtime.data … runtime.ebss): their sizes and their
 * distance must be those of the dump, and how far off they lie is the bias of a PIE. Null where no file is.
 */
export async function globalVariables(
  files: readonly ByteSource[],
  pointers: GlobalPointers,
): Promise<GlobalVariables | null> {
  for (let file = 0; file < files.length; file++) {
    const elf = await openElf(pagedSource(files[file] as ByteSource));
    const symbols = await readCodeSymbols(elf, ".symtab", DATA_TYPES);
    const bias = symbols === null ? null : await biasOf(symbols, pointers);
    if (symbols === null || bias === null || !mayMove(elf, bias)) continue;
    return { file, bias, ...(await variables(symbols, bias, pointers)) };
  }
  return null;
}

/** Whole pages, and only what is position-independent. */
function mayMove({ header }: Elf, bias: number): boolean {
  return header.type === ET_DYN ? bias % PAGE_BYTES === 0 : bias === 0;
}

async function biasOf(symbols: CodeSymbols, { data, bss }: GlobalPointers): Promise<number | null> {
  const at = (name: string): Promise<number> => addressOfSymbol(symbols, name).then((address) => address ?? Number.NaN);
  const start = await at("runtime.data");
  const bias = data.address - start;
  const isSame =
    (await at("runtime.edata")) - start === data.bytes &&
    (await at("runtime.bss")) + bias === bss.address &&
    (await at("runtime.ebss")) + bias === bss.address + bss.bytes;
  return isSame ? bias : null;
}

async function variables(symbols: CodeSymbols, bias: number, { addresses }: GlobalPointers) {
  const rows = Int32Array.from({ length: symbols.length }, (_, row) => row).filter(
    (row) => (symbols.size[row] ?? 0) > 0,
  );
  rows.sort((a, b) => (symbols.value[a] ?? 0) - (symbols.value[b] ?? 0));
  const found: number[] = [];
  let next = 0;
  for (const row of rows) {
    const start = (symbols.value[row] ?? 0) + bias;
    while (next < addresses.length && (addresses[next] ?? 0) < start) next++;
    if ((addresses[next] ?? Number.NaN) < start + (symbols.size[row] ?? 0)) found.push(row);
  }
  const name: string[] = [];
  for (const row of found) name.push(await symbols.strings.get(symbols.name[row] ?? 0));
  return {
    length: found.length,
    address: Float64Array.from(found, (row) => (symbols.value[row] ?? 0) + bias),
    bytes: Float64Array.from(found, (row) => symbols.size[row] ?? 0),
    name,
  };
}
