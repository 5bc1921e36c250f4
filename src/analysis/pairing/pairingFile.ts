import type { ObjectCapture, SymbolsCapture } from "../../model/capture";
import type { Module } from "../../model/stacks";

/** A dropped file that may give names to a module. */
export interface PairingFile {
  readonly id: number; // SessionFile.id
  readonly name: string;
  readonly folder: string;
  readonly capture: ObjectCapture | SymbolsCapture;
}

export interface ObjectFile extends PairingFile {
  readonly capture: ObjectCapture;
}

/** Executables, libraries, kernel modules and their debug files; split units and packages are none by themselves. */
export function objectsIn(files: readonly PairingFile[]): ObjectFile[] {
  return files.filter(
    (file): file is ObjectFile => file.capture.kind === "elf" && file.capture.split?.kind !== "split",
  );
}

/** The note's build id, else the one that a debug store's path spells: .build-id/xx/yyyy.debug, .build-id/xx/yyyy/elf. */
export function buildIdOf({ capture, folder, name }: ObjectFile): string | null {
  if (capture.buildId !== null) return capture.buildId;
  const found = /(?:^|\/)\.build-id\/([0-9a-f]{2})\/([0-9a-f]{6,})(?:\.debug|\/[^/]+)?$/.exec(`${folder}/${name}`);
  return found === null ? null : `${found[1]}${found[2]}`;
}

export function sameBuildId({ buildId }: Pick<Module, "buildId">, file: ObjectFile): boolean {
  return buildId !== null && buildIdOf(file) === buildId;
}

/**
 * Among files that fit equally: what names more. Go's table before symbols, because a stripped Go program knows lines
 * that its symbol table does not.
 */
const NAMING_SECTIONS: Readonly<Record<string, number>> = {
  ".debug_info": 16,
  ".gopclntab": 8,
  ".sw64.symtab": 4,
  ".symtab": 4,
  ".gnu_debugdata": 2,
  ".dynsym": 1,
};

export function preference({ capture }: PairingFile): number {
  if (capture.kind === "symbols") return capture.facts["restricted"] === true ? 0 : 1;
  const sections = capture.facts["debug"];
  return Array.isArray(sections) ? sections.reduce((sum, name) => sum + (NAMING_SECTIONS[name] ?? 0), 0) : 0;
}

/** The best of them: what names most, then what was dropped first. */
export function best<File extends PairingFile>(files: readonly File[]): File | null {
  return [...files].sort((a, b) => preference(b) - preference(a) || a.id - b.id)[0] ?? null;
}
