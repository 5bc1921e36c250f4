import { DecodeError } from "../../../src/model/decodeError";
import { type Elf, readMemory, sectionNamed } from "../elf/elf";
import { viewOf } from "../elf/layout";
import { stringAt } from "../elf/range";
import { GO_FUNCTION_CACHE, MAX_INLINE_NODES, MAX_NAME_BYTES } from "../limits";
import { hasInlineTree } from "./buildInfo";
import { frameTraits, type GoFrame } from "./goFrame";
import { GoFunction, type InlineTree } from "./goFunction";
import { isHeaderTail, locatePclntab } from "./locate";
import { type Moduledata, readModuledata } from "./moduledata";
import { PcHeader, WHERE } from "./pcHeader";
import { decodePcValues, type PcValues } from "./pcValues";
import { PCLNTAB_VERSIONS, type PclntabVersion } from "./versions";

/** Null when the file has no such table. Throws DecodeError when it has one that cannot be used. */
export async function openGoTable(elf: Elf): Promise<GoTable | null> {
  const place = await locatePclntab(elf);
  if (place === null) return null;
  const { bytes, address, fileOffset } = place;
  if (bytes.length < 16) throw new DecodeError("Truncated", WHERE, fileOffset, `header, have ${bytes.length} bytes`);
  const magic = viewOf(bytes).getUint32(0, true);
  const version = PCLNTAB_VERSIONS[magic];
  if (version === undefined || !isHeaderTail(bytes, 0, elf.header.layout.addressBytes)) {
    const head = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    throw new DecodeError("Unsupported", WHERE, fileOffset, `header ${head}`);
  }
  const table = new PcHeader(place, version);
  const moduledata = version.relativePcs
    ? await readModuledata(elf, {
        address,
        size: bytes.length,
        funcnameOffset: table.start("funcname"),
        gofuncWord: version.name === "1.20" ? 40 : 38,
      })
    : null;
  return new GoTable(elf, table, moduledata, version.name !== "1.2" || (await hasInlineTree(elf)));
}

/** The functions of a Go binary by address, with files, lines and inlined calls: no DWARF and no symbol needed. */
export class GoTable {
  readonly version: PclntabVersion["name"];
  readonly functionCount: number;
  /** Addresses [minpc, maxpc) are Go code; outside may be C. */
  readonly minpc: number;
  readonly maxpc: number;
  readonly #elf: Elf;
  readonly #header: PcHeader;
  readonly #text: number;
  readonly #gofunc: number | null; // null: funcdata holds addresses, or offsets from an unknown place
  readonly #hasInlineTree: boolean;
  readonly #functions = new Map<number, Promise<GoFunction>>(); // in the order of use, oldest first

  constructor(elf: Elf, header: PcHeader, moduledata: Moduledata | null, hasInlineTree: boolean) {
    this.#elf = elf;
    this.#header = header;
    this.version = header.version.name;
    this.functionCount = header.functionCount;
    this.#text = textStart(elf, header, moduledata);
    this.#gofunc = moduledata?.gofunc ?? null;
    this.#hasInlineTree = hasInlineTree;
    this.minpc = this.#entry(0);
    this.maxpc = this.#entry(header.functionCount);
  }

  /** Index of the function that holds the address, -1 for none. */
  find(address: number): number {
    if (!(address >= this.minpc && address < this.maxpc)) return -1;
    let low = 0;
    let high = this.functionCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#entry(middle) <= address) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** From where to where, exclusively, a function reaches. */
  bounds(index: number): readonly [start: number, end: number] {
    return [this.#entry(index), this.#entry(index + 1)];
  }

  /** The function decoded; the ones used last are kept. */
  function(index: number): Promise<GoFunction> {
    const kept = this.#functions.get(index);
    const opened = kept ?? this.#open(index);
    this.#functions.delete(index);
    this.#functions.set(index, opened);
    for (const oldest of this.#functions.keys()) {
      if (this.#functions.size <= GO_FUNCTION_CACHE) break;
      this.#functions.delete(oldest);
    }
    return opened;
  }

  /** How to get from a frame of the function to its caller's. */
  frame(index: number): GoFrame {
    const { func, name: version } = this.#header.version;
    const entry = this.#entry(index);
    const end = this.#entry(index + 1);
    const at = this.#funcAt(index);
    const name = this.#name(this.#header.u32(at + func.nameoff));
    // funcID, flag, padding, nfuncdata: the flag is padding up to Go 1.16, whose header 1.17 has too
    const flags = this.#header.place.bytes[at + func.nfuncdata - 2] ?? 0;
    const hasFlags = version === "1.18" || version === "1.20";
    return {
      name,
      entry,
      end,
      spDelta: this.#pcValues(at + func.pcsp, end - entry),
      ...frameTraits(name, flags, hasFlags),
    };
  }

  /** Index of the function with this name, -1 when there is none: looks at every one. */
  named(name: string): number {
    const { func } = this.#header.version;
    const wanted = new TextEncoder().encode(`${name}\0`);
    const { bytes } = this.#header.place;
    const names = this.#header.start("funcname");
    for (let index = 0; index < this.functionCount; index++) {
      const at = names + this.#header.u32(this.#funcAt(index) + func.nameoff);
      if (wanted.every((byte, i) => bytes[at + i] === byte)) return index;
    }
    return -1;
  }

  /** The table that the field at `at` of a _func refers to. */
  #pcValues(at: number, functionBytes: number): PcValues {
    const offset = this.#header.u32(at);
    const table = offset === 0 ? -1 : this.#header.start("pctab") + offset;
    return decodePcValues(this.#header.place.bytes, table, this.#header.quantum, functionBytes);
  }

  async #open(index: number): Promise<GoFunction> {
    const { version } = this.#header;
    const { func } = version;
    const entry = this.#entry(index);
    const functionBytes = this.#entry(index + 1) - entry;
    const at = this.#funcAt(index);
    const pcValues = (field: number): PcValues => this.#pcValues(field, functionBytes);
    const field = (offset: number): number => this.#header.u32(at + offset);
    return new GoFunction({
      name: this.#name(field(func.nameoff)),
      entry,
      files: pcValues(at + func.pcfile),
      lines: pcValues(at + func.pcln),
      inline: this.#hasInlineTree ? await this.#inlineTree(at, pcValues) : null,
      file: (number) => this.#file(func.cuOffset < 0 ? -1 : field(func.cuOffset), number),
    });
  }

  #entry(index: number): number {
    const { functab, pcBytes, version } = this.#header;
    const at = functab + 2 * index * pcBytes;
    return version.relativePcs ? this.#text + this.#header.u32(at) : this.#header.pointer(at);
  }

  /** Offset of _func's fields behind `entry`. */
  #funcAt(index: number): number {
    const { functab, pcBytes, version } = this.#header;
    const at = functab + (2 * index + 1) * pcBytes;
    const funcoff = version.relativePcs ? this.#header.u32(at) : this.#header.pointer(at);
    return (version.words.functab < 0 ? 0 : functab) + funcoff + pcBytes;
  }

