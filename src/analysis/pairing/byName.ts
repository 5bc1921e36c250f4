import type { ObjectCapture, Segment } from "../../model/capture";
import type { Module, ModuleMapping } from "../../model/stacks";
import { buildIdOf, type ObjectFile } from "./pairingFile";

/** Objects whose name is the module's, and whose layout does not forbid it; of these those with the longest common path. */
export function byName(
  module: Module,
  mappings: readonly ModuleMapping[],
  objects: readonly ObjectFile[],
  accepts: (tail: number, fit: Fit) => boolean,
): ObjectFile[] {
  if (isPseudo(module.path)) return [];
  const candidates = objects
    .filter((file) => module.buildId === null || buildIdOf(file) === null) // both known and different: never
    .map((file) => ({ file, tail: commonTail(module.path, file), fit: layoutFit(module, mappings, file.capture) }))
    .filter(({ tail, fit }) => tail > 0 && fit !== "none" && accepts(tail, fit));
  const longest = Math.max(...candidates.map(({ tail }) => tail));
  return candidates.filter(({ tail }) => tail === longest).map(({ file }) => file);
}

/** How many path components, from the last, module and file have in common. A ".debug" file stands for its binary, "x.ko" for x.ko.xz. */
function commonTail(modulePath: string, { folder, name }: ObjectFile): number {
  const module = modulePath
    .replace(/ \(deleted\)$/, "")
    .replace(/(\.ko)\.\w+$/, "$1")
    .split("/");
  const file = [...folder.split("/"), name.replace(/\.debug$/, "")];
  let tail = 0;
  while (tail < Math.min(module.length, file.length)) {
    const part = module[module.length - 1 - tail];
    const own = file[file.length - 1 - tail];
    if (part === "" || !(part === own || (tail === 0 && isLinkTo(own, part)))) break;
    tail++;
  }
  return tail;
}

/** A library that was dropped by the name of the link to it: libstdc++.so.6 for libstdc++.so.6.0.30. */
function isLinkTo(name: string, target: string): boolean {
  return /\.so(\.\d+)*$/.test(name) && target.startsWith(`${name}.`);
}

export type Fit = "equal" | "possible" | "none";

const PAGE_BYTES = [4096, 8192, 16384, 65536]; // x86_64, SW64, arm64 and ppc64 variants

/**
 * Whether the file's code could have been mapped like this. "equal": to the page, for every piece; "possible" also
 * when nothing is known, when mprotect has split the segment, or when the file is a .debug one, whose offsets moved.
 */
function layoutFit(
  { addressing }: Module,
  mappings: readonly ModuleMapping[],
  { segments, hasCode }: ObjectCapture,
): Fit {
  const code = segments.filter(({ executable }) => executable);
  if (mappings.length === 0 || code.length === 0 || !hasCode || addressing === "absolute") return "possible";
  const data = segments.filter(({ executable }) => !executable);
  const fits = mappings.flatMap((mapping): Fit[] => {
    if (code.some((segment) => isMappedAs(segment, mapping))) return ["equal"];
    if (data.some((segment) => isMappedAs(segment, mapping))) return []; // `perf record -d` tells of these too
    if (isLeftOfWhole(segments, mapping)) return [];
    if (code.some((segment) => isPartOf(segment, mapping))) return ["possible"];
    return data.some((segment) => isPartOf(segment, mapping)) ? [] : ["none"];
  });
  if (fits.includes("none")) return "none";
  return fits.length > 0 && fits.every((fit) => fit === "equal") ? "equal" : "possible";
}

function isMappedAs({ offset, fileBytes }: Segment, { start, end, fileOffset }: ModuleMapping): boolean {
  const endOffset = fileOffset + (end - start);
  return PAGE_BYTES.some(
    (page) =>
      Math.floor(offset / page) * page === fileOffset && Math.ceil((offset + fileBytes) / page) * page === endOffset,
  );
}

/**
 * The address range that the first mapping of a library, of a PIE or of the loader itself takes as a whole, from one of its segments on:
 *
 *   mmap 0 ───────────────────────┐ what the kernel tells: the range,
 *        0 │ code │ rodata ───────┤ then code, then rodata, which it has merged with what is left
 *        0 │ code │ rodata │ data │ of the range behind it, since both are of one file and not to be written
 *
 * `perf record -d` and `--call-graph dwarf` tell of these, since they are not executable.
 */
function isLeftOfWhole(segments: readonly Segment[], { start, end, fileOffset }: ModuleMapping): boolean {
  const first = segments[0];
  const last = segments.at(-1);
  if (first === undefined || last === undefined) return false;
  return PAGE_BYTES.some((page) => {
    const down = (address: number): number => Math.floor(address / page) * page;
    const wholeBytes = Math.ceil((last.vaddr + last.memoryBytes) / page) * page - down(first.vaddr);
    return (
      fileOffset + (end - start) === down(first.offset) + wholeBytes &&
      segments.some(({ offset }) => down(offset) === fileOffset)
    );
  });
}

function isPartOf({ offset, fileBytes }: Segment, { start, end, fileOffset }: ModuleMapping): boolean {
  const largest = PAGE_BYTES.at(-1) ?? 0;
  return fileOffset > offset - largest && fileOffset + (end - start) < offset + fileBytes + largest;
}

/** Names in brackets and // stand for memory that no file backs. */
function isPseudo(path: string): boolean {
  return path.startsWith("[") || path.startsWith("//");
}
