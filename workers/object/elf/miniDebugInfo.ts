import { DecodeError } from "../../../src/model/decodeError";
import { bytesSource } from "../../io/byteSource";
import { unxz } from "../../io/xz/xz";
import { MAX_MINIDEBUG_BYTES } from "../limits";
import { type Elf, openElf } from "./elf";
import { contentsNamed } from "./sectionContents";

/**
 * .gnu_debugdata: an ELF file inside this one, packed by xz, with the symbols of functions that .dynsym does not have.
 * Distributions put it into what they strip. Null when the file has none.
 */
export async function openMiniDebugInfo(elf: Elf): Promise<Elf | null> {
  const section = await contentsNamed(elf, ".gnu_debugdata");
  if (section === null) return null;
  if (section.size > MAX_MINIDEBUG_BYTES) {
    throw new DecodeError("TooLarge", section.name, 0, `${section.size} bytes, limit ${MAX_MINIDEBUG_BYTES}`);
  }
  const bytes = unxz(await section.read(0, section.size), MAX_MINIDEBUG_BYTES);
  return openElf(bytesSource(section.name, bytes));
}
