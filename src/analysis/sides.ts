import type { SessionFile, Side } from "../model/session";

/**
 * Which side each file is on. What the user chose counts first; then the architecture, x86_64 being the baseline
 * and SW64 the candidate. A file that names no architecture (pprof) has that of the object its mappings name, and
 * failing that the side of what it was dropped with, when that is one side only.
 */
export function sidesOf(files: readonly SessionFile[]): ReadonlyMap<number, Side> {
  const archOfBuildId = archByBuildId(files);
  const sides = new Map<number, Side>();
  for (const file of files) {
    const side = file.chosenSide ?? sideOfArch(archOf(file, archOfBuildId));
    if (side !== null) sides.set(file.id, side);
  }
  const together = sidesByBatch(files, sides);
  for (const { id, batch, capture } of files) {
    const [only, another] = together.get(batch) ?? [];
    if (!sides.has(id) && capture !== null && only !== undefined && another === undefined) sides.set(id, only);
  }
  return sides;
}

/** What was dropped together is on these sides. */
function sidesByBatch(files: readonly SessionFile[], sides: ReadonlyMap<number, Side>): Map<number, Set<Side>> {
  const together = new Map<number, Set<Side>>();
  for (const { id, batch } of files) {
    const side = sides.get(id);
    if (side !== undefined) together.set(batch, (together.get(batch) ?? new Set()).add(side));
  }
  return together;
}

/** The architectures of the dropped objects. */
export function archByBuildId(files: readonly SessionFile[]): ReadonlyMap<string, string> {
  const archs = new Map<string, string>();
  for (const { capture } of files) {
    if (capture?.kind === "elf" && capture.buildId !== null && capture.arch !== null) {
      archs.set(capture.buildId, capture.arch);
    }
  }
  return archs;
}

/** A file's architecture: its own word, or that of the first of its modules whose object is there. */
export function archOf({ capture }: SessionFile, archOfBuildId: ReadonlyMap<string, string>): string | null {
  if (capture === null || capture.arch !== null || !("modules" in capture)) return capture?.arch ?? null;
  for (const { buildId } of capture.modules) {
    const arch = buildId === null ? undefined : archOfBuildId.get(buildId);
    if (arch !== undefined) return arch;
  }
  return null;
}

const SIDES: Readonly<Record<string, Side>> = { x86_64: "baseline", sw_64: "candidate" };

function sideOfArch(arch: string | null): Side | null {
  return arch === null ? null : (SIDES[arch] ?? null);
}
