import type { Match, PairedFile } from "../../model/session";
import { best, buildIdOf, type ObjectFile, objectsIn, type PairingFile, preference, sameBuildId } from "./pairingFile";

/**
 * The files that one module's object needs beside it to name all it can.
 *
 *     runtime ── .gnu_debuglink ──▶ debug ── .gnu_debugaltlink ──▶ alt (dwz)
 *        └─────── skeleton units ── dwo_id ──▶ .dwo, .dwp
 */
export function companions(main: ObjectFile, files: readonly PairingFile[]): PairedFile[] {
  return [...alternate(main, files), ...splitUnits(main, files)];
}

/** The debug file of an object that was paired without one: of its build id, named and checked by its link, or by name. */
export function debugFileOf(runtime: ObjectFile, objects: readonly ObjectFile[]): PairedFile | null {
  const others = objects.filter((file) => file !== runtime && preference(file) > preference(runtime));
  const buildId = buildIdOf(runtime);
  const { debugLink: link } = runtime.capture;
  const rules: readonly [Match, (file: ObjectFile) => boolean][] = [
    ["build-id", (file) => sameBuildId({ buildId }, file)],
    ["debuglink", ({ name, capture }) => name === link?.name && capture.crc32 === link.crc32],
    [
      "name",
      (file) => link === null && isNamedAfter(runtime, file) && !file.capture.hasCode && isSameLink(runtime, file),
    ],
  ];
  for (const [match, accepts] of rules) {
    const debug = best(others.filter(accepts));
    if (debug !== null) return { role: "debug", file: debug.id, match };
  }
  return null;
}

function isNamedAfter(runtime: ObjectFile, debug: ObjectFile): boolean {
  const isUnmarked = buildIdOf(runtime) === null && buildIdOf(debug) === null;
  return isUnmarked && debug.name.replace(/\.debug$/, "") === runtime.name;
}

/** Of files that fit a module equally: one to look into the code of, and another that names more. */
export function rolesOf(found: readonly ObjectFile[]): { runtime: ObjectFile | null; debug: ObjectFile | null } {
  const runtime = best(found.filter(({ capture }) => capture.hasCode));
  const debug = best(found.filter((file) => !file.capture.hasCode && isSameLink(runtime, file)));
  const adds = debug !== null && (runtime === null || preference(debug) > preference(runtime));
  return { runtime, debug: adds ? debug : null };
}

/** A debug file has the addresses of the file it was made of. */
function isSameLink(runtime: ObjectFile | null, debug: ObjectFile): boolean {
  if (runtime === null) return true;
  const code = (file: ObjectFile): string =>
    file.capture.segments
      .filter(({ executable }) => executable)
      .map(({ vaddr, memoryBytes }) => `${vaddr}+${memoryBytes}`)
      .join();
  return code(runtime) === code(debug);
}

/** The file of what several debug files have in common, made by dwz. */
function alternate(main: ObjectFile, files: readonly PairingFile[]): PairedFile[] {
  const link = main.capture.altLink;
  if (link === null) return [];
  const objects = objectsIn(files).filter((file) => file !== main);
  const same = best(objects.filter((file) => buildIdOf(file) === link.buildId));
  if (same !== null) return [{ role: "alt", file: same.id, match: "build-id" }];
  const base = link.name.slice(link.name.lastIndexOf("/") + 1);
  const named = best(objects.filter((file) => file.name === base && buildIdOf(file) === null));
  return named === null ? [] : [{ role: "alt", file: named.id, match: "name" }];
}

/** Files with units that the object only has skeletons of. */
function splitUnits({ capture }: ObjectFile, files: readonly PairingFile[]): PairedFile[] {
  const { split } = capture;
  if (split?.kind !== "skeletons") return [];
  const wanted = new Set(split.ids);
  return files.flatMap(({ id, capture: other }): PairedFile[] => {
    if (other.kind !== "elf" || other.split?.kind !== "split") return [];
    return other.split.ids.some((dwo) => wanted.has(dwo)) ? [{ role: "split", file: id, match: "dwo-id" }] : [];
  });
}
