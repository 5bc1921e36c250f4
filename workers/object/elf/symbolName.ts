import type { Elf } from "./elf";
import { viewOf } from "./layout";
import { readPresent } from "./range";
import { StringTable } from "./strings";

/** The name of one symbol of the table in a section, as relocations refer to it; "" where there is none. */
export async function symbolName({ sections, source, header }: Elf, table: number, symbol: number): Promise<string> {
  const section = sections[table];
  const strings = sections[section?.link ?? 0];
  const { bytes } = header.layout.sym;
  if (section === undefined || strings === undefined || symbol === 0 || (symbol + 1) * bytes > section.size) return "";
  const entry = await readPresent(source, section.offset + symbol * bytes, 4);
  if (entry.length < 4) return "";
  return new StringTable(source, strings.offset, strings.size).get(viewOf(entry).getUint32(0, true));
}
