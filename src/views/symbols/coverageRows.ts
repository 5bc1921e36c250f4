import { isKernel } from "../../analysis/findings/symbolFindings";
import { type ModuleCoverage, moduleCoverage } from "../../analysis/symbolCoverage";
import type { LineReading, PairedFile, ResolvedShares, SessionData, Side } from "../../model/session";
import { RUNGS, type Rung } from "../../model/stacks";

/** A module of one side, over all captures of that side that have it. */
export interface CoverageRow {
  readonly key: string;
  readonly name: string; // base name
  readonly path: string;
  readonly buildId: string | null;
  readonly side: Side | null;
  readonly isKernel: boolean;
  readonly isAnonymous: boolean; // no file that could be dropped
  readonly files: readonly PairedFile[];
  readonly objectFile: number | null; // -> SessionFile.id: of them the one that names most
  readonly rungs: Readonly<Record<Rung, number>>;
  readonly frames: number;
  readonly functions: number; // shares of `frames`
  readonly lines: number;
  readonly inlines: number;
  readonly before: ResolvedShares | null;
  readonly lineReading: LineReading;
  readonly missing: number; // its frames without a name, of all frames of the side
}

/** Most frames first. */
export function coverageRows(session: SessionData): CoverageRow[] {
  const groups = new Map<string, [ModuleCoverage, ...ModuleCoverage[]]>();
  const sideFrames = new Map<Side | null, number>();
  for (const module of moduleCoverage(session)) {
    const key = `${module.side ?? ""} ${module.buildId ?? module.path}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [module]);
    else group.push(module);
    sideFrames.set(module.side, (sideFrames.get(module.side) ?? 0) + module.frames);
  }
  const rows = [...groups].map(([key, modules]) => mergedRow(key, modules, sideFrames.get(modules[0].side) ?? 1));
  return rows.sort((a, b) => b.frames - a.frames);
}

function mergedRow(
  key: string,
  modules: readonly [ModuleCoverage, ...ModuleCoverage[]],
  sideFrames: number,
): CoverageRow {
  const [first] = modules;
  const sum = (figure: (module: ModuleCoverage) => number): number =>
    modules.reduce((total, module) => total + figure(module), 0);
  const frames = sum((module) => module.frames);
  const unnamed = sum((module) => module.framesWithoutName);
  const rungs = Object.fromEntries(
    RUNGS.map((rung) => [rung, sum((module) => module.rungs[rung])]),
  ) as CoverageRow["rungs"];
  return {
    key,
    name: first.name,
    path: first.path,
    buildId: first.buildId,
    side: first.side,
    isKernel: isKernel(first.name),
    isAnonymous: !isKernel(first.name) && /^(\[|\/\/|\/?memfd:|$)/.test(first.path),
    files: first.match.files,
    objectFile: first.match.objectFile,
    rungs,
    frames,
    functions: 1 - unnamed / frames,
    lines: sum((module) => module.framesWithLine) / frames,
    inlines: sum((module) => module.framesWithInlines) / frames,
    before: modules.some(({ before }) => before === null)
      ? null
      : {
          functions: sum((module) => (module.before?.functions ?? 0) * module.frames) / frames,
          lines: sum((module) => (module.before?.lines ?? 0) * module.frames) / frames,
        },
    lineReading: modules.find((module) => module.lines.repair !== null)?.lines ?? first.lines,
    missing: unnamed / sideFrames,
  };
}

/** What to drop to climb further. */
export type Step =
  | "kernel" // /proc/kallsyms
  | "object" // nothing is there yet
  | "debug" // names but few lines: its debug file
  | "full" // paired and still without names: the file before stripping
  | null;

/** Stubs, start code and assembler have no lines in any file, and some code no name. */
const LINES_ENOUGH = 0.9;
const NAMES_ENOUGH = 0.98;

export function nextStep(row: CoverageRow): Step {
  if (row.isAnonymous || row.path === "" || row.rungs.capture === row.frames) return null;
  if (row.isKernel) return row.functions < NAMES_ENOUGH ? "kernel" : null;
  if (row.functions >= NAMES_ENOUGH && row.lines >= LINES_ENOUGH) return null;
  if (row.files.length === 0) return "object";
  return row.functions < NAMES_ENOUGH ? "full" : "debug";
}
