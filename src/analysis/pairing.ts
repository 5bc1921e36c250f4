import { formatAddress } from "../model/address";
import type { ObjectCapture, Segment, SymbolsCapture } from "../model/capture";
import type { Match, ModuleMatch } from "../model/session";
import type { Module, ModuleMapping } from "../model/stacks";

/** A dropped file that may give names to a module. */
export interface PairingFile {
  readonly id: number; // SessionFile.id
  readonly name: string;
  readonly folder: string;
  readonly capture: ObjectCapture | SymbolsCapture;
}

/** The rules in the order of trust; each gives the files that it accepts for a module. */
type Rule = (module: Module, mappings: readonly ModuleMapping[], files: readonly PairingFile[]) => PairingFile[];

const RULES: readonly (readonly [Match, Rule])[] = [
  ["build-id", (module, _, files) => objects(files).filter((file) => sameBuildId(module, file))],
  ["path", (module, mappings, files) => byName(module, mappings, files, (tail, fit) => tail > 1 || fit === "equal")],
  ["name", (module, mappings, files) => byName(module, mappings, files, () => true)],
  ["name", (module, _, files) => kernelSymbols(module, files)],
  ["name", (module, _, files) => processSymbols(module, files)],
];

/** Which dropped file belongs to which module, by the first rule that finds one. */
export function pairModules(
  modules: readonly Module[],
  moduleMappings: readonly ModuleMapping[],
  files: readonly PairingFile[],
): ModuleMatch[] {
  const mappings = new Map<number, ModuleMapping[]>();
  for (const mapping of moduleMappings) {
    const rows = mappings.get(mapping.module);
    if (rows === undefined) mappings.set(mapping.module, [mapping]);
    else rows.push(mapping);
  }
  return modules.map((module, index) => {
    for (const [match, rule] of RULES) {
      const best = rule(module, mappings.get(index) ?? [], files).sort(
        (a, b) => preference(b) - preference(a) || a.id - b.id,
      )[0];
      if (best !== undefined) return { match, objectFile: best.id };
    }
    return { match: "none", objectFile: null };
  });
}

interface ObjectFile extends PairingFile {
  readonly capture: ObjectCapture;
}

function objects(files: readonly PairingFile[]): ObjectFile[] {
  return files.filter((file): file is ObjectFile => file.capture.kind === "elf");
}

/**
 * Among files that fit equally: what names more. Go's table before symbols, because a stripped Go program knows lines
 * that its symbol table does not.
 */
const NAMING_SECTIONS: Readonly<Record<string, number>> = { ".gopclntab": 4, ".symtab": 2, ".dynsym": 1 };

function preference({ capture }: PairingFile): number {
  if (capture.kind === "symbols") return capture.facts["restricted"] === true ? 0 : 1;
  const sections = capture.facts["debug"];
  return Array.isArray(sections) ? sections.reduce((sum, name) => sum + (NAMING_SECTIONS[name] ?? 0), 0) : 0;
}

/** The note's build id, else the one that a debug store's path spells: .build-id/xx/yyyy.debug, .build-id/xx/yyyy/elf. */
function buildIdOf(file: ObjectFile): string | null {
  if (file.capture.buildId !== null) return file.capture.buildId;
  const path = `${file.folder}/${file.name}`;
  const found = /(?:^|\/)\.build-id\/([0-9a-f]{2})\/([0-9a-f]{6,})(?:\.debug|\/[^/]+)?$/.exec(path);
  return found === null ? null : `${found[1]}${found[2]}`;
}

function sameBuildId(module: Module, file: ObjectFile): boolean {
  return module.buildId !== null && buildIdOf(file) === module.buildId;
}