  #name(offset: number): string {
    return stringAt(this.#header.place.bytes, this.#header.start("funcname") + offset, MAX_NAME_BYTES);
  }

  /** A number from pcfile is an index into the file names of the compilation unit (1.16) or of the program (1.2). */
  #file(cuOffset: number, number: number): string | null {
    const header = this.#header;
    if (number < 0) return null;
    const filetab = header.start("filetab");
    let offset: number;
    if (cuOffset < 0) {
      const tableAt = header.u32(header.functab + (2 * header.functionCount + 1) * header.pcBytes);
      offset = header.u32(tableAt + 4 * number);
      if (offset === 0) return null; // number 0 holds the count
    } else {
      offset = header.u32(header.start("cutab") + 4 * (cuOffset + number));
      if (offset === 0xffffffff) return null;
    }
    const name = stringAt(header.place.bytes, filetab + offset, MAX_NAME_BYTES);
    return name === "" ? null : name;
  }

  async #inlineTree(at: number, pcValues: (field: number) => PcValues): Promise<InlineTree | null> {
    const { func, inline } = this.#header.version;
    const npcdata = this.#header.u32(at + func.npcdata);
    if (npcdata <= inline.pcdata) return null;
    const indices = pcValues(at + func.bytes + 4 * inline.pcdata);
    const last = indices.value.reduce((most, index) => Math.max(most, index), -1);
    const address = this.#funcdata(at, npcdata, inline.funcdata);
    if (last < 0 || last >= MAX_INLINE_NODES || address === null) return null;
    const { bytes, address: start } = this.#header.place;
    const size = (last + 1) * inline.nodeBytes;
    const inTable = address - start;
    // Since Go 1.26 the trees are in this section, before in .rodata.
    const nodes =
      inTable >= 0 && inTable + size <= bytes.length
        ? bytes.subarray(inTable, inTable + size)
        : await readMemory(this.#elf, address, size);
    const { nodeBytes, name, callSite } = inline;
    return { indices, nodes: viewOf(nodes), nodeBytes, nameAt: name, callSite, name: (offset) => this.#name(offset) };
  }

  /** The address of one of the function's funcdata, null when it has none. */
  #funcdata(at: number, npcdata: number, index: number): number | null {
    const { func, inline } = this.#header.version;
    const header = this.#header;
    if (index >= (header.place.bytes[at + func.nfuncdata] ?? 0)) return null;
    const behind = at + func.bytes + 4 * npcdata;
    if (inline.pointers) {
      const pointer = header.pointer(
        Math.ceil(behind / header.pointerBytes) * header.pointerBytes + index * header.pointerBytes,
      );
      return pointer === 0 ? null : pointer;
    }
    const offset = header.u32(behind + 4 * index);
    return offset === 0xffffffff || this.#gofunc === null ? null : this.#gofunc + offset;
  }
}

/** Since Go 1.26 pcHeader.textStart is 0. The start of .text is right only where no C code was linked before it. */
function textStart(elf: Elf, header: PcHeader, moduledata: Moduledata | null): number {
  if (!header.version.relativePcs) return 0;
  return header.word("textStart") || moduledata?.text || (sectionNamed(elf, ".text")?.addr ?? 0);
}
