import type { ModuleMatch, SessionData } from "../model/session";
import { type NamedStacks, RUNGS, type Rung } from "../model/stacks";
import { baseName } from "./baseName";
import { countedProfiles } from "./countedProfiles";
import { archByBuildId, archOf } from "./sides";

/** How far up the symbol ladder the sampled frames of one module of one capture got. */
export interface ModuleCoverage {
  readonly fileId: number;
  readonly name: string; // base name; "[unknown]" for addresses that no mapping covers
  readonly buildId: string | null;
  readonly arch: string | null;
  readonly match: ModuleMatch;
  readonly rungs: Readonly<Record<Rung, number>>; // frames of all samples, by the rung that named them
  readonly frames: number;
  readonly framesWithLine: number;
  readonly framesWithoutName: number; // also those whose function is known by its place only (fde)
  readonly ms: number; // spent on symbolizing this module
}

const NO_MATCH: ModuleMatch = { match: "none", objectFile: null, files: [] };

/**
 * One row per module that has sampled frames. A frame counts once per sample in whose stack it is: what is seen
 * often weighs often. Of the profiles of one file only the first is counted where all share the samples (pprof, folded).
 */
export function moduleCoverage(session: SessionData): ModuleCoverage[] {
  const archs = archByBuildId(session.files);
  return session.files.flatMap((file) => {
    const named = session.named.get(file.id);
    if (named === undefined || file.capture === null || !("stacks" in file.capture)) return [];
    const { capture } = file;
    const profiles = countedProfiles(capture);
    const counts = codeCounts(
      named.stacks,
      profiles.map(({ samples }) => samples.stack),
      capture.stacks.prefix,
    );
    const arch = archOf(file, archs);
    const rows = [...capture.modules, null].map((module, index) => ({
      fileId: file.id,
      name: module === null ? "[unknown]" : baseName(module.path),
      buildId: module?.buildId ?? null,
      arch,
      match: named.matches[index] ?? NO_MATCH,
      ms: named.moduleMs[index] ?? 0,
      rungs: Object.fromEntries(RUNGS.map((rung) => [rung, 0])) as Record<Rung, number>,
      frames: 0,
      framesWithLine: 0,
      framesWithoutName: 0,
    }));
    const hasLine = codesWithLine(named.stacks);
    for (let code = 0; code < capture.codes.length; code++) {
      const module = capture.codes.module[code] as number;
      const row = rows[module < 0 ? capture.modules.length : module];
      const count = counts[code] as number;
      if (row === undefined || count === 0) continue;
      row.frames += count;
      const rung = RUNGS[named.stacks.codeRung[code] as number] as Rung;
      row.rungs[rung] += count;
      if (rung === "none" || rung === "fde") row.framesWithoutName += count;
      if (hasLine[code] === 1) row.framesWithLine += count;
    }
    return rows.filter(({ frames }) => frames > 0);
  });
}

/** Per code: in how many samples' stacks it is, counting recursion. */
function codeCounts(
  { recordedCode, codeRung }: NamedStacks,
  sampleStacks: readonly Int32Array[],
  prefix: Int32Array,
): Float64Array {
  const perStack = new Float64Array(recordedCode.length);
  for (const column of sampleStacks) {
    for (let sample = 0; sample < column.length; sample++) {
      const stack = column[sample] as number;
      if (stack >= 0) perStack[stack] = (perStack[stack] as number) + 1;
    }
  }
  const counts = new Float64Array(codeRung.length);
  // children come after their parents: going backwards, a row is complete when it is met
  for (let stack = perStack.length - 1; stack >= 0; stack--) {
    const count = perStack[stack] as number;
    const caller = prefix[stack] as number;
    if (caller >= 0) perStack[caller] = (perStack[caller] as number) + count;
    const code = recordedCode[stack] as number;
    counts[code] = (counts[code] as number) + count;
  }
  return counts;
}

function codesWithLine({ frames, codeRung }: NamedStacks): Uint8Array {
  const hasLine = new Uint8Array(codeRung.length);
  for (let frame = 0; frame < frames.length; frame++) {
    if ((frames.line[frame] as number) > 0) hasLine[frames.code[frame] as number] = 1;
  }
  return hasLine;
}
