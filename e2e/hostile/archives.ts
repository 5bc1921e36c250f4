// Archives whose entries have hostile names.
import { zipSync } from "fflate";

const BLOCK_BYTES = 512;
/** Of an entry's name in a ustar header; longer ones need another entry before it, which GNU calls ././@LongLink. */
const NAME_BYTES = 100;

export function hostileZip(names: readonly Buffer[], content: Buffer, ending: string): Buffer {
  const entries = names.map(
    (name, index) => [`${index}/${name.subarray(0, 200).toString()}${ending}`, content] as const,
  );
  return Buffer.from(zipSync(Object.fromEntries(entries)));
}

export function hostileTar(names: readonly Buffer[], content: Buffer, ending: string): Buffer {
  const entries = names.flatMap((name, index) => {
    const path = Buffer.concat([Buffer.from(`${index}/`), name.subarray(0, 1 << 16), Buffer.from(ending)]);
    const long = path.length < NAME_BYTES ? [] : entry("L", Buffer.from("././@LongLink"), path);
    return [...long, ...entry("0", path.subarray(0, NAME_BYTES - 1), content)];
  });
  return Buffer.concat([...entries, Buffer.alloc(2 * BLOCK_BYTES)]);
}

/** Header (name 0, size 124, checksum 148, type 156, magic 257), contents, padding. */
function entry(type: string, name: Buffer, content: Buffer): readonly Buffer[] {
  const header = Buffer.alloc(BLOCK_BYTES);
  header.set(name, 0);
  header.write(content.length.toString(8).padStart(11, "0"), 124);
  header.write("        ", 148);
  header.write(type, 156);
  header.write("ustar\0", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return [header, content, Buffer.alloc((BLOCK_BYTES - (content.length % BLOCK_BYTES)) % BLOCK_BYTES)];
}