function byName(
  module: Module,
  mappings: readonly ModuleMapping[],
  files: readonly PairingFile[],
  accepts: (tail: number, fit: Fit) => boolean,
): PairingFile[] {
  if (isPseudo(module.path)) return [];
  const candidates = objects(files)
    .filter((file) => module.buildId === null || buildIdOf(file) === null) // both known and different: never
    .map((file) => ({ file, tail: commonTail(module.path, file), fit: layoutFit(mappings, file.capture.segments) }))
    .filter(({ tail, fit }) => tail > 0 && fit !== "none" && accepts(tail, fit));
  const longest = Math.max(...candidates.map(({ tail }) => tail));
  return candidates.filter(({ tail }) => tail === longest).map(({ file }) => file);
}

/** How many path components, from the last, module and file have in common. A ".debug" file stands for its binary. */
function commonTail(modulePath: string, { folder, name }: PairingFile): number {
  const module = modulePath.replace(/ \(deleted\)$/, "").split("/");
  const file = [...folder.split("/"), name.replace(/\.debug$/, "")];
  let tail = 0;
  while (tail < Math.min(module.length, file.length)) {
    const part = module[module.length - 1 - tail];
    if (part === "" || part !== file[file.length - 1 - tail]) break;
    tail++;
  }
  return tail;
}

type Fit = "equal" | "possible" | "none";

const PAGE_BYTES = [4096, 8192, 16384, 65536]; // x86_64, SW64, arm64 and ppc64 variants

/**
 * Whether the file's code could have been mapped like this. "equal": to the page, for every piece; "possible" also
 * when nothing is known, when mprotect has split the segment, or when the file is a .debug one, whose offsets moved.
 */
function layoutFit(mappings: readonly ModuleMapping[], segments: readonly Segment[]): Fit {
  const code = segments.filter(({ executable }) => executable);
  if (mappings.length === 0 || code.length === 0) return "possible";
  if (code.some(({ fileBytes, memoryBytes }) => fileBytes < memoryBytes)) return "possible";
  const fits = mappings.map(({ start, end, fileOffset }) => {
    const endOffset = fileOffset + (end - start);
    const isEqual = code.some((segment) =>
      PAGE_BYTES.some(
        (page) =>
          Math.floor(segment.offset / page) * page === fileOffset &&
          Math.ceil((segment.offset + segment.fileBytes) / page) * page === endOffset,
      ),
    );
    if (isEqual) return "equal";
    const largest = PAGE_BYTES.at(-1) ?? 0;
    const isInside = code.some(
      (segment) => fileOffset > segment.offset - largest && endOffset < segment.offset + segment.fileBytes + largest,
    );
    return isInside ? "possible" : "none";
  });
  if (fits.includes("none")) return "none";
  return fits.every((fit) => fit === "equal") ? "equal" : "possible";
}

/** Names in brackets and // stand for memory that no file backs. */
function isPseudo(path: string): boolean {
  return path.startsWith("[") || path.startsWith("//");
}

const USER_PSEUDO = /^\[(vdso|vvar|vsyscall|heap|stack|uprobes|anon)\b/;

/** The kernel and its modules: any symbol text, the one recorded at the same place if there is one. */
function kernelSymbols(module: Module, files: readonly PairingFile[]): PairingFile[] {
  const { path, addressing, anchor } = module;
  const isKernel = (path.startsWith("[") && !USER_PSEUDO.test(path)) || /\.ko(\.\w+)?$/.test(path) || anchor !== null;
  if (addressing !== "absolute" || !isKernel) return [];
  const texts = files.filter(({ capture }) => capture.kind === "symbols" && capture.scope === "kernel");
  const exact = texts.filter(
    ({ capture }) => anchor !== null && capture.facts[anchor.symbol] === formatAddress(anchor.address),
  );
  return exact.length > 0 ? exact : texts;
}

/** Memory without a file, where compilers put code while the process runs: the map with the process's number in its name. */
function processSymbols({ pid, addressing }: Module, files: readonly PairingFile[]): PairingFile[] {
  if (addressing !== "absolute" || pid < 0) return [];
  return files.filter(
    ({ name, capture }) =>
      capture.kind === "symbols" && capture.scope === "process" && name.replace(/\.gz$/, "") === `perf-${pid}.map`,
  );
}
