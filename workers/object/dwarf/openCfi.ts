import { DecodeError, type DecodeFailure } from "../../../src/model/decodeError";
import { type Elf, readMemory, sectionNamed } from "../elf/elf";
import { PT_GNU_EH_FRAME } from "../elf/programHeaders";
import { readPresent } from "../elf/range";
import { contentsNamed } from "../elf/sectionContents";
import { MAX_CFI_BYTES } from "../limits";
import { CfiSection } from "./cfiSection";
import { CfiTable } from "./cfiTable";
import { type EhFrameHdr, readEhFrameHdr } from "./ehFrameHdr";

/** What a file has of call frame information. */
export interface Cfi {
  readonly ehFrame: CfiTable | null;
  readonly debugFrame: CfiTable | null;
  /** A section that is there and cannot be used. */
  readonly failures: readonly DecodeFailure[];
}

export async function openCfi(elf: Elf): Promise<Cfi> {
  const failures: DecodeFailure[] = [];
  const orNull = async <T>(open: () => Promise<T | null>): Promise<T | null> => {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      failures.push(error.failure);
      return null;
    }
  };
  const hdr = await orNull(() => openHeader(elf));
  return {
    ehFrame: await orNull(() => openEhFrame(elf, hdr)),
    debugFrame: await orNull(() => openDebugFrame(elf)),
    failures,
  };
}

/** By its section, or where section headers are stripped by its segment. */
async function openHeader(elf: Elf): Promise<EhFrameHdr | null> {
  const section = sectionNamed(elf, ".eh_frame_hdr");
  const segment = elf.programHeaders.find(({ type, fileBytes }) => type === PT_GNU_EH_FRAME && fileBytes > 0);
  const place =
    section ?? (segment === undefined ? null : { ...segment, addr: segment.vaddr, size: segment.fileBytes });
  if (place === null) return null;
  const bytes = await readPresent(elf.source, place.offset, Math.min(place.size, MAX_CFI_BYTES));
  return readEhFrameHdr(bytes, place.addr, place.offset, elf.header.layout.addressBytes);
}

async function openEhFrame(elf: Elf, hdr: EhFrameHdr | null): Promise<CfiTable | null> {
  const section = sectionNamed(elf, ".eh_frame");
  const address = section?.addr ?? hdr?.ehFrame ?? null;
  if (address === null) return null;
  const bytes =
    section === null
      ? await readMemory(elf, address, MAX_CFI_BYTES) // up to the end of its segment, or to the terminator
      : await readPresent(elf.source, section.offset, limited(section.size, ".eh_frame", section.offset));
  if (bytes.length === 0) return null;
  return new CfiTable(sectionOf(elf, true, bytes, address, section?.offset ?? 0), hdr);
}

/** Compressed as often as not. It is not in memory when the program runs, so nothing in it is relative to itself. */
async function openDebugFrame(elf: Elf): Promise<CfiTable | null> {
  const contents = await contentsNamed(elf, ".debug_frame");
  if (contents === null) return null;
  const bytes = await contents.read(0, limited(contents.size, ".debug_frame", 0));
  return new CfiTable(sectionOf(elf, false, bytes, 0, 0), null);
}

function limited(size: number, name: string, offset: number): number {
  if (size > MAX_CFI_BYTES) throw new DecodeError("TooLarge", name, offset, `${size} bytes, limit ${MAX_CFI_BYTES}`);
  return size;
}

function sectionOf(elf: Elf, isEh: boolean, bytes: Uint8Array, address: number, fileOffset: number): CfiSection {
  return new CfiSection({
    isEh,
    bytes,
    address,
    fileOffset,
    addressBytes: elf.header.layout.addressBytes,
    text: sectionNamed(elf, ".text")?.addr ?? 0,
    data: sectionNamed(elf, ".got")?.addr ?? 0,
  });
}
