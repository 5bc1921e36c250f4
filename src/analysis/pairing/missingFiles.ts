import type { ObjectCapture } from "../../model/capture";
import type { ModuleMatch, SessionFile } from "../../model/session";

/** A file that a module's files ask for and that was not dropped. */
export interface MissingFile {
  readonly kind: "debuglink" | "alt" | "split";
  readonly name: string; // as the file that asks spells it; "" for split units
  readonly buildId: string | null;
  readonly units: number; // split units that no dropped file has
}

/**
 * What would let the files of a module name more: the debug file that a debug link names, the dwz file of a debug file,
 * the .dwo files or package of skeleton units.
 */
export function missingFiles({ files: paired }: ModuleMatch, files: readonly SessionFile[]): MissingFile[] {
  const objects = paired.flatMap(({ role, file }) => {
    const capture = files.find(({ id }) => id === file)?.capture;
    return capture?.kind === "elf" ? [{ role, capture }] : [];
  });
  const has = (role: string): boolean => objects.some((object) => object.role === role);
  const missing: MissingFile[] = [];
  const runtime = objects.find(({ role }) => role === "runtime")?.capture;
  const debug = objects.find(({ role }) => role === "debug")?.capture;
  const link = runtime?.debugLink ?? null;
  if (link !== null && debug === undefined) missing.push(asked("debuglink", link.name, runtime?.buildId ?? null));
  const main = debug ?? runtime;
  if (main?.altLink != null && !has("alt")) missing.push(asked("alt", main.altLink.name, main.altLink.buildId));
  const found = new Set(objects.flatMap(({ role, capture }) => (role === "split" ? idsOf(capture) : [])));
  const units = main?.split?.kind === "skeletons" ? main.split.ids.filter((id) => !found.has(id)).length : 0;
  if (units > 0) missing.push({ kind: "split", name: "", buildId: null, units });
  return missing;
}

function asked(kind: MissingFile["kind"], name: string, buildId: string | null): MissingFile {
  return { kind, name, buildId, units: 0 };
}

function idsOf({ split }: ObjectCapture): readonly string[] {
  return split?.ids ?? [];
}
