import { turns } from "../../model/inTurns";
import type { Profile } from "../../model/profile";
import type { ReportProfile, ReportUnwind } from "../../model/report";
import type { ModuleMatch, ProfileEntry, SessionData, SessionFile } from "../../model/session";
import type { Analyze } from "../analyses";
import { unwindQuality } from "../unwinding/quality";

/** `profiles` of the report: one entry per event or sample type, null without any. */
export async function profilesPart(
  { profiles, named }: SessionData,
  analyze: Analyze,
): Promise<ReportProfile[] | null> {
  if (profiles.length === 0) return null;
  const parts: ReportProfile[] = [];
  const turn = turns();
  for (const entry of profiles) {
    parts.push(await reportProfile(entry, named.get(entry.file.id)?.matches ?? [], analyze));
    await turn(); // hundreds of small ones are made in place
  }
  return parts;
}

async function reportProfile(
  { id, file, profile, named, side }: ProfileEntry,
  matches: readonly ModuleMatch[],
  analyze: Analyze,
): Promise<ReportProfile> {
  const { event, unit, samples } = profile;
  const reported = await analyze("report", [named, samples]);
  const unwind = reportUnwind(file, profile, matches);
  return { id, file: file.name, event, unit, side, ...reported, unwind };
}

function reportUnwind(
  { capture }: SessionFile,
  profile: Profile,
  matches: readonly ModuleMatch[],
): ReportUnwind | null {
  const quality = capture !== null && "stacks" in capture ? unwindQuality(profile, capture, matches) : null;
  if (quality === null || quality.unwound === 0) return null;
  const { complete, incomplete, truncated, stops, origins, ends } = quality;
  return {
    complete,
    incomplete,
    truncated,
    stop_reasons: stops,
    origins,
    ends: ends.map(({ module, buildId, stop, samples }) => ({ module, build_id: buildId, stop, samples })),
  };
}
