/** The dropped files themselves, by SessionFile.id: outside the store, which holds only what can be saved. */
export const sources = new Map<number, File>();

const siblings = new Map<number, readonly File[]>();

/** Keeps a dropped file, and the ones that make one capture with it (threadFiles.ts). */
export function keepSource(id: number, file: File, others: readonly File[]): void {
  sources.set(id, file);
  siblings.set(id, others);
}

export function dropSource(id: number): void {
  sources.delete(id);
  siblings.delete(id);
}

export function siblingsOf(id: number): readonly File[] {
  return siblings.get(id) ?? [];
}

/** A longer source file is generated; its beginning is shown. */
const SOURCE_MAX_BYTES = 32 << 20;

/** The text of a dropped source file; null when it has been removed, or has changed on disk since. */
export async function readSource(fileId: number): Promise<string | null> {
  try {
    return (await sources.get(fileId)?.slice(0, SOURCE_MAX_BYTES).text()) ?? null;
  } catch {
    return null;
  }
}
