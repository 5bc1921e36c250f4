import type { DroppedFile } from "./files";

/** "PERFILE2" as a little-endian and as a big-endian machine writes it. */
const MAGICS: ReadonlySet<string> = new Set(["PERFILE2", "2ELIFREP"]);

/**
 * `perf record --threads` writes a folder: `data` with the header, and data.0, data.1 … with a part of the records
 * each. They are one capture, so the parts go with their `data`.
 */
export async function joinThreadFiles(dropped: readonly DroppedFile[]): Promise<readonly DroppedFile[]> {
  const parts = new Map<string, DroppedFile[]>(); // by folder
  for (const one of dropped) {
    if (/^data\.\d+$/.test(one.file.name)) parts.set(one.folder, [...(parts.get(one.folder) ?? []), one]);
  }
  const taken = new Set<DroppedFile>();
  const joined = new Map<DroppedFile, readonly File[]>();
  for (const one of dropped) {
    const own = one.file.name === "data" ? (parts.get(one.folder) ?? []) : [];
    if (own.length === 0 || !MAGICS.has(await one.file.slice(0, 8).text())) continue;
    for (const part of own) taken.add(part);
    const numbered = own.map(({ file }) => ({ file, number: Number(file.name.slice("data.".length)) }));
    joined.set(
      one,
      numbered.sort((a, b) => a.number - b.number).map(({ file }) => file),
    );
  }
  return dropped
    .filter((one) => !taken.has(one))
    .map((one) => ({ ...one, siblings: joined.get(one) ?? one.siblings ?? [] }));
}
