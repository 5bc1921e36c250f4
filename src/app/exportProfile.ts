import { differenceSide } from "../analysis/difference/differenceSide";
import { differenceTables, type ExportTables, exportTables } from "../analysis/exports/exportTables";
import { foldedStacks } from "../analysis/exports/foldedStacks";
import { stackWeights } from "../analysis/stackWeights";
import { stages } from "../client/stages";
import type { ProfileEntry, Selection, SessionData } from "../model/session";
import { downloadBlob } from "../ui/download";
import { comparedPair } from "../views/difference/comparable";
import { foldProfile } from "../views/flameGraph/foldProfile";
import { chosenProfile, chosenSiblings, wholeProfile } from "../views/view";
import { analyze } from "./analyze";
import type { ExportFormat } from "./ExportMenu";
import { settled } from "./moduleStage";
import { track } from "./pending";
import { addStageFailure } from "./stageFailure";

const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  pprof: "pb.gz",
  folded: "folded.txt",
  speedscope: "speedscope.json",
};

/** What is saved: a name without its ending, and the profile's stacks, samples and tables. */
interface Exported {
  readonly name: string;
  readonly fileId: number; // where a failure is said
  readonly entry: ProfileEntry;
  readonly tables: () => ExportTables;
}

/** Saves the chosen profile, filtered and weighed as the views show it; in the difference view the difference. */
export function exportProfile(session: SessionData, selection: Selection, format: ExportFormat): void {
  void track(save(session, selection, format));
}

async function save(session: SessionData, selection: Selection, format: ExportFormat): Promise<void> {
  const exported = (await shownDifference(session, selection)) ?? shownEntry(session, selection);
  if (exported === null) return;
  const { named, profile } = exported.entry;
  const name = `${exported.name}.${profile.event}.${ENDINGS[format]}`;
  const download = (blob: Blob): void => downloadBlob(name.replace(/[^\w.-]+/g, "_"), blob);
  if (format === "speedscope") return download(foldProfile(exported.entry, "left-heavy").file);
  if (format === "folded") return download(new Blob([...foldedStacks(named, stackWeights(named, profile))]));
  const result = await settled(stages.exportPprof(exported.tables()));
  if (result.ok) download(new Blob([result.value], { type: "application/gzip" }));
  else addStageFailure(exported.fileId, result.error);
}

function shownEntry(session: SessionData, selection: Selection): Exported | null {
  const entry = chosenProfile(session, selection);
  if (entry === undefined) return null;
  const tables = (): ExportTables => exportTables(entry, chosenSiblings(session, selection));
  return { name: stem(entry), fileId: entry.file.id, entry, tables };
}

async function shownDifference(session: SessionData, selection: Selection): Promise<Exported | null> {
  const whole = selection.view === "difference" ? wholeProfile(session, selection) : undefined;
  const pair = whole && comparedPair(session.profiles, whole, selection.base);
  if (pair === undefined) return null;
  const shown = ({ id }: ProfileEntry) => chosenProfile(session, { ...selection, profile: id });
  const [base, later] = [shown(pair.base), shown(pair.later)];
  if (base === undefined || later === undefined) return null;
  const sides = [differenceSide(later), differenceSide(base)] as const;
  const made = await analyze("difference", [later.named, ...sides, selection.normalised]);
  const { event, unit } = later.profile;
  return {
    name: `${stem(later)}-${stem(base)}`,
    fileId: later.file.id,
    entry: { ...later, named: made.named, profile: { ...later.profile, samples: made.samples, args: made.labels } },
    tables: () => differenceTables(made, { type: event, unit }),
  };
}

function stem({ file }: ProfileEntry): string {
  return file.name.replace(/\.(pb|gz|data)\b/g, "");
}
