import type { Finding, Severity } from "../../model/report";
import type { Match, NamedCapture, SessionData, SessionFile } from "../../model/session";
import { RUNGS } from "../../model/stacks";
import { baseName } from "../baseName";
import { type ModuleCoverage, moduleCoverage } from "../symbolCoverage";
import { type FindingKey, finding, type Params } from "./finding";

/** Below this share of the sampled frames a missing name, or a doubtful one, is not worth a sentence. */
const TOLD_SHARE = 0.005;
const WARNING_SHARE = 0.1;
const MOST_MODULES = 5;

/** What to drop for more names, most first; and which names rest on a weak match. */
export function symbolFindings(session: SessionData): Finding[] {
  const modules = hasUnnamed(session) ? mergedModules(session) : [];
  const missing = modules.flatMap((module) => missingFinding(module, session)).sort((a, b) => b.value - a.value);
  return [...missing.slice(0, MOST_MODULES), ...weakFindings(session)];
}

const [NONE, BY_PLACE] = [RUNGS.indexOf("none"), RUNGS.indexOf("fde")];

/** Whether any code lacks a name: else no sample has to be counted. */
function hasUnnamed({ named }: SessionData): boolean {
  return [...named.values()].some(({ stacks: { codeRung } }) => codeRung.includes(NONE) || codeRung.includes(BY_PLACE));
}

/** A module over all captures that have it. */
interface MergedModule {
  readonly first: ModuleCoverage;
  readonly isDroppable: boolean;
  readonly fileIds: Set<number>;
  unnamed: number; // frames
  frames: number; // of all modules of the captures that have it
}

function mergedModules(session: SessionData): MergedModule[] {
  const merged = new Map<string, MergedModule>();
  for (const file of session.files) {
    const rows = fileCoverage(session, file);
    const frames = rows.reduce((sum, row) => sum + row.frames, 0);
    for (const row of rows) {
      const key = isKernel(row.name) ? "kernel" : (row.buildId ?? row.name);
      const entry = merged.get(key) ?? {
        first: row,
        isDroppable: isDroppable(file, row),
        fileIds: new Set<number>(),
        unnamed: 0,
        frames: 0,
      };
      entry.unnamed += row.framesWithoutName;
      if (!entry.fileIds.has(file.id)) entry.frames += frames;
      entry.fileIds.add(file.id);
      merged.set(key, entry);
    }
  }
  return [...merged.values()];
}

const coverages = new WeakMap<NamedCapture, ModuleCoverage[]>();

/** The coverage of one file; counted once for the names it has. */
export function fileCoverage(session: SessionData, file: SessionFile): ModuleCoverage[] {
  const named = session.named.get(file.id);
  if (named === undefined) return [];
  const coverage = coverages.get(named) ?? moduleCoverage({ ...session, files: [file] });
  coverages.set(named, coverage);
  return coverage;
}

function isDroppable({ capture }: SessionFile, { name, buildId }: ModuleCoverage): boolean {
  if (capture === null || !("modules" in capture)) return false;
  const module = capture.modules.find((each) => baseName(each.path) === name && each.buildId === buildId);
  return module !== undefined && name !== "" && !/^(\[|\/\/|memfd:|\/memfd:)/.test(module.path);
}

/** The kernel and its modules, by the name perf gives them. */
export function isKernel(name: string): boolean {
  return /\.ko(\.\w+)?$/.test(name) || /^\[(?!unknown|vdso|vvar|vsyscall|heap|stack|uprobes|anon)/.test(name);
}

function missingFinding(
  { first, isDroppable, unnamed, frames }: MergedModule,
  { files }: SessionData,
): (Finding & { readonly value: number })[] {
  const moreShare = frames === 0 ? 0 : unnamed / frames;
  if (moreShare < TOLD_SHARE) return [];
  const severity: Severity = moreShare >= WARNING_SHARE ? "warning" : "info";
  const { name: module, buildId, match } = first;
  const said = (key: FindingKey, params: Params, where: string) => [
    { ...finding("symbols", severity, key, params, moreShare, where), value: moreShare },
  ];
  if (isKernel(module)) {
    const hidden = files.find(({ capture }) => capture?.kind === "symbols" && capture.facts["restricted"] === true);
    return hidden === undefined
      ? said("kernelUnnamed", { moreShare }, module)
      : said("kernelHidden", { moreShare, name: hidden.name }, hidden.name);
  }
  if (!isDroppable) return [];
  if (match.match !== "none") return said("stillUnnamed", { module, moreShare }, module);
  return buildId === null
    ? said("dropModuleByName", { module, moreShare }, module)
    : said("dropModule", { module, buildId, moreShare }, module);
}

/** Objects that were paired by less than a build id or a checksum. */
function weakFindings(session: SessionData): Finding[] {
  const { files, named } = session;
  const found = new Map<string, Finding>();
  for (const file of files) {
    if (file.capture === null || !("modules" in file.capture)) continue;
    const { modules } = file.capture;
    const rows = named.get(file.id)?.matches.some(({ match }) => isWeak(match)) ? fileCoverage(session, file) : [];
    const frames = rows.reduce((sum, row) => sum + row.frames, 0);
    named.get(file.id)?.matches.forEach(({ match, objectFile }, index) => {
      const object = files.find(({ id }) => id === objectFile);
      const module = modules[index];
      if (!isWeak(match) || object?.capture?.kind !== "elf" || module === undefined) return;
      const row = rows.find(({ path, buildId }) => path === module.path && buildId === module.buildId);
      const share = (row?.frames ?? 0) / Math.max(1, frames);
      if (share < TOLD_SHARE) return;
      const severity: Severity = share >= WARNING_SHARE ? "warning" : "info";
      const params = { module: baseName(module.path), name: object.name, rule: match };
      const key = `${module.path} ${object.id}`;
      if (!found.has(key)) found.set(key, finding("symbols", severity, "weakMatch", params, null, object.name));
    });
  }
  return [...found.values()].slice(0, MOST_MODULES);
}

/** Rules that another build of the same program may pass too. */
export function isWeak(match: Match): boolean {
  return match === "path" || match === "layout" || match === "name";
}
