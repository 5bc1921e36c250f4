import type { Difference } from "../analysis/difference/difference";
import { differenceSide } from "../analysis/difference/differenceSide";
import { exportedCapture } from "../analysis/exports/exportTables";
import { stages } from "../client/stages";
import { blobInTurns, bytesInParts } from "../model/inTurns";
import type { Profile } from "../model/profile";
import type { ProfileEntry, Selection, SessionData } from "../model/session";
import { downloadBlob } from "../ui/download";
import { comparedPair } from "../views/difference/comparable";
import { foldProfile } from "../views/flameGraph/foldProfile";
import { wholeProfile } from "../views/view";
import type { Shown } from "../views/view/useChosenProfile";
import { analyze } from "./analyze";
import type { ExportFormat } from "./ExportMenu";
import { settled } from "./moduleStage";
import { track } from "./pending";
import { shownForFile } from "./shownProfiles";
import { addStageFailure } from "./stageFailure";

const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  pprof: "pb.gz",
  folded: "folded.txt",
  speedscope: "speedscope.json",
};

/** What is saved: a name without its ending, and the profile; of a difference itself too. */
interface Exported {
  readonly name: string;
  readonly entry: ProfileEntry;
  readonly difference?: Difference;
}

/** Saves the chosen profile, filtered and weighed as the views show it; in the difference view the difference. */
export function exportProfile(session: SessionData, selection: Selection, format: ExportFormat): void {
  void track(save(session, selection, format));
}

async function save(session: SessionData, selection: Selection, format: ExportFormat): Promise<void> {
  const exported = (await shownDifference(session, selection)) ?? (await shownEntry(session, selection));
  if (exported === null) return;
  const { entry } = exported;
  const name = `${exported.name}.${entry.profile.event}.${ENDINGS[format]}`;
  const download = (blob: Blob): void => downloadBlob(name.replace(/[^\w.-]+/g, "_"), blob);
  if (format === "speedscope") return download((await foldProfile(analyze, entry, "left-heavy")).file);
  if (format === "folded")
    return download(await blobInTurns((await analyze("folded", [entry.named, entry.profile.samples])).pieces));
  const { bytes } = await pprofOf(session, selection, exported);
  const result = await settled(stages.gzip(await blobInTurns(bytesInParts(bytes))));
  if (result.ok) download(result.value);
  else addStageFailure(entry.file.id, result.error);
}

async function pprofOf(session: SessionData, shown: Shown, { entry, difference }: Exported) {
  const { named, profile, file } = entry;
  const { event, unit } = profile;
  if (difference !== undefined) return analyze("pprofOfDifference", [named, difference, { type: event, unit }]);
  const capture = exportedCapture(entry);
  const siblings: Profile[] = [];
  for (const sibling of capture.isPprof ? session.profiles : [])
    if (sibling.file.id === file.id) siblings.push((await shownForFile(sibling, shown)).profile);
  return analyze("pprof", [named, profile, siblings, capture]);
}

async function shownEntry(session: SessionData, selection: Selection): Promise<Exported | null> {
  const whole = wholeProfile(session, selection);
  if (whole === undefined) return null;
  return { name: stem(whole), entry: await shownForFile(whole, selection) };
}

async function shownDifference(session: SessionData, selection: Selection): Promise<Exported | null> {
  const whole = selection.view === "difference" ? wholeProfile(session, selection) : undefined;
  const pair = whole && comparedPair(session.profiles, whole, selection.base);
  if (pair === undefined) return null;
  const [base, later] = [await shownForFile(pair.base, selection), await shownForFile(pair.later, selection)];
  const sides = [differenceSide(later), differenceSide(base)] as const;
  const made = await analyze("difference", [later.named, ...sides, selection.normalised]);
  return {
    name: `${stem(later)}-${stem(base)}`,
    entry: { ...later, named: made.named, profile: { ...later.profile, samples: made.samples, args: made.labels } },
    difference: made,
  };
}

function stem({ file }: ProfileEntry): string {
  return file.name.replace(/\.(pb|gz|data)\b/g, "");
}
