import { exportTables } from "../analysis/exports/exportTables";
import { foldedStacks } from "../analysis/exports/foldedStacks";
import { stackWeights } from "../analysis/stackWeights";
import { stages } from "../client/stages";
import type { Selection, SessionData } from "../model/session";
import { downloadBlob } from "../ui/download";
import { foldProfile } from "../views/flameGraph/foldProfile";
import { chosenProfile, chosenSiblings } from "../views/view";
import { addStageFailure } from "./derive";
import type { ExportFormat } from "./ExportMenu";
import { settled } from "./moduleStage";
import { track } from "./pending";

const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  pprof: "pb.gz",
  folded: "folded.txt",
  speedscope: "speedscope.json",
};

/** Saves the chosen profile, filtered and weighed as the views show it. */
export function exportProfile(session: SessionData, selection: Selection, format: ExportFormat): void {
  void track(save(session, selection, format));
}

async function save(session: SessionData, selection: Selection, format: ExportFormat): Promise<void> {
  const entry = chosenProfile(session, selection);
  if (entry === undefined) return;
  const { file, named, profile } = entry;
  const name = `${file.name.replace(/\.(pb|gz|data)\b/g, "")}.${profile.event}.${ENDINGS[format]}`;
  const download = (blob: Blob): void => downloadBlob(name.replace(/[^\w.-]+/g, "_"), blob);
  if (format === "speedscope") return download(foldProfile(entry, "left-heavy").file);
  if (format === "folded") return download(new Blob([...foldedStacks(named, stackWeights(named, profile))]));
  const result = await settled(stages.exportPprof(exportTables(entry, chosenSiblings(session, selection))));
  if (result.ok) download(new Blob([result.value], { type: "application/gzip" }));
  else addStageFailure(file.id, result.error);
}
