import type { StackCapture } from "../model/capture";
import type { LineReading, ModuleMatch, NamedCapture, ResolvedShares, SessionData, Side } from "../model/session";
import { type NamedStacks, RUNGS, type Rung } from "../model/stacks";
import { baseName } from "./baseName";
import { archByBuildId, archOf } from "./sides";

/** Sampled frames of one module, and how many of them have which part of a name. */
interface FrameCounts {
  readonly rungs: Record<Rung, number>; // frames of all samples, by the rung that named them
  frames: number;
  framesWithoutName: number; // also those whose function is known by its place only (fde)
  framesWithLine: number;
  framesWithInlines: number; // at addresses where calls were put inside their caller
}

/** How far up the symbol ladder the sampled frames of one module of one capture got. */
export interface ModuleCoverage extends Readonly<FrameCounts> {
  readonly fileId: number;
  readonly name: string; // base name; "[unknown]" for addresses that no mapping covers
  readonly path: string;
  readonly buildId: string | null;
  readonly arch: string | null;
  readonly side: Side | null;
  readonly match: ModuleMatch;
  readonly lines: LineReading;
  readonly before: ResolvedShares | null; // with the files that were there before the last one that matched came
  readonly ms: number; // spent on symbolizing this module
}

const AS_STATED: LineReading = { repair: null, chosen: null };
const NO_MATCH: ModuleMatch = { match: "none", objectFile: null, files: [] };

/**
 * One row per module that has sampled frames. A frame counts once per sample in whose stack it is: what is seen
 * often weighs often.
 */
export function moduleCoverage(session: SessionData): ModuleCoverage[] {
  const archs = archByBuildId(session.files);
  return session.files.flatMap((file) => {
    const named = session.named.get(file.id);
    if (named === undefined || file.capture === null || !("stacks" in file.capture)) return [];
    const { capture } = file;
    const counts = frameCounts(capture, named);
    const rows = [...capture.modules, null].map((module, index) => ({
      ...(counts[index] ?? noFrames()),
      fileId: file.id,
      name: module === null ? "[unknown]" : baseName(module.path),
      path: module?.path ?? "",
      buildId: module?.buildId ?? null,
      arch: archOf(file, archs),
      side: session.sides.get(file.id) ?? null,
      match: named.matches[index] ?? NO_MATCH,
      lines: named.lineReadings?.[index] ?? AS_STATED,
      before: named.before?.[index] ?? null,
      ms: named.moduleMs[index] ?? 0,
    }));
    return rows.filter(({ frames }) => frames > 0);
  });
}

/** Of the sampled frames of each module of a capture, in its order and then those of none: shares with a name, with a line. */
export function resolvedShares(capture: StackCapture, named: NamedCapture): (ResolvedShares | null)[] {
  return frameCounts(capture, named).map(({ frames, framesWithoutName, framesWithLine }) =>
    frames === 0 ? null : { functions: 1 - framesWithoutName / frames, lines: framesWithLine / frames },
  );
}

function noFrames(): FrameCounts {
  const rungs = Object.fromEntries(RUNGS.map((rung) => [rung, 0])) as Record<Rung, number>;
  return { rungs, frames: 0, framesWithoutName: 0, framesWithLine: 0, framesWithInlines: 0 };
}

/** Per module, and last for addresses that no mapping covers. */
function frameCounts(
  capture: StackCapture,
  { stacks, sampled }: Pick<NamedCapture, "stacks" | "sampled">,
): FrameCounts[] {
  const rows = [...capture.modules, null].map(noFrames);
  const { hasLine, hasInlines } = knownOfCodes(stacks);
  for (let code = 0; code < capture.codes.length; code++) {
    const module = capture.codes.module[code] as number;
    const row = rows[module < 0 ? capture.modules.length : module];
    const count = sampled.frames[code] as number;
    if (row === undefined || count === 0) continue;
    row.frames += count;
    const rung = RUNGS[stacks.codeRung[code] as number] as Rung;
    row.rungs[rung] += count;
    if (rung === "none" || rung === "fde") row.framesWithoutName += count;
    if (hasLine[code] === 1) row.framesWithLine += count;
    if (hasInlines[code] === 1) row.framesWithInlines += count;
  }
  return rows;
}

/** Per code: whether a line is known, and whether calls were inlined there. */
function knownOfCodes({ frames, codeRung }: NamedStacks): { hasLine: Uint8Array; hasInlines: Uint8Array } {
  const hasLine = new Uint8Array(codeRung.length);
  const hasInlines = new Uint8Array(codeRung.length);
  for (let frame = 0; frame < frames.length; frame++) {
    const code = frames.code[frame] as number;
    if ((frames.line[frame] as number) > 0) hasLine[code] = 1;
    if (frames.inlined[frame] === 1) hasInlines[code] = 1;
  }
  return { hasLine, hasInlines };
}
