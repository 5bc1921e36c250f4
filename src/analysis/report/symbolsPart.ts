import type { ReportSymbols } from "../../model/report";
import type { LineReading, SessionData } from "../../model/session";
import { missingFiles } from "../pairing/missingFiles";
import { type ModuleCoverage, moduleCoverage } from "../symbolCoverage";

/** `symbols` of the report: how far up the ladder each module's sampled frames got, null without stacks. */
export function symbolsPart(session: SessionData): ReportSymbols[] | null {
  const coverage = moduleCoverage(session);
  return coverage.length === 0 ? null : coverage.map((module) => reportSymbols(module, session));
}

function reportSymbols(module: ModuleCoverage, { files }: SessionData): ReportSymbols {
  const share = (count: number): number => (module.frames === 0 ? 0 : count / module.frames);
  return {
    module: module.name,
    build_id: module.buildId,
    arch: module.arch,
    side: module.side,
    matched: module.match.match,
    rungs: module.rungs,
    frames: module.frames,
    ms_per_1000: module.frames === 0 ? 0 : (module.ms * 1000) / module.frames,
    functions_resolved: share(module.frames - module.framesWithoutName),
    lines_resolved: share(module.framesWithLine),
    missing_files: missingFiles(module.match, files).map(({ buildId, ...file }) => ({ ...file, build_id: buildId })),
    inlines_resolved: share(module.framesWithInlines),
    before:
      module.before === null
        ? null
        : { functions_resolved: module.before.functions, lines_resolved: module.before.lines },
    line_repair: lineRepair(module.lines),
  };
}

function lineRepair({ repair, chosen }: LineReading): ReportSymbols["line_repair"] {
  if (repair === null && chosen === null) return null;
  const { header = null, proposed = null, units = 0, agreeing = 0 } = repair ?? {};
  return { header, proposed, units, agreeing, chosen };
}
