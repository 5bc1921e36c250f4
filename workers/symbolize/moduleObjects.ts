import { DecodeError } from "../../src/model/decodeError";
import type { ByteSource } from "../io/byteSource";
import { PageCache, pagedSource } from "../io/pagedSource";
import { type Elf, openElf } from "../object/elf/elf";

/** The files that may name a module, by what each is for (FileRole). */
export interface ModuleSources {
  readonly runtime: ByteSource | null;
  readonly debug: ByteSource | null;
  readonly alt: ByteSource | null;
  readonly split: readonly ByteSource[];
  readonly symbols: ByteSource | null;
}

/** Its object files, opened. One that cannot be opened counts as absent: what it is like was said when it was decoded. */
export interface ModuleObjects {
  readonly runtime: Elf | null;
  readonly debug: Elf | null;
  readonly alt: Elf | null;
  readonly split: readonly Elf[];
}

export async function openModuleObjects({ runtime, debug, alt, split }: ModuleSources): Promise<ModuleObjects> {
  const open = async (source: ByteSource | null, pages = new PageCache()): Promise<Elf | null> =>
    source === null ? null : orNull(() => openElf(pagedSource(source, pages)));
  const splitPages = new PageCache(); // there may be hundreds of them
  const opened = await Promise.all(split.map((source) => open(source, splitPages)));
  return {
    runtime: await open(runtime),
    debug: await open(debug),
    alt: await open(alt),
    split: opened.filter((elf) => elf !== null),
  };
}

/** What `read` gives; null when the bytes do not allow it. */
export async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}
