import { crashFailure } from "../client/crashFailure";
import type { ModuleFiles, StageResult } from "../client/stages";
import type { FileRole, ModuleMatch, SessionFile } from "../model/session";
import { session } from "../store/session";
import { sources } from "./sources";

/** The dropped files of a match; those that have been removed meanwhile are absent. */
export function filesOf({ files }: ModuleMatch): ModuleFiles {
  const inRole = (role: FileRole): File[] =>
    files.flatMap((paired) => (paired.role === role ? (sources.get(paired.file) ?? []) : []));
  const one = (role: FileRole): File | null => inRole(role)[0] ?? null;
  return {
    runtime: one("runtime"),
    debug: one("debug"),
    alt: one("alt"),
    split: inRole("split"),
    symbols: one("symbols"),
  };
}

/** A stage whose worker died has failed like one that could not read its input: the session goes on. */
export async function settled<T>(stage: Promise<StageResult<T>>): Promise<StageResult<T>> {
  try {
    return await stage;
  } catch (error) {
    return { ok: false, error: crashFailure(error, "worker"), kind: "unknown" };
  }
}

/** The minimum_instruction_length that was chosen for the line tables of a module's object; null for what they state. */
export function lineLengthOf({ objectFile }: ModuleMatch): number | null {
  return objectFile === null ? null : (session.getState().lineLengths.get(objectFile) ?? null);
}

/** Without the binaries that a saved session only knows of, where the binary itself has been dropped since. */
export function withoutReplaced(files: readonly SessionFile[]): readonly SessionFile[] {
  const key = ({ name, capture }: SessionFile): string => (capture?.kind === "elf" ? (capture.buildId ?? name) : name);
  const readable = new Set(files.flatMap((file) => (sources.has(file.id) ? [key(file)] : [])));
  return files.filter((file) => sources.has(file.id) || !readable.has(key(file)));
}
